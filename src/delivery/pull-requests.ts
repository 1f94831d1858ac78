import { asDrawbridgeError } from '../commands/command-outcome.ts'
import { DrawbridgeError, type Problem } from '../errors.ts'
import type { Forge, PullRequest } from '../forge/forge.ts'
import { writeCommit } from '../repo/commit-writer.ts'
import { push } from '../repo/push.ts'
import { type Attempt, retryUntil } from '../repo/retry.ts'
import { formatCommitMessage } from '../report/commit-message.ts'
import { formatPullRequestBody, formatPullRequestTitle } from '../report/pull-request-text.ts'
import type { PullRequestOperation, ReportedChange, ReportedProposal } from '../report/result.ts'
import { readBase, retryOptions } from './commits.ts'
import type { Delivered, Delivery } from './delivery.ts'
import { type BranchGroup, groupByBranch } from './groups.ts'
import { mergeProposal } from './merging.ts'
import { readStanding } from './open-proposal.ts'
import { proposalFacts } from './proposal-facts.ts'
import { rowsOf } from './proposal-rows.ts'
import { type ProposalState, planProposal } from './proposal-state.ts'
import { refusedPush } from './refusals.ts'
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
    outcomes.push({ group, ...(await deliverGroup({ delivery, forge, group, base })) })
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

interface GroupOptions {
  readonly delivery: Delivery
  readonly forge: Forge
  readonly group: BranchGroup
  /** The commit that the base was at when the run began. */
  readonly base: string
}

/** What became of one group. */
interface Proposed {
  readonly proposal?: ReportedProposal
  /** Something was written, or would be with `dry-run`. */
  readonly isChanged: boolean
  readonly warnings: readonly Problem[]
  readonly failures: readonly DrawbridgeError[]
}

/** A try that has to be made again may have come as far as a pull request. */
type Try = { readonly done: Proposed } | { readonly again: string; readonly reached?: Proposed }

const nothing: Proposed = { isChanged: false, warnings: [], failures: [] }

/** Other groups may have been delivered already, so what goes wrong with this one is data. */
async function deliverGroup(options: GroupOptions): Promise<Proposed> {
  let reached: Proposed | undefined
  const attempt = async (tryNumber: number): Promise<Attempt<Proposed>> => {
    const base = tryNumber === 1 ? options.base : await readBase(options.delivery.target)
    const result = await propose({ ...options, base }, reached)
    if ('again' in result) reached = result.reached ?? reached
    return result
  }
  try {
    return await retryUntil(retryOptions(options.delivery), attempt)
  } catch (error) {
    return { ...(reached ?? nothing), failures: [asDrawbridgeError(error)] }
  }
}

/**
 * One try: reads branch and pull request afresh, and carries the plan out on them.
 * @param reached what a try before came to, when its pull request could not be merged
 */
async function propose(options: GroupOptions, reached: Proposed | undefined): Promise<Try> {
  const { delivery, forge, group, base } = options
  const { target } = delivery
  const { branch } = group
  const standing = await readStanding({ target, forge, branch, base })
  const { pull, proposal } = standing
  const state = await planProposal(delivery, { base, group, proposal })
  const warnings = [...(reached?.warnings ?? []), ...standing.warnings, ...state.warnings]
  if (state.files.length === 0) return { done: { ...nothing, ...reached, warnings } }
  const rows = rowsOf(delivery, state)
  const isDryRun = delivery.inputs['dry-run']
  // What can't be merged as it is may be mergeable on the base's head.
  const isStuck = reached !== undefined && proposal?.origin !== base
  if (pull && proposal && state.isHeld && !isStuck) {
    if (isDryRun) return { done: { ...nothing, warnings } }
    // Who moved the branch on from our commit wrote the text, too, and ours may have come after it.
    const isTextStale = reached !== undefined && reached.proposal?.commit !== proposal.head
    const now = isTextStale ? await writePullRequest(options, { pull, rows }) : pull
    return settle(options, { pull: now, commit: proposal.head, rows, warnings, operation: 'unchanged', reached })
  }
  if (isDryRun) return { done: { ...nothing, isChanged: true, warnings } }
  const message = formatCommitMessage(proposalFacts(delivery, rows))
  const commit = await writeBranch(options, { head: standing.head, state, message })
  if (commit === undefined) return { again: `${branch} kept being moved by others` }
  const written = await writePullRequest(options, { pull, rows })
  if (!written.isOpen) return { again: `pull request #${written.number} was closed meanwhile` }
  return settle(options, {
    pull: written,
    commit,
    rows,
    warnings,
    operation: written.isNew ? 'created' : 'updated',
    reached,
  })
}

interface WriteOptions {
  /** The commit that the branch is at. */
  readonly head: string | null
  readonly state: ProposalState
  readonly message: string
}

/** Pushes the branch with one commit on the base; `undefined`: somebody else has moved it meanwhile. */
async function writeBranch({ delivery, group, base }: GroupOptions, { head, state, message }: WriteOptions) {
  const { repo } = delivery.target
  const date = delivery.host.date()
  const commit = await writeCommit(repo, { parent: base, changes: state.files, message, date })
  const pushed = await push(repo, [{ branch: group.branch, commit, expected: head, force: head !== null }])
  if (pushed.status === 'pushed') return commit
  if (pushed.status === 'conflict') return undefined
  throw refusedPush(pushed, group.branch)
}

/** Opens it, or gives it its new text. */
async function writePullRequest(
  { delivery, forge, group }: GroupOptions,
  { pull, rows }: { readonly pull: PullRequest | undefined; readonly rows: readonly ReportedChange[] },
): Promise<PullRequest> {
  const { target, inputs } = delivery
  const facts = proposalFacts(delivery, rows)
  const text = { title: formatPullRequestTitle(facts), body: formatPullRequestBody(facts) }
  if (pull) return forge.updatePullRequest(pull, text)
  const opened = await forge.openPullRequest({
    branch: group.branch,
    base: target.base,
    isDraft: inputs.draft,
    ...text,
  })
  // Another run came first.
  return opened.isNew ? opened : forge.updatePullRequest(opened, text)
}

interface Settling {
  readonly pull: PullRequest
  readonly commit: string
  readonly rows: readonly ReportedChange[]
  readonly warnings: readonly Problem[]
  readonly operation: PullRequestOperation
  readonly reached: Proposed | undefined
}

/** Labels, reviewers and the merge. The pull request is there, whatever becomes of these. */
async function settle(options: GroupOptions, settling: Settling): Promise<Try> {
  const { delivery, forge, group } = options
  const { pull, commit, operation } = settling
  const proposed = describe(group, settling)
  try {
    const notes = operation === 'unchanged' ? [] : await decorate(options, pull)
    const warnings = [...proposed.warnings, ...notes]
    if (operation !== 'unchanged' && pull.headCommit !== commit) {
      return { again: `${group.branch} kept being moved by others`, reached: { ...proposed, warnings } }
    }
    const merging = await mergeProposal({ delivery, forge, pull, branch: group.branch, commit })
    if ('again' in merging) return { again: merging.again, reached: { ...proposed, warnings } }
    const { merged } = merging
    const proposal = { ...proposed.proposal, commit: merging.commit ?? commit, merged }
    return { done: { ...proposed, proposal, warnings: [...warnings, ...merging.warnings] } }
  } catch (error) {
    if (!(error instanceof DrawbridgeError)) throw error
    return { done: { ...proposed, failures: [error] } }
  }
}

function describe(group: BranchGroup, settling: Settling): Proposed & { readonly proposal: ReportedProposal } {
  const { pull, commit, rows, warnings, reached } = settling
  const { number, url } = pull
  const operation = strongest(settling.operation, reached?.proposal?.pullRequest?.operation)
  const proposal = {
    environments: namesOf(
      rows.map(({ environment }) => environment),
      group.environments,
    ),
    applications: namesOf(
      rows.map(({ application }) => application),
      group.applications,
    ),
    branch: group.branch,
    commit,
    pullRequest: { number, url, operation },
    merged: false,
  }
  return { proposal, isChanged: operation !== 'unchanged', warnings, failures: [] }
}

function strongest(...operations: readonly (PullRequestOperation | undefined)[]): PullRequestOperation {
  return (['created', 'updated'] as const).find((each) => operations.includes(each)) ?? 'unchanged'
}

function namesOf(names: readonly (string | null)[], others: readonly string[]): string[] {
  return [...new Set([...names.filter((name) => name !== null), ...others])].sort()
}

async function decorate({ delivery, forge }: GroupOptions, pull: PullRequest): Promise<readonly Problem[]> {
  const { labels, assignees, reviewers, 'team-reviewers': teamReviewers } = delivery.inputs
  const problems = await forge.decorate(pull, { labels, assignees, reviewers, teamReviewers })
  return pull.author === 'github-actions[bot]' ? [...problems, noChecks(pull)] : problems
}

/** https://docs.github.com/actions/security-for-github-actions/security-guides/automatic-token-authentication */
function noChecks({ number }: PullRequest): Problem {
  return {
    code: 'checks-may-not-run',
    message: `pull request #${number} was opened with the workflow's own GITHUB_TOKEN: GitHub starts no workflows for it, or holds them for approval`,
    hint: 'For checks that run by themselves give "token" one of a GitHub App (actions/create-github-app-token).',
  }
}
