import type { DrawbridgeError, Problem } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import type { Pin } from '../pins/pin.ts'
import type { UpdatePlan } from '../plan/update-plan.ts'
import type { ReportedProposal } from '../report/result.ts'
import type { Tree } from '../repo/tree.ts'
import type { CiFacts } from '../ci-facts.ts'
import type { Host } from '../commands/host.ts'
import type { Server, Target } from './target.ts'

/** Plans a run against a tree; with `includes`, only the part that one proposal is about. */
export type Planner = (tree: Tree, includes?: (pin: Pin) => boolean) => Promise<UpdatePlan>

/** What every way of delivering needs to know. */
export interface Delivery {
  readonly command: string
  readonly inputs: Inputs
  readonly host: Host
  readonly server: Server
  readonly facts: CiFacts
  readonly target: Target
  readonly plan: Planner
}

/** What was delivered. */
export interface Delivered {
  readonly plan: UpdatePlan
  /** The tree that was planned on. */
  readonly tree: Tree
  readonly proposals: readonly ReportedProposal[]
  readonly warnings: readonly Problem[]
  /** What went wrong with single proposals, while others were delivered. */
  readonly failures: readonly DrawbridgeError[]
}
