import { failed } from '../errors.ts'
import type { UpdatePlan } from '../plan/update-plan.ts'
import { requireBranch } from '../repo/checkout.ts'
import { moveBranch } from '../repo/checkout-commit.ts'
import { writeCommit } from '../repo/commit-writer.ts'
import { push } from '../repo/push.ts'
import { fetchBranch } from '../repo/remote-branches.ts'
import { retryUntil } from '../repo/retry.ts'
import { formatCommitMessage } from '../report/commit-message.ts'
import { type ReportedChange, type ReportedProposal, reportChange } from '../report/result.ts'
import type { Delivered, Delivery } from './delivery.ts'
import { groupChanges } from './groups.ts'
import { proposalFacts } from './proposal-facts.ts'
import { refusedPush, unknownBase } from './refusals.ts'
import { inRepo, type Target, treeAt } from './target.ts'

/** `--delivery commit`: commits on the branch that is checked out, one for each group, and brings its files along. */
export async function deliverCommit(delivery: Delivery): Promise<Delivered> {
  const checkout = delivery.target.checkout
  if (!checkout) throw failed({ code: 'no-checkout', message: 'there is no checkout to commit in' })
  const { branch, commit: parent } = requireBranch(checkout)
  const tree = treeAt(delivery.target, parent)
  const plan = await delivery.plan(tree)
  const nothing = { plan, tree, proposals: [], warnings: [], failures: [] }
  if (plan.files.length === 0 || delivery.inputs['dry-run']) return nothing
  const chain = await writeChain(delivery, { parent, plan })
  const moved = await moveBranch(checkout, { to: chain.tip, paths: chain.paths, message: 'drawbridge update' })
  if (moved.status === 'conflict')
    throw failed({ code: 'conflict', message: `${branch} was moved by somebody else meanwhile` })
  return { ...nothing, proposals: chain.proposals.map((proposal) => ({ ...proposal, branch })) }
}

/** `--delivery push`: the same on the remote's base branch; the checkout is left alone. A lost race plans again from scratch. */
export async function deliverPush(delivery: Delivery): Promise<Delivered> {
  const { target, inputs, host } = delivery
  return retryUntil<Delivered>(retryOptions(delivery), async (tryNumber) => {
    const parent = (tryNumber === 1 ? target.freshBase : undefined) ?? (await readBase(target))
    const tree = treeAt(target, parent)
    const plan = await delivery.plan(tree)
    const nothing = { plan, tree, proposals: [], warnings: [], failures: [] }
    if (plan.files.length === 0 || inputs['dry-run']) return { done: nothing }
    const chain = await writeChain(delivery, { parent, plan })
    const result = await push(target.repo, [{ branch: target.base, commit: chain.tip, expected: parent }])
    if (result.status === 'pushed') {
      const proposals = chain.proposals.map((proposal) => ({ ...proposal, branch: target.base, merged: true }))
      return { done: { ...nothing, proposals } }
    }
    if (result.status !== 'conflict') throw refusedPush(result, target.base)
    host.log(`${target.base} was moved by somebody else (try ${tryNumber}): reading it again`)
    return { again: `${target.base} kept being moved by others` }
  })
}

/** The commit that the base branch is at on the remote. */
export async function readBase(target: Target): Promise<string> {
  const commit = await fetchBranch(target.repo, { branch: target.base })
  if (commit === undefined) throw unknownBase(target)
  return commit
}

/** How long and how often a delivery is tried. */
export function retryOptions({ inputs, host, startedMs }: Delivery) {
  const leftMs = inputs.deadline * 1000 - (host.now() - startedMs)
  return { deadlineMs: Math.max(0, leftMs), now: host.now, sleep: host.sleep, random: host.random }
}

interface Chain {
  readonly tip: string
  readonly paths: readonly string[]
  readonly proposals: readonly ReportedProposal[]
}

async function writeChain(delivery: Delivery, { parent, plan }: { parent: string; plan: UpdatePlan }): Promise<Chain> {
  const { target, inputs } = delivery
  const groups = groupChanges(plan.changes, inputs.group)
  const proposals: ReportedProposal[] = []
  let tip = parent
  for (const group of groups) {
    const part = groups.length === 1 ? plan : await delivery.plan(treeAt(target, tip), group.includes)
    // What two groups read from one place (an anchor) is changed by the first of them.
    if (part.files.length === 0) continue
    const rows: ReportedChange[] = part.changes.map(reportChange)
    const message = formatCommitMessage(proposalFacts(delivery, rows))
    tip = await writeCommit(target.repo, {
      parent: tip,
      changes: inRepo(target, part.files),
      message,
      date: delivery.host.date(),
    })
    const { environments, applications } = group
    proposals.push({ environments, applications, branch: null, commit: tip, pullRequest: null, merged: false })
  }
  return { tip, paths: inRepo(target, plan.files).map(({ path }) => path), proposals }
}
