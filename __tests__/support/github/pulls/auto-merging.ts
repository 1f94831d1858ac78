import type { Account } from '../people.ts'
import { unprocessable } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import type { MergeMethod } from '../repo-settings.ts'
import { assess } from './mergeability.ts'
import { isMethodAllowed } from './merging.ts'
import type { PullRequest } from './pull-request.ts'

export interface AutoMergeOptions {
  readonly by: Account
  readonly method: MergeMethod
  readonly headline?: string | undefined
  readonly body?: string | undefined
  readonly expectedHead?: string | undefined
}

/** Refuses with GitHub's texts what it refuses: the setting is off, or there is nothing to wait for. */
export const enableAutoMerge = (repo: Repo, pull: PullRequest, options: AutoMergeOptions): void => {
  if (!repo.settings.allowAutoMerge) throw unprocessable('Auto merge is not allowed for this repository')
  if (pull.state === 'closed') throw unprocessable('Pull request Pull request is closed')
  if (options.expectedHead && options.expectedHead !== pull.headSha) {
    throw unprocessable('Pull request Head branch was modified. Review and try the merge again.')
  }
  const rules = repo.protectionOf(pull.baseRef)
  if (!rules?.mergeQueue && !isMethodAllowed(repo, options.method)) {
    const name = { merge: 'Merge commits', squash: 'Squash merging', rebase: 'Rebase merging' }[options.method]
    throw unprocessable(`Merge method ${name} is not allowed on this repository`)
  }
  if (!rules && repo.settings.autoMergeNeedsProtection) {
    throw unprocessable('Pull request Protected branch rules not configured for this branch')
  }
  const { state } = assess(repo, pull)
  const isWaiting = state === 'blocked' || state === 'behind' || rules?.mergeQueue
  if (!isWaiting) throw unprocessable(`Pull request Pull request is in ${state} status`)
  const { by: enabledBy, method, headline, body } = options
  pull.autoMerge = { enabledBy, method, headline, body, enabledAt: repo.timestamp() }
  repo.settle()
}

export const disableAutoMerge = (pull: PullRequest): void => {
  if (!pull.autoMerge) throw unprocessable("Pull request Can't disable auto-merge for this pull request.")
  pull.autoMerge = undefined
}
