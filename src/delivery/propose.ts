import type { PullRequest } from '../forge/forge.ts'
import { writeCommit } from '../repo/commit-writer.ts'
import { push } from '../repo/push.ts'
import { formatCommitMessage } from '../report/commit-message.ts'
import { formatPullRequestBody, formatPullRequestTitle } from '../report/pull-request-text.ts'
import type { ReportedChange } from '../report/result.ts'
import { readStanding } from './open-proposal.ts'
import { proposalFacts } from './proposal-facts.ts'
import { rowsOf } from './proposal-rows.ts'
import { type ProposalState, planProposal } from './proposal-state.ts'
import { type GroupOptions, nothing, type Proposed, type Reached, type Try } from './proposed.ts'
import { refusedPush } from './refusals.ts'
import { settle } from './settling.ts'

/**
 * One try: reads branch and pull request afresh, and carries the plan out on them.
 * @param reached what a try before came to
 */
export async function propose(options: GroupOptions, reached: Reached | undefined): Promise<Try> {
  const { delivery, forge, group, base } = options
  const { target } = delivery
  const { branch } = group
  const standing = await readStanding({ target, forge, branch, base })
  const { pull, proposal } = standing
  const state = await planProposal(delivery, { base, group, proposal })
  const warnings = [...(reached?.warnings ?? []), ...standing.warnings, ...state.warnings]
  if (state.files.length === 0) return { done: { ...onBase(reached), warnings } }
  const rows = rowsOf(delivery, state)
  const isDryRun = delivery.inputs['dry-run']
  // What can't be merged as it is may be mergeable on the base's head.
  const isStuck = reached?.isStuck === true && proposal?.origin !== base
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

/** The base has all of it: somebody else merged it meanwhile. */
function onBase(reached: Reached | undefined): Proposed {
  return reached?.proposal ? { ...reached, proposal: { ...reached.proposal, merged: true } } : nothing
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
