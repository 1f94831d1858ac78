import type { Problem } from '../errors.ts'
import { carryOver } from '../plan/carry-over.ts'
import type { EditedFile } from '../plan/file-edits.ts'
import type { UpdatePlan } from '../plan/update-plan.ts'
import { OverlayTree } from '../repo/overlay-tree.ts'
import type { Delivery } from './delivery.ts'
import type { Group } from './groups.ts'
import type { OpenProposal } from './open-proposal.ts'
import { configIn, inRepo, repoAt } from './target.ts'

/** What a proposal is to hold: what it held before, on the base as it is now, and this run's part on top. */
export interface ProposalState {
  /** Against the base; paths as the Git repo names them. */
  readonly files: readonly EditedFile[]
  /** This run's part, against what was held before. */
  readonly plan: UpdatePlan
  readonly warnings: readonly Problem[]
  /** The branch holds just this already. */
  readonly isHeld: boolean
}

interface StateOptions {
  /** The commit that the base is at. */
  readonly base: string
  readonly group: Group
  readonly proposal: OpenProposal | undefined
}

export async function planProposal(delivery: Delivery, options: StateOptions): Promise<ProposalState> {
  const { target, plan } = delivery
  const { base, group, proposal } = options
  const tree = repoAt(target, base)
  const carried = proposal && (await carryOver({ base: tree, ...treesOf(delivery, proposal), paths: proposal.paths }))
  const held = carried?.files ?? []
  const planned = await plan(configIn(target, new OverlayTree(tree, held)), group.includes)
  const files = new Map(held.map((file) => [file.path, file]))
  for (const file of inRepo(target, planned.files))
    files.set(file.path, { ...file, before: files.get(file.path)?.before ?? file.before })
  return {
    files: [...files.values()].filter((file) => file.before !== file.after),
    plan: planned,
    warnings: [...planned.warnings, ...(carried?.warnings ?? [])],
    isHeld: proposal !== undefined && planned.files.length === 0 && (await isUpToDate(delivery, proposal, base)),
  }
}

function treesOf({ target }: Delivery, { origin, head }: OpenProposal) {
  return { origin: repoAt(target, origin), proposal: repoAt(target, head) }
}

/** Whether the base has the files as they were when the branch was made: else it may not be mergeable as it is. */
async function isUpToDate({ target }: Delivery, { origin, paths }: OpenProposal, base: string): Promise<boolean> {
  if (origin === base) return true
  const [before, now] = [await repoAt(target, origin).read(paths), await repoAt(target, base).read(paths)]
  return paths.every((path) => {
    const [one, other] = [before.get(path), now.get(path)]
    return one !== undefined && other !== undefined && Buffer.compare(one, other) === 0
  })
}
