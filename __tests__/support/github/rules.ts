import { readCommit } from './git/commits.ts'
import { isAncestor, listCommits } from './git/history.ts'
import type { PullRequest } from './pulls/pull-request.ts'
import { Refusal } from './refusals.ts'
import type { Repo } from './repo.ts'
import type { MergeMethod, Protection } from './repo-settings.ts'

const checksText = (missing: readonly string[], all: readonly string[]): string =>
  missing.length === 1 && all.length === 1
    ? `Required status check "${missing[0]}" is expected.`
    : `${missing.length} of ${all.length} required status checks are expected.`

const reviewsText = (count: number) =>
  `At least ${count} approving review${count === 1 ? ' is' : 's are'} required by reviewers with write access.`

const unmetChecks = (repo: Repo, sha: string, { requiredChecks }: Protection): string[] => {
  const missing = requiredChecks.filter((context) => repo.checks.outcome(sha, context) !== 'success')
  return missing.length === 0 ? [] : [checksText(missing, requiredChecks)]
}

export const countApprovals = (pull: PullRequest): number => {
  const latest = new Map(pull.reviews.filter(({ state }) => state !== 'COMMENTED').map((r) => [r.user.id, r.state]))
  return [...latest.values()].filter((state) => state === 'APPROVED').length
}

/** Why the rules of its base do not let a pull request be merged yet; empty when they do. */
export const unmetRules = (repo: Repo, pull: PullRequest, method?: MergeMethod): string[] => {
  const rules = repo.protectionOf(pull.baseRef)
  if (!rules) return []
  const unmet: string[] = []
  if (countApprovals(pull) < rules.requiredReviews) unmet.push(reviewsText(rules.requiredReviews))
  if (rules.requireCodeOwners && countApprovals(pull) === 0) {
    unmet.push('Waiting on code owner review from an owner of the changed files.')
  }
  unmet.push(...unmetChecks(repo, pull.headSha, rules))
  if (rules.linearHistory && method === 'merge') unmet.push('This branch must not contain merge commits.')
  return unmet
}

/** A branch that is about to move: `before` or `after` is `undefined` when it does not exist. */
export interface BranchMove {
  readonly branch: string
  readonly before: string | undefined
  readonly after: string | undefined
}

const movesBack = (repo: Repo, { before, after }: BranchMove) =>
  before !== undefined && after !== undefined && repo.objects.tryRead(after) !== undefined
    ? !isAncestor(repo.objects, before, after)
    : false

const brokenByCommits = (repo: Repo, { before, after }: BranchMove, rules: Protection): string[] => {
  // What a push brings is not in the repo before the push is accepted.
  if (!after || !repo.objects.tryRead(after)) return []
  const commits = listCommits(repo.objects, after, before)
  const broken: string[] = []
  if (rules.linearHistory && commits.some(({ parents }) => parents.length > 1)) {
    broken.push('This branch must not contain merge commits.')
  }
  if (rules.requireSignatures && commits.some(({ oid }) => !repo.isVerified(oid))) {
    broken.push('Commits must have verified signatures.')
  }
  return broken
}

/** Which rules a direct move of a branch breaks, in GitHub's words. */
export const brokenRules = (repo: Repo, move: BranchMove, login: string | undefined): string[] => {
  const rules = repo.protectionOf(move.branch)
  if (!rules || (login && rules.bypass.includes(login))) return []
  if (move.after === undefined) return rules.allowDeletions ? [] : ['Cannot delete this branch']
  const broken: string[] = []
  if (movesBack(repo, move) && !rules.allowForcePushes) broken.push('Cannot force-push to this branch')
  if (rules.mergeQueue) broken.push('Changes must be made through the merge queue')
  if (rules.requirePullRequest) broken.push('Changes must be made through a pull request.')
  return [...broken, ...brokenByCommits(repo, move, rules), ...unmetChecks(repo, move.after, rules)]
}

/** One text for all broken rules, as the APIs of rulesets and of classic protection write it. */
export const formatBroken = (broken: readonly string[], kind: Protection['kind']): string =>
  kind === 'ruleset' ? `Repository rule violations found\n\n${broken.join('\n\n')}\n\n` : broken.join(' ')

export const assertMayMove = (repo: Repo, move: BranchMove, login: string | undefined): void => {
  const broken = brokenRules(repo, move, login)
  if (broken.length === 0) return
  const kind = repo.protectionOf(move.branch)?.kind ?? 'ruleset'
  throw new Refusal({ status: 422, type: 'UNPROCESSABLE', message: formatBroken(broken, kind) })
}

export const isBehind = (repo: Repo, pull: PullRequest): boolean => {
  const base = repo.branchHead(pull.baseRef)
  return base !== undefined && !isAncestor(repo.objects, base, pull.headSha)
}

export const hasMergeCommit = (repo: Repo, sha: string) => readCommit(repo.objects, sha).parents.length > 1
