import { asDrawbridgeError } from '../errors.ts'
import type { Forge } from '../forge/forge.ts'
import { type Attempt, retryUntil } from '../repo/retry.ts'
import { readBase, retryOptions } from './commits.ts'
import type { Delivered, Delivery } from './delivery.ts'
import { type BranchGroup, groupByBranch } from './groups.ts'
import { propose } from './propose.ts'
import { type GroupOptions, nothing, type Proposed, type Reached } from './proposed.ts'
import { treeAt } from './target.ts'

/** `--delivery pull-request` and on: one branch and one pull request for each group, opened or moved in place. */
export async function deliverPullRequests(delivery: Delivery, forge: Forge): Promise<Delivered> {
  const { target, inputs, server } = delivery
  const base = target.freshBase ?? (await readBase(target))
  const tree = treeAt(target, base)
  const plan = await delivery.plan(tree)
  const isBaseEnough = inputs['dry-run'] && server.token === undefined
  if (plan.files.length === 0 || isBaseEnough) return { plan, tree, proposals: [], warnings: [], failures: [] }
  const outcomes: (Proposed & { readonly group: BranchGroup })[] = []
  for (const group of groupByBranch(plan.changes, inputs)) {
    const outcome = await deliverGroup({ delivery, forge, group, base })
    outcomes.push({ group, ...outcome })
    if (outcome.failures.some(({ code }) => endsRun.has(code))) break
  }
  const changed = outcomes.filter(({ isChanged }) => isChanged)
  const changes = plan.changes.filter(({ pin }) => changed.some(({ group }) => group.includes(pin)))
  const files = plan.files.filter(({ path }) => changes.some(({ pin }) => pin.file === path))
  return {
    plan: { ...plan, changes, files },
    tree,
    proposals: outcomes.flatMap(({ proposal }) => proposal ?? []),
    warnings: outcomes.flatMap(({ warnings }) => warnings),
    failures: outcomes.flatMap(({ failures }) => failures),
  }
}

/** What the next proposal would run into as well, after it had pushed its branch. */
const endsRun: ReadonlySet<string> = new Set([
  'archived-repository',
  'authentication',
  'bad-token',
  'deadline',
  'github-unavailable',
  'missing-permission',
  'no-such-repository',
  'pull-requests-not-allowed',
  'rate-limited',
])

/** Other groups may have been delivered already, so what goes wrong with this one is data. */
async function deliverGroup(options: GroupOptions): Promise<Proposed> {
  let reached: Reached | undefined
  const attempt = async (tryNumber: number): Promise<Attempt<Proposed>> => {
    const base = tryNumber === 1 ? options.base : await readBase(options.delivery.target)
    const result = await propose({ ...options, base }, reached)
    if ('again' in result) reached = result.reached ?? reached
    return result
  }
  try {
    return await retryUntil(retryOptions(options.delivery), attempt)
  } catch (error) {
    const failures = [asDrawbridgeError(error)]
    return { ...nothing, ...reached, failures }
  }
}
