import type { DrawbridgeError, Problem } from '../errors.ts'
import type { Forge } from '../forge/forge.ts'
import type { ReportedProposal } from '../report/result.ts'
import type { Delivery } from './delivery.ts'
import type { BranchGroup } from './groups.ts'

/** What one proposal is made from. */
export interface GroupOptions {
  readonly delivery: Delivery
  readonly forge: Forge
  readonly group: BranchGroup
  /** The commit that the base was at when the try began. */
  readonly base: string
}

/** What became of one group. */
export interface Proposed {
  readonly proposal?: ReportedProposal
  /** Something was written, or would be with `dry-run`. */
  readonly isChanged: boolean
  readonly warnings: readonly Problem[]
  readonly failures: readonly DrawbridgeError[]
}

/** What a try came to that has to be made again. */
export interface Reached extends Proposed {
  /** Its pull request could not be merged as it was. */
  readonly isStuck: boolean
}

/** How a try ended. */
export type Try = { readonly done: Proposed } | { readonly again: string; readonly reached?: Reached }

/** Nothing was written, and nothing is wrong. */
export const nothing: Proposed = { isChanged: false, warnings: [], failures: [] }
