import { DrawbridgeError, type Problem } from '../errors.ts'
import type { Forge, PullRequest } from '../forge/forge.ts'
import { carryOver } from '../plan/carry-over.ts'
import type { EditedFile } from '../plan/file-edits.ts'
import type { UpdatePlan } from '../plan/update-plan.ts'
import { branchNameOf } from '../report/branch-name.ts'
import { formatCommitMessage } from '../report/commit-message.ts'
import { formatPullRequestBody, formatPullRequestTitle } from '../report/pull-request-text.ts'
import type { PullRequestOperation, ReportedProposal } from '../report/result.ts'
import { writeCommit } from '../repo/commit-writer.ts'
import { OverlayTree } from '../repo/overlay-tree.ts'
import { push } from '../repo/push.ts'
import { type Attempt, retryUntil } from '../repo/retry.ts'
import { readBase, retryOptions } from './commits.ts'
import type { Delivered, Delivery } from './delivery.ts'
import { type Group, groupChanges } from './groups.ts'
import { mergeProposal } from './merging.ts'
import { type OpenProposal, readProposal } from './open-proposal.ts'
import { proposalFacts } from './proposal-facts.ts'
import { rowsOf } from './proposal-rows.ts'
import { refusedPush } from './refusals.ts'
import { inRepo, treeAt } from './target.ts'

/** `--delivery pull-request` and on: one branch and one pull request for each group, opened or moved in place. */
export async function deliverPullRequests(delivery: Delivery, forge: Forge): Promise<Delivered> {
  const { target, inputs } = delivery
  const tree = treeAt(target, await readBase(target))
  const plan = await delivery.plan(tree)
  if (plan.files.length === 0 || inputs['dry-run']) return { plan, tree, proposals: [], warnings: [], failures: [] }
  const proposals: ReportedProposal[] = []
  const warnings: Problem[] = []
  const failures: DrawbridgeError[] = []
  const groups = groupChanges(plan.changes, inputs.group)
  for (const group of groups) {
    try {
      const proposed = await retryUntil<Proposed>(retryOptions(delivery), () => propose({ delivery, forge, group }))
      proposals.push(...proposed.proposals)
      warnings.push(...proposed.warnings)
    } catch (error) {
      if (!(error instanceof DrawbridgeError)) throw error
      failures.push(error)
    }
  }
  return { plan, tree, proposals, warnings, failures }
}

interface ProposeOptions {
  readonly delivery: Delivery
  readonly forge: Forge
  readonly group: Group
}

interface Proposed {
  readonly proposals: readonly ReportedProposal[]
  readonly warnings: readonly Problem[]
}

/** One try: reads base, branch and pull request afresh, and carries the plan out on them. */
async function propose(options: ProposeOptions): Promise<Attempt<Proposed>> {
  const { delivery, forge, group } = options
  const { target } = delivery
  const branch = branchNameOf({ ...group, by: delivery.inputs.group }, delivery.inputs.branch)
  const [base, proposal] = [await readBase(target), await readProposal(target, branch)]
  const open = await forge.findOpenPullRequest(branch)
  const state = await planProposal(delivery, { base, group, ...(open && proposal && { proposal }) })
  if (state.files.length === 0) return { done: { proposals: [], warnings: state.warnings } }
  if (open && proposal && state.plan.files.length === 0) {
    return settle(options, { branch, commit: proposal.head, pull: open, operation: 'unchanged', warnings: state.warnings })
  }
  const rows = rowsOf(state)
  const facts = proposalFacts(delivery, { group, rows })
  const commit = await writeCommit(target.repo, {
    parent: base,
    changes: inRepo(target, state.files),
    message: formatCommitMessage(facts),
    date: delivery.host.date(),
  })
  const expected = proposal?.head ?? null
  const pushed = await push(target.repo, [{ branch, commit, expected, force: expected !== null }])
  if (pushed.status === 'conflict') return { again: `${branch} kept being moved by others` }
  if (pushed.status !== 'pushed') throw refusedPush(pushed, branch)
  const text = { title: formatPullRequestTitle(facts), body: formatPullRequestBody(facts) }
  const pull = open
    ? await forge.updatePullRequest(open, text)
    : await forge.openPullRequest({ branch, base: target.base, isDraft: delivery.inputs.draft, ...text })
  const { labels, assignees, reviewers } = delivery.inputs
  const decorations = { labels, assignees, reviewers, teamReviewers: delivery.inputs['team-reviewers'] }
  const warnings = [...state.warnings, ...(await forge.decorate(pull, decorations))]
  return settle(options, { branch, commit, pull, operation: open ? 'updated' : 'created', warnings })
}

/** What a proposal is to hold: what it held before, on the base as it is now, and this run's part on top. */
export interface ProposalState {
  readonly files: readonly EditedFile[]
  readonly plan: UpdatePlan
  readonly warnings: readonly Problem[]
}

async function planProposal(
  { target, plan }: Delivery,
  { base, group, proposal }: { base: string; group: Group; proposal?: OpenProposal },
): Promise<ProposalState> {
  const tree = treeAt(target, base)
  const carried = proposal && (await carryProposal({ target, base, proposal }))
  const planned = await plan(carried ? new OverlayTree(tree, carried.files) : tree, group.includes)
  const files = new Map((carried?.files ?? []).map((file) => [file.path, file]))
  for (const file of planned.files) files.set(file.path, { ...file, before: files.get(file.path)?.before ?? file.before })
  return {
    files: [...files.values()].filter((file) => file.before !== file.after),
    plan: planned,
    warnings: [...planned.warnings, ...(carried?.warnings ?? [])],
  }
}

function carryProposal({ target, base, proposal }: { target: Delivery['target']; base: string; proposal: OpenProposal }) {
  const inFolder = target.folder === '' ? '' : `${target.folder}/`
  const paths = proposal.paths.filter((path) => path.startsWith(inFolder)).map((path) => path.slice(inFolder.length))
  return carryOver({
    base: treeAt(target, base),
    origin: treeAt(target, proposal.origin),
    proposal: treeAt(target, proposal.head),
    paths,
  })
}

interface Settled {
  readonly branch: string
  readonly commit: string
  readonly pull: PullRequest
  readonly operation: PullRequestOperation
  readonly warnings: readonly Problem[]
}

async function settle({ delivery, forge, group }: ProposeOptions, settled: Settled): Promise<Attempt<Proposed>> {
  const { branch, commit, pull, operation } = settled
  const merging = await mergeProposal({ delivery, forge, pull, branch, commit })
  if ('again' in merging) return merging
  const { environments, applications } = group
  const { number, url } = pull
  const pullRequest = { number, url, operation }
  const proposal = { environments, applications, branch, commit: merging.commit ?? commit, pullRequest, merged: merging.merged }
  return { done: { proposals: [proposal], warnings: [...settled.warnings, ...merging.warnings] } }
}
