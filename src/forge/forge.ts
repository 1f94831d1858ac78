import type { Problem } from '../errors.ts'

/** How a pull request's commits get onto its base. */
export type MergeMethod = 'merge' | 'squash' | 'rebase'

/** What GitHub will do by itself as soon as the rules of the base are met. */
export interface AutoMerge {
  readonly method: MergeMethod
  /** Subject and body of the commit that it will write; empty where GitHub writes its own. */
  readonly title: string
  readonly message: string
}

/** A pull request whose branch is in the same repo, as it was when it was last read or written. */
export interface PullRequest {
  readonly number: number
  /** Its web page. */
  readonly url: string
  /** Its name in GraphQL. */
  readonly nodeId: string
  readonly branch: string
  /** The commit that its branch was at, 40 hex digits. */
  readonly headCommit: string
  readonly base: string
  readonly title: string
  readonly body: string
  readonly isDraft: boolean
  /** Neither closed nor merged. */
  readonly isOpen: boolean
  /** This run opened it. */
  readonly isNew: boolean
  /** Login of who opened it: GitHub never asks him for a review. */
  readonly author: string | undefined
  readonly labels: readonly string[]
  /** Logins. */
  readonly assignees: readonly string[]
  /** Logins of who is asked for a review and has not given one yet. */
  readonly reviewers: readonly string[]
  /** Short names of teams, as above. */
  readonly teamReviewers: readonly string[]
  readonly autoMerge: AutoMerge | undefined
}

/** A pull request that is over. */
export interface EndedPullRequest {
  readonly number: number
  readonly url: string
  /** Else it was closed without merging. */
  readonly isMerged: boolean
}

/** A commit that a pull request would bring to its base. */
export interface ProposedCommit {
  readonly id: string
  readonly parents: readonly string[]
  readonly message: string
}

export interface RepositorySettings {
  readonly defaultBranch: string
  /** In the order merge, squash, rebase. All three where the token may not see the settings: GitHub says it then. */
  readonly mergeMethods: readonly MergeMethod[]
  /** `undefined`: the token may not see it. */
  readonly allowsAutoMerge: boolean | undefined
  /** Whether GitHub deletes the branch of a merged pull request itself; `undefined`: the token may not see it. */
  readonly deletesBranches: boolean | undefined
}

export interface NewPullRequest {
  /** In the same repo, already pushed. */
  readonly branch: string
  readonly base: string
  /** Written as they are: texts from users are escaped by the caller. At most 65,536 characters of body. */
  readonly title: string
  readonly body: string
  readonly isDraft: boolean
}

export interface Decorations {
  /** GitHub creates those that the repo does not have. */
  readonly labels: readonly string[]
  readonly assignees: readonly string[]
  readonly reviewers: readonly string[]
  /** `platform` or `acme/platform`. */
  readonly teamReviewers: readonly string[]
}

export interface MergeOptions {
  readonly method: MergeMethod
  /** The only commit that may be merged, 40 hex digits: what this run pushed or saw. */
  readonly expectedHead: string
  /** Subject and body of the commit on the base; ignored by `rebase`. A merge queue writes its own. */
  readonly title?: string
  readonly message?: string
}

/** The head or the base moved, or they conflict: a new plan from a fresh tree is worth a try. */
export interface MergeConflict {
  readonly status: 'conflict'
  /** GitHub's words, in one line. */
  readonly text: string
}

/**
 * - `enabled`: GitHub merges it as soon as the rules are met
 * - `clean`: there is nothing to wait for, so GitHub refuses auto-merge: merge it now
 * - `refused`: a setting, a draft, a merge method; the problem says what to do
 */
export type AutoMergeResult =
  | { readonly status: 'enabled' }
  | { readonly status: 'clean' }
  | MergeConflict
  | { readonly status: 'refused'; readonly problem: Problem }

/**
 * - `merged`: with the commit that the base got (also when somebody else merged the expected head meanwhile)
 * - `blocked`: reviews, checks, a merge queue, a draft, a merge method; the problem says it in words
 */
export type MergeResult =
  | { readonly status: 'merged'; readonly commit: string }
  | MergeConflict
  | { readonly status: 'blocked'; readonly problem: Problem }

/**
 * Pull requests of one repo. Every call may throw a DrawbridgeError (exit 1): `bad-token`, `missing-permission`,
 * `no-such-repository`, `archived-repository`, `rate-limited`, `github-unavailable`, `deadline`, `github-refused` (GitHub's
 * own words), `github-error`; further codes stand beside the call.
 */
export interface Forge {
  readRepository(): Promise<RepositorySettings>

  /** The open pull request of a branch of this repo (not of a fork), into `base` if that is given. */
  findOpenPullRequest(branch: string, base?: string): Promise<PullRequest | undefined>

  /** The newest closed or merged pull request of a branch of this repo that ended while the branch was at `head`. */
  findEndedPullRequest(branch: string, head: string): Promise<EndedPullRequest | undefined>

  /** What the base does not have, oldest first; at most 100 commits. */
  listCommits(pullRequest: PullRequest): Promise<readonly ProposedCommit[]>

  /**
   * Opens a pull request. One that is open already (a lost race, an answer that never came) is given back, `isNew: false`.
   *
   * @throws DrawbridgeError `no-commits`, `no-base-branch`, `no-head-branch`, `no-draft-pull-requests`,
   *   `pull-requests-not-allowed` (the repo's setting for GITHUB_TOKEN)
   */
  openPullRequest(pullRequest: NewPullRequest): Promise<PullRequest>

  /** Sets title and body. No request when neither differs. Gives it as it is now: it may have been closed meanwhile. */
  updatePullRequest(
    pullRequest: PullRequest,
    texts: { readonly title: string; readonly body: string },
  ): Promise<PullRequest>

  /**
   * Adds what is not there yet, takes nothing away and asks nobody again who has answered. The pull request stands without
   * these, so what could not be done is a warning each, not an error.
   *
   * @throws DrawbridgeError `deadline`, `bad-token`
   */
  decorate(pullRequest: PullRequest, decorations: Decorations): Promise<readonly Problem[]>

  /** No request when GitHub already has the same. */
  enableAutoMerge(pullRequest: PullRequest, options: MergeOptions): Promise<AutoMergeResult>

  merge(pullRequest: PullRequest, options: MergeOptions): Promise<MergeResult>
}
