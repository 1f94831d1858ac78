import type { Account } from '../people.ts'
import { unprocessable } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import { assess } from './mergeability.ts'
import { completeMerge } from './merging.ts'
import type { PullRequest } from './pull-request.ts'

export interface EnqueueOptions {
  readonly by: Account
  readonly expectedHead?: string | undefined
  readonly jump?: boolean | undefined
}

export const listQueue = (repo: Repo, base: string): PullRequest[] =>
  repo.queue.filter((pull) => pull.queueEntry && pull.baseRef === base)

/** Puts a pull request that meets the rules into the queue of its base; only the test's `processMergeQueue` merges. */
export const enqueue = (repo: Repo, pull: PullRequest, options: EnqueueOptions): void => {
  if (!repo.protectionOf(pull.baseRef)?.mergeQueue) throw unprocessable('Merge queue is not enabled for this branch')
  if (pull.queueEntry) throw unprocessable('Pull request is already in the queue')
  if (options.expectedHead && options.expectedHead !== pull.headSha) {
    throw unprocessable('Head branch was modified. Review and try the merge again.')
  }
  const { state } = assess(repo, pull)
  if (state !== 'clean' && state !== 'unstable') throw unprocessable(`Pull request Pull request is in ${state} status`)
  pull.queueEntry = {
    id: repo.nextId(),
    enqueuer: options.by,
    enqueuedAt: repo.timestamp(),
    headSha: pull.headSha,
    baseSha: pull.baseSha,
  }
  if (options.jump) repo.queue.unshift(pull)
  else repo.queue.push(pull)
}

export const dequeue = (repo: Repo, pull: PullRequest): void => {
  if (!pull.queueEntry) throw unprocessable('Pull request is not in the queue')
  pull.queueEntry = undefined
  // GitHub switches auto-merge off with it: the pull request would be queued again at once.
  pull.autoMerge = undefined
  repo.queue = repo.queue.filter((other) => other !== pull)
}

/** Merges the queue's first pull requests, with messages of the queue's own. */
export const processQueue = (repo: Repo, base: string, count = Number.POSITIVE_INFINITY): PullRequest[] => {
  const merged: PullRequest[] = []
  for (const pull of listQueue(repo, base).slice(0, count)) {
    const method = repo.protectionOf(base)?.mergeQueueMethod ?? 'merge'
    const by = pull.queueEntry?.enqueuer ?? pull.author
    if (assess(repo, pull).mergeable) {
      completeMerge(repo, pull, { method, by })
      merged.push(pull)
    } else dequeue(repo, pull)
  }
  repo.queue = repo.queue.filter((pull) => pull.queueEntry)
  return merged
}
