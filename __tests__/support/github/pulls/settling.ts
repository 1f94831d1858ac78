import { isAncestor } from '../git/history.ts'
import { Refusal } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import { enqueue } from './merge-queue.ts'
import { assess } from './mergeability.ts'
import { completeMerge, markMerged } from './merging.ts'
import type { PullRequest } from './pull-request.ts'

/**
 * What GitHub does in the background after branches, checks or reviews changed: pull requests follow their branches, and
 * those with auto-merge merge as soon as they may.
 */
export const settle = (repo: Repo): void => {
  for (const pull of repo.pullRequests) if (pull.state === 'open') followBranches(repo, pull)
  for (const pull of repo.pullRequests) mergeAutomatically(repo, pull)
}

const mergeAutomatically = (repo: Repo, pull: PullRequest): void => {
  if (pull.state !== 'open' || !pull.autoMerge || pull.queueEntry) return
  const { state } = assess(repo, pull)
  if (state !== 'clean' && state !== 'unstable') return
  const { method, enabledBy: by, headline, body } = pull.autoMerge
  try {
    if (repo.protectionOf(pull.baseRef)?.mergeQueue) enqueue(repo, pull, { by })
    else completeMerge(repo, pull, { method, by, headline, body })
  } catch (error) {
    // What cannot be merged after all (a rebase with conflicts) loses its auto-merge.
    if (!(error instanceof Refusal)) throw error
    pull.autoMerge = undefined
  }
}

export const closePull = (repo: Repo, pull: PullRequest): void => {
  const at = repo.timestamp()
  pull.state = 'closed'
  pull.closedAt = at
  pull.updatedAt = at
  pull.autoMerge = undefined
  pull.queueEntry = undefined
}

const followBranches = (repo: Repo, pull: PullRequest): void => {
  const head = repo.branchHead(pull.headRef)
  const base = repo.branchHead(pull.baseRef)
  if (!head || !base) {
    closePull(repo, pull)
    return
  }
  const isMoved = head !== pull.headSha
  if (isMoved) moveHead(repo, pull, head)
  if (!isMoved && base === pull.baseSha) return
  pull.baseSha = base
  pull.unknownReads = repo.settings.unknownMergeableReads
  if (!isAncestor(repo.objects, head, base)) return
  // A head that was reset to commits of the base closes; a base that got the head's commits merges.
  if (isMoved) closePull(repo, pull)
  else markMerged(repo, pull, base, repo.lastPusher ?? pull.author)
}

const moveHead = (repo: Repo, pull: PullRequest, head: string): void => {
  pull.headSha = head
  pull.updatedAt = repo.timestamp()
  pull.unknownReads = repo.settings.unknownMergeableReads
  // A queued pull request whose branch moves is thrown out of the queue.
  pull.queueEntry = undefined
  repo.refs.update([{ name: `refs/pull/${pull.number}/head`, after: head }])
}
