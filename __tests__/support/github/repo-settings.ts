export type MergeMethod = 'merge' | 'squash' | 'rebase'

/** A repo's switches. Everything that a test does not name is as in a new private repo of an organization. */
export interface RepoSettings {
  readonly private: boolean
  readonly archived: boolean
  readonly allowAutoMerge: boolean
  readonly allowMergeCommit: boolean
  readonly allowSquashMerge: boolean
  readonly allowRebaseMerge: boolean
  readonly deleteBranchOnMerge: boolean
  /** "Allow GitHub Actions to create and approve pull requests". */
  readonly actionsMayCreatePullRequests: boolean
  /** GitHub refuses auto-merge with another text where the base has no rules at all. */
  readonly autoMergeNeedsProtection: boolean
  /** How often `mergeable` is still unknown after a pull request changed: GitHub computes it in the background. */
  readonly unknownMergeableReads: number
  /** Logins that can be asked for a review and be assigned; `undefined`: everybody. */
  readonly collaborators: readonly string[] | undefined
  readonly teams: readonly string[]
  /** Labels that the repo has from the start. */
  readonly labels: readonly string[]
}

export const defaultSettings: RepoSettings = {
  private: true,
  archived: false,
  allowAutoMerge: true,
  allowMergeCommit: true,
  allowSquashMerge: true,
  allowRebaseMerge: true,
  deleteBranchOnMerge: false,
  actionsMayCreatePullRequests: true,
  autoMergeNeedsProtection: false,
  unknownMergeableReads: 0,
  collaborators: undefined,
  teams: [],
  labels: ['bug', 'enhancement'],
}

/** The rules of the branches that match. */
export interface Protection {
  /** `ruleset` (GH013) or the older branch protection (GH006). */
  readonly kind: 'ruleset' | 'classic'
  readonly requirePullRequest: boolean
  readonly requiredReviews: number
  readonly requireCodeOwners: boolean
  readonly requiredChecks: readonly string[]
  /** The pull request's branch must contain the base's head. */
  readonly strict: boolean
  readonly linearHistory: boolean
  readonly requireSignatures: boolean
  readonly mergeQueue: boolean
  readonly mergeQueueMethod: MergeMethod
  readonly allowForcePushes: boolean
  readonly allowDeletions: boolean
  /** Logins that the rules do not hold for. */
  readonly bypass: readonly string[]
}

export const defaultProtection: Protection = {
  kind: 'ruleset',
  requirePullRequest: false,
  requiredReviews: 0,
  requireCodeOwners: false,
  requiredChecks: [],
  strict: false,
  linearHistory: false,
  requireSignatures: false,
  mergeQueue: false,
  mergeQueueMethod: 'merge',
  allowForcePushes: false,
  allowDeletions: false,
  bypass: [],
}
