import type { Account } from '../people.ts'
import type { MergeMethod } from '../repo-settings.ts'

export interface Review {
  readonly id: number
  readonly user: Account
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED'
  readonly body: string
  readonly commit: string
  readonly submittedAt: string
}

export interface Comment {
  readonly id: number
  readonly user: Account
  readonly body: string
  readonly createdAt: string
}

export interface AutoMerge {
  readonly method: MergeMethod
  readonly enabledBy: Account
  readonly enabledAt: string
  readonly headline?: string | undefined
  readonly body?: string | undefined
}

export interface QueueEntry {
  readonly id: number
  readonly enqueuer: Account
  readonly enqueuedAt: string
  readonly headSha: string
  readonly baseSha: string
}

export interface Merged {
  readonly sha: string
  readonly at: string
  readonly by: Account
}

/** A pull request as the server keeps it. The two SHAs are what it last saw of its branches. */
export interface PullRequest {
  readonly id: number
  readonly number: number
  readonly author: Account
  readonly createdAt: string
  readonly headRef: string
  title: string
  body: string
  baseRef: string
  headSha: string
  baseSha: string
  state: 'open' | 'closed'
  isDraft: boolean
  maintainerCanModify: boolean
  updatedAt: string
  closedAt: string | undefined
  merged: Merged | undefined
  autoMerge: AutoMerge | undefined
  queueEntry: QueueEntry | undefined
  labels: string[]
  assignees: string[]
  reviewers: string[]
  teams: string[]
  reviews: Review[]
  comments: Comment[]
  unknownReads: number
}

export type NewPullRequest = Pick<
  PullRequest,
  | 'id'
  | 'number'
  | 'author'
  | 'createdAt'
  | 'headRef'
  | 'baseRef'
  | 'headSha'
  | 'baseSha'
  | 'title'
  | 'body'
  | 'isDraft'
>

export const newPullRequest = (given: NewPullRequest): PullRequest => ({
  ...given,
  state: 'open',
  maintainerCanModify: false,
  updatedAt: given.createdAt,
  closedAt: undefined,
  merged: undefined,
  autoMerge: undefined,
  queueEntry: undefined,
  labels: [],
  assignees: [],
  reviewers: [],
  teams: [],
  reviews: [],
  comments: [],
  unknownReads: 0,
})
