import type { Account } from '../people.ts'
import { Refusal, unprocessable } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import type { MergeMethod } from '../repo-settings.ts'
import { formatBroken, isBehind, unmetRules } from '../rules.ts'
import { type MergeRequest, writeMerge } from './merge-commits.ts'
import type { PullRequest } from './pull-request.ts'

export interface MergeOptions extends MergeRequest {
  /** The head that the caller has seen. */
  readonly expectedHead?: string | undefined
}

const methodNames: Readonly<Record<MergeMethod, string>> = {
  merge: 'Merge commits are',
  squash: 'Squash merges are',
  rebase: 'Rebase merges are',
}

export const isMethodAllowed = ({ settings }: Repo, method: MergeMethod): boolean =>
  ({
    merge: settings.allowMergeCommit,
    squash: settings.allowSquashMerge,
    rebase: settings.allowRebaseMerge,
  })[method]

const assertRules = (repo: Repo, pull: PullRequest, { method, by }: MergeOptions): void => {
  const rules = repo.protectionOf(pull.baseRef)
  if (!rules || rules.bypass.includes(by.login)) return
  const unmet = unmetRules(repo, pull, method)
  if (rules.mergeQueue) unmet.unshift('Changes must be made through the merge queue')
  if (unmet.length > 0) throw unprocessable(formatBroken(unmet, rules.kind), 405)
  if (rules.strict && isBehind(repo, pull)) {
    throw unprocessable('Head branch is out of date. Review and try the merge again.', 405)
  }
}

const assertMayMerge = (repo: Repo, pull: PullRequest, options: MergeOptions): void => {
  if (pull.state === 'closed') throw unprocessable('Pull Request is not mergeable', 405)
  if (pull.isDraft) throw unprocessable('Pull Request is still a draft', 405)
  if (options.expectedHead && options.expectedHead !== pull.headSha) {
    const message = 'Head branch was modified. Review and try the merge again.'
    throw new Refusal({ status: 409, type: 'UNPROCESSABLE', message })
  }
  if (!isMethodAllowed(repo, options.method)) {
    throw unprocessable(`${methodNames[options.method]} not allowed on this repository.`, 405)
  }
  assertRules(repo, pull, options)
}

/** Merges as `PUT …/merge` does, and says the commit that is now the base's head. */
export const mergePullRequest = (repo: Repo, pull: PullRequest, options: MergeOptions): string => {
  assertMayMerge(repo, pull, options)
  return completeMerge(repo, pull, options)
}

/** The merge itself: the queue and auto-merge have checked the rules in their own way. */
export const completeMerge = (repo: Repo, pull: PullRequest, request: MergeRequest): string => {
  const sha = writeMerge(repo, pull, request)
  const before = repo.branchHead(pull.baseRef) ?? null
  repo.refs.update([{ name: `refs/heads/${pull.baseRef}`, before, after: sha }])
  markMerged(repo, pull, sha, request.by)
  if (repo.settings.deleteBranchOnMerge) deleteHead(repo, pull)
  repo.settle()
  return sha
}

export const markMerged = (repo: Repo, pull: PullRequest, sha: string, by: Account): void => {
  const at = repo.timestamp()
  pull.merged = { sha, at, by }
  pull.state = 'closed'
  pull.closedAt = at
  pull.updatedAt = at
  pull.queueEntry = undefined
}

const deleteHead = (repo: Repo, pull: PullRequest): void => {
  if (repo.branchHead(pull.headRef) !== pull.headSha || pull.headRef === repo.defaultBranch) return
  // Pull requests that build on the merged one follow it to its base.
  for (const other of repo.pullRequests) if (other.baseRef === pull.headRef) other.baseRef = pull.baseRef
  repo.refs.update([{ name: `refs/heads/${pull.headRef}`, before: pull.headSha, after: null }])
}
