import { nodeId } from '../../node-ids.ts'
import { listQueue } from '../../pulls/merge-queue.ts'
import { connect } from '../connections.ts'
import {
  accountNode,
  type Fields,
  gitNode,
  pullNode,
  type QueueEntryNode,
  type QueueNode,
  repoNode,
} from '../context.ts'

export const mergeQueueFields: Fields<QueueNode> = {
  id: ({ repo, branch }) => nodeId('MQ', repo.id, branch),
  url: ({ repo, branch }, _, { world }) => `${world.url}/${repo.nameWithOwner}/queue/${branch}`,
  repository: ({ repo }) => repoNode(repo),
  nextEntryEstimatedTimeToMerge: () => 300,
  configuration: ({ repo, branch }) => ({
    mergeMethod: (repo.protectionOf(branch)?.mergeQueueMethod ?? 'merge').toUpperCase(),
    mergingStrategy: 'ALLGREEN',
    checkResponseTimeout: 3600,
    maximumEntriesToBuild: 5,
    maximumEntriesToMerge: 5,
    minimumEntriesToMerge: 1,
    minimumEntriesToMergeWaitTime: 300,
  }),
  entries: ({ repo, branch }, args) => {
    const items = listQueue(repo, branch)
    const view = (pull: (typeof items)[number]) => ({
      __typename: 'MergeQueueEntry',
      repo,
      pull,
      entry: pull.queueEntry,
    })
    return connect({ name: 'entries', items, args, view })
  },
}

export const mergeQueueEntryFields: Fields<QueueEntryNode> = {
  id: ({ repo, entry }) => nodeId('MQE', repo.id, entry.id),
  enqueuedAt: ({ entry }) => entry.enqueuedAt,
  enqueuer: ({ entry }) => accountNode(entry.enqueuer),
  estimatedTimeToMerge: () => 300,
  baseCommit: ({ repo, entry }) => gitNode(repo, entry.baseSha),
  headCommit: ({ repo, entry }) => gitNode(repo, entry.headSha),
  jump: () => false,
  solo: () => false,
  position: ({ repo, pull }) => listQueue(repo, pull.baseRef).indexOf(pull) + 1,
  state: () => 'AWAITING_CHECKS',
  pullRequest: ({ repo, pull }) => pullNode(repo, pull),
  mergeQueue: ({ repo, pull }) => ({ __typename: 'MergeQueue', repo, branch: pull.baseRef }),
}
