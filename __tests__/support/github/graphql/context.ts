import { isAllowed, type Needs } from '../access.ts'
import type { FieldFault } from '../faults.ts'
import type { Account } from '../people.ts'
import type { PullRequest, QueueEntry, Review } from '../pulls/pull-request.ts'
import { forbidden } from '../refusals.ts'
import type { Label, Repo } from '../repo.ts'
import { refusalText, type Token } from '../tokens.ts'
import type { World } from '../world.ts'

export interface Context {
  readonly world: World
  readonly token: Token
  readonly by: Account
  /** What a test lets happen at which mutation. */
  readonly fieldFaults: ReadonlyMap<string, FieldFault>
  /** Set once the connection is to be cut: no later mutation runs. */
  isCut: boolean
}

export type Args = Readonly<Record<string, unknown>>

export type Resolver<Source> = (source: Source, args: Args, context: Context) => unknown

/** Resolvers of one type, by field. */
export type Fields<Source> = Readonly<Record<string, Resolver<Source>>>

// What the resolvers of a type get as their source; `__typename` decides where the schema says only an interface.
export interface RepoNode {
  readonly __typename: 'Repository'
  readonly repo: Repo
}
export interface RefNode {
  readonly __typename: 'Ref'
  readonly repo: Repo
  /** In full: `refs/heads/main`. */
  readonly ref: string
}
export interface GitNode {
  readonly __typename: 'Commit' | 'Tree' | 'Blob' | 'Tag'
  readonly repo: Repo
  readonly oid: string
}
export interface PullNode {
  readonly __typename: 'PullRequest'
  readonly repo: Repo
  readonly pull: PullRequest
}
export interface LabelNode {
  readonly __typename: 'Label'
  readonly repo: Repo
  readonly label: Label
}
export interface AccountNode {
  readonly __typename: 'User' | 'Bot' | 'Organization'
  readonly account: Account
}
export interface QueueNode {
  readonly __typename: 'MergeQueue'
  readonly repo: Repo
  readonly branch: string
}
export interface QueueEntryNode {
  readonly __typename: 'MergeQueueEntry'
  readonly repo: Repo
  readonly pull: PullRequest
  readonly entry: QueueEntry
}
export interface ReviewNode {
  readonly __typename: 'PullRequestReview'
  readonly repo: Repo
  readonly pull: PullRequest
  readonly review: Review
}
export type AnyNode =
  | RepoNode
  | RefNode
  | GitNode
  | PullNode
  | LabelNode
  | AccountNode
  | QueueNode
  | QueueEntryNode
  | ReviewNode

export const repoNode = (repo: Repo): RepoNode => ({ __typename: 'Repository', repo })

export const pullNode = (repo: Repo, pull: PullRequest): PullNode => ({ __typename: 'PullRequest', repo, pull })

export const accountNode = (account: Account): AccountNode => ({ __typename: account.type, account })

export const refNode = (repo: Repo, ref: string): RefNode | null =>
  repo.refs.read(ref) === undefined ? null : { __typename: 'Ref', repo, ref }

const typeNames = { commit: 'Commit', tree: 'Tree', blob: 'Blob', tag: 'Tag' } as const

export const gitNode = (repo: Repo, oid: string | undefined): GitNode | null => {
  const stored = oid === undefined ? undefined : repo.objects.tryRead(oid)
  return stored && oid ? { __typename: typeNames[stored.type], repo, oid } : null
}

export const assertMay = (repo: Repo, { token }: Context, needs: Needs): void => {
  if (!isAllowed(repo, token, needs)) throw forbidden(refusalText(token))
}
