import { DrawbridgeError, type Problem } from '../errors.ts'
import type { PullRequest } from '../forge/forge.ts'
import type { PullRequestOperation, ReportedChange, ReportedProposal } from '../report/result.ts'
import type { BranchGroup } from './groups.ts'
import { mergeProposal } from './merging.ts'
import type { GroupOptions, Proposed, Reached, Try } from './proposed.ts'

interface Settling {
  readonly pull: PullRequest
  readonly commit: string
  readonly rows: readonly ReportedChange[]
  readonly warnings: readonly Problem[]
  readonly operation: PullRequestOperation
  readonly reached: Reached | undefined
}

/** Labels, reviewers and the merge. The pull request is there, whatever becomes of these. */
export async function settle(options: GroupOptions, settling: Settling): Promise<Try> {
  const { delivery, forge, group } = options
  const { pull, commit, operation } = settling
  const proposed = describe(group, settling)
  try {
    const notes = operation === 'unchanged' ? [] : await decorate(options, pull)
    const warnings = [...proposed.warnings, ...notes]
    if (operation !== 'unchanged' && pull.headCommit !== commit) {
      return { again: `${group.branch} kept being moved by others`, reached: { ...proposed, warnings, isStuck: false } }
    }
    const merging = await mergeProposal({ delivery, forge, pull, branch: group.branch, commit })
    if ('again' in merging) return { again: merging.again, reached: { ...proposed, warnings, isStuck: true } }
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
