import type { CiFacts } from '../ci-facts.ts'
import type { DrawbridgeError, Problem } from '../errors.ts'
import type { Host } from '../host.ts'
import type { Inputs } from '../inputs.ts'
import type { Pin } from '../pins/pin.ts'
import type { UpdatePlan } from '../plan/update-plan.ts'
import type { Tree } from '../repo/tree.ts'
import type { ReportedProposal } from '../report/result.ts'
import type { Server } from './server.ts'
import type { Target } from './target.ts'

/** Plans a run against a tree; with `includes`, only the part that one proposal is about. */
export type Planner = (tree: Tree, includes?: (pin: Pin) => boolean) => Promise<UpdatePlan>

/** A run of a command that changes versions. */
export interface Run {
  readonly command: string
  readonly inputs: Inputs
  readonly host: Host
  readonly server: Server
  readonly facts: CiFacts
  readonly plan: Planner
}

/** What every way of delivering by Git needs to know. */
export interface Delivery extends Run {
  readonly target: Target
  /** On the host's steady clock: the deadline counts from here. */
  readonly startedMs: number
}

/** What was delivered. */
export interface Delivered {
  /** What was changed (with `dry-run`: would be) against the base; not what an open pull request held already. */
  readonly plan: UpdatePlan
  /** The tree that was planned on. */
  readonly tree: Tree
  readonly proposals: readonly ReportedProposal[]
  readonly warnings: readonly Problem[]
  /** What went wrong with single proposals, while others were delivered. */
  readonly failures: readonly DrawbridgeError[]
}
