import { nodeId } from '../../node-ids.ts'
import { assess, type Mergeability, readMergeability } from '../../pulls/mergeability.ts'
import type { AutoMerge, PullRequest } from '../../pulls/pull-request.ts'
import type { Label, Repo } from '../../repo.ts'
import { pullCommits, pullRequestUrl } from '../../rest/views/pull-request.ts'
import { countApprovals } from '../../rules.ts'
import { connect } from '../connections.ts'
import {
  accountNode,
  type Context,
  type Fields,
  gitNode,
  type LabelNode,
  type PullNode,
  type QueueEntryNode,
  type ReviewNode,
  refNode,
  repoNode,
} from '../context.ts'
import { stateOf } from './repositories.ts'

const looks = new WeakMap<Context, Map<PullRequest, Mergeability>>()

/** One look for all fields of a document: what is not known yet is so in each of them. */
const look = ({ repo, pull }: PullNode, context: Context): Mergeability => {
  const known = looks.get(context) ?? new Map<PullRequest, Mergeability>()
  looks.set(context, known)
  const found = known.get(pull) ?? readMergeability(repo, pull)
  if (found.state === 'unknown') known.set(pull, found)
  return found
}

const mergeableOf = (node: PullNode, context: Context) => {
  const { mergeable } = look(node, context)
  if (mergeable === undefined) return 'UNKNOWN'
  return mergeable ? 'MERGEABLE' : 'CONFLICTING'
}

const reviewDecision = ({ repo, pull }: PullNode) => {
  const rules = repo.protectionOf(pull.baseRef)
  if (pull.reviews.some(({ state }) => state === 'CHANGES_REQUESTED')) return 'CHANGES_REQUESTED'
  if (!rules || (rules.requiredReviews === 0 && !rules.requireCodeOwners)) return null
  return countApprovals(pull) >= Math.max(1, rules.requiredReviews) ? 'APPROVED' : 'REVIEW_REQUIRED'
}

const viewAutoMerge = (repo: Repo, pull: PullRequest, auto: AutoMerge) => ({
  enabledAt: auto.enabledAt,
  enabledBy: accountNode(auto.enabledBy),
  mergeMethod: auto.method.toUpperCase(),
  commitHeadline: auto.headline ?? null,
  commitBody: auto.body ?? null,
  authorEmail: null,
  pullRequest: { __typename: 'PullRequest', repo, pull },
})

const canEnableAutoMerge = ({ repo, pull }: PullNode) =>
  repo.settings.allowAutoMerge && !pull.autoMerge && ['blocked', 'behind'].includes(assess(repo, pull).state)

const entryOf = ({ repo, pull }: PullNode): QueueEntryNode | null =>
  pull.queueEntry ? { __typename: 'MergeQueueEntry', repo, pull, entry: pull.queueEntry } : null

const branchFields: Fields<PullNode> = {
  headRefName: ({ pull }) => pull.headRef,
  headRefOid: ({ pull }) => pull.headSha,
  headRef: ({ repo, pull }) => refNode(repo, `refs/heads/${pull.headRef}`),
  headRepository: ({ repo }) => repoNode(repo),
  headRepositoryOwner: ({ repo }) => accountNode(repo.people.get(repo.owner)),
  baseRefName: ({ pull }) => pull.baseRef,
  baseRefOid: ({ pull }) => pull.baseSha,
  baseRef: ({ repo, pull }) => refNode(repo, `refs/heads/${pull.baseRef}`),
  baseRepository: ({ repo }) => repoNode(repo),
  isCrossRepository: () => false,
  repository: ({ repo }) => repoNode(repo),
}

const mergeFields: Fields<PullNode> = {
  isDraft: ({ pull }) => pull.isDraft,
  merged: ({ pull }) => pull.merged !== undefined,
  mergedAt: ({ pull }) => pull.merged?.at ?? null,
  mergedBy: ({ pull }) => (pull.merged ? accountNode(pull.merged.by) : null),
  mergeCommit: ({ repo, pull }) => gitNode(repo, pull.merged?.sha),
  mergeable: (node, _, context) => mergeableOf(node, context),
  mergeStateStatus: (node, _, context) => look(node, context).state.toUpperCase(),
  autoMergeRequest: ({ repo, pull }) => (pull.autoMerge ? viewAutoMerge(repo, pull, pull.autoMerge) : null),
  viewerCanEnableAutoMerge: canEnableAutoMerge,
  viewerCanDisableAutoMerge: ({ pull }) => pull.autoMerge !== undefined,
  isInMergeQueue: ({ pull }) => pull.queueEntry !== undefined,
  isMergeQueueEnabled: ({ repo, pull }) => repo.protectionOf(pull.baseRef)?.mergeQueue ?? false,
  mergeQueueEntry: entryOf,
  mergeQueue: ({ repo, pull }) =>
    repo.protectionOf(pull.baseRef)?.mergeQueue ? { __typename: 'MergeQueue', repo, branch: pull.baseRef } : null,
  reviewDecision,
}

const listFields: Fields<PullNode> = {
  labels: ({ repo, pull }, args) => {
    const items = pull.labels.map((name) => repo.addLabel(name))
    return connect({ name: 'labels', items, args, view: (label: Label) => ({ __typename: 'Label', repo, label }) })
  },
  assignees: ({ repo, pull }, args) => {
    const view = (login: string) => accountNode(repo.people.get(login))
    return connect({ name: 'assignees', items: pull.assignees, args, view })
  },
  commits: ({ repo, pull }, args) => {
    const view = ({ oid }: { oid: string }) => ({
      id: nodeId('C', repo.id, oid, pull.number),
      commit: gitNode(repo, oid),
      pullRequest: { __typename: 'PullRequest', repo, pull },
    })
    return connect({ name: 'commits', items: pullCommits(repo, pull), args, view })
  },
  reviews: ({ repo, pull }, args) => {
    const view = (review: object) => ({ __typename: 'PullRequestReview', repo, pull, review })
    return connect({ name: 'reviews', items: pull.reviews, args, view })
  },
  reviewRequests: ({ repo, pull }, args) => {
    const view = (login: string) => ({ requestedReviewer: accountNode(repo.people.get(login)), asCodeOwner: false })
    return connect({ name: 'reviewRequests', items: pull.reviewers, args, view })
  },
}

export const pullRequestFields: Fields<PullNode> = {
  ...branchFields,
  ...mergeFields,
  ...listFields,
  id: ({ repo, pull }) => nodeId('PR', repo.id, pull.number),
  databaseId: ({ pull }) => pull.id,
  fullDatabaseId: ({ pull }) => String(pull.id),
  number: ({ pull }) => pull.number,
  url: ({ repo, pull }, _, { world }) => pullRequestUrl(world, repo, pull),
  title: ({ pull }) => pull.title,
  body: ({ pull }) => pull.body,
  bodyText: ({ pull }) => pull.body,
  state: ({ pull }) => stateOf(pull),
  closed: ({ pull }) => pull.state === 'closed',
  closedAt: ({ pull }) => pull.closedAt ?? null,
  createdAt: ({ pull }) => pull.createdAt,
  updatedAt: ({ pull }) => pull.updatedAt,
  author: ({ pull }) => accountNode(pull.author),
  viewerDidAuthor: ({ pull }, _, { by }) => pull.author.id === by.id,
  viewerCanUpdate: () => true,
  viewerCanClose: ({ pull }) => pull.state === 'open',
  viewerCanReopen: ({ pull }) => pull.state === 'closed' && !pull.merged,
  locked: () => false,
  maintainerCanModify: ({ pull }) => pull.maintainerCanModify,
}

export const labelFields: Fields<LabelNode> = {
  id: ({ repo, label }) => nodeId('LA', repo.id, label.id),
  name: ({ label }) => label.name,
  color: ({ label }) => label.color,
  description: ({ label }) => label.description || null,
  repository: ({ repo }) => repoNode(repo),
}

export const reviewFields: Fields<ReviewNode> = {
  id: ({ repo, review }) => nodeId('PRR', repo.id, review.id),
  author: ({ review }) => accountNode(review.user),
  state: ({ review }) => review.state,
  body: ({ review }) => review.body,
  submittedAt: ({ review }) => review.submittedAt,
  commit: ({ repo, review }) => gitNode(repo, review.commit),
}
