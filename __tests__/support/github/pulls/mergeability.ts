import { mergeTrees } from '../git/merge.ts'
import type { Repo } from '../repo.ts'
import { isBehind, unmetRules } from '../rules.ts'
import type { PullRequest } from './pull-request.ts'

export type MergeState = 'behind' | 'blocked' | 'clean' | 'dirty' | 'draft' | 'unknown' | 'unstable'

export interface Mergeability {
  /** `undefined`: GitHub has not computed it, or the pull request is closed. */
  readonly mergeable: boolean | undefined
  readonly state: MergeState
}

const merges = new WeakMap<Repo, Map<string, string | undefined>>()

/** The tree that the merge would give; `undefined` when there are conflicts. */
export const mergedTree = (repo: Repo, base: string, head: string): string | undefined => {
  const known = merges.get(repo) ?? new Map<string, string | undefined>()
  merges.set(repo, known)
  const key = `${base} ${head}`
  if (!known.has(key)) known.set(key, mergeTrees(repo, base, head))
  return known.get(key)
}

const stateOf = (repo: Repo, pull: PullRequest, isMergeable: boolean): MergeState => {
  if (!isMergeable) return 'dirty'
  if (pull.isDraft) return 'draft'
  const rules = repo.protectionOf(pull.baseRef)
  if (unmetRules(repo, pull).length > 0) return 'blocked'
  if (rules?.strict && isBehind(repo, pull)) return 'behind'
  const outcome = repo.checks.rollup(pull.headSha)
  return outcome === undefined || outcome === 'success' ? 'clean' : 'unstable'
}

/** Whether and why (not) GitHub would merge: https://docs.github.com/graphql/reference/enums#mergestatestatus */
export const assess = (repo: Repo, pull: PullRequest): Mergeability => {
  const base = repo.branchHead(pull.baseRef)
  if (pull.state === 'closed' || !base) return { mergeable: undefined, state: 'unknown' }
  const mergeable = mergedTree(repo, base, pull.headSha) !== undefined
  return { mergeable, state: stateOf(repo, pull, mergeable) }
}

/** What a client is told: not yet known for the first reads, where the repo is set so. */
export const readMergeability = (repo: Repo, pull: PullRequest): Mergeability => {
  if (pull.state === 'open' && pull.unknownReads > 0) {
    pull.unknownReads -= 1
    return { mergeable: undefined, state: 'unknown' }
  }
  return assess(repo, pull)
}
