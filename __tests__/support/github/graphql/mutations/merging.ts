import { disableAutoMerge, enableAutoMerge } from '../../pulls/auto-merging.ts'
import { dequeue, enqueue } from '../../pulls/merge-queue.ts'
import { mergePullRequest } from '../../pulls/merging.ts'
import type { MergeMethod } from '../../repo-settings.ts'
import { type Args, assertMay, type Context, type Fields, type PullNode } from '../context.ts'
import { findPullNode } from '../nodes.ts'
import { onPull } from './pull-requests.ts'

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

const readMerge = (input: Args, { by }: Context) => ({
  by,
  method: String(input.mergeMethod ?? 'MERGE').toLowerCase() as MergeMethod,
  headline: text(input.commitHeadline),
  body: text(input.commitBody),
  expectedHead: text(input.expectedHeadOid),
})

const viewEntry = ({ repo, pull }: PullNode) =>
  pull.queueEntry ? { __typename: 'MergeQueueEntry', repo, pull, entry: pull.queueEntry } : null

const enqueuePullRequest = (input: Args, context: Context) => {
  const node = findPullNode(input.pullRequestId, context)
  assertMay(node.repo, context, 'contents:write')
  const expectedHead = text(input.expectedHeadOid)
  enqueue(node.repo, node.pull, { by: context.by, expectedHead, jump: input.jump === true })
  return { mergeQueueEntry: viewEntry(node) }
}

const dequeuePullRequest = (input: Args, context: Context) => {
  const node = findPullNode(input.id, context)
  assertMay(node.repo, context, 'contents:write')
  const mergeQueueEntry = viewEntry(node)
  dequeue(node.repo, node.pull)
  return { mergeQueueEntry }
}

export const mergeMutations: Fields<Args> = {
  enablePullRequestAutoMerge: onPull('pullRequestId', ({ repo, pull }, input, context) => {
    assertMay(repo, context, 'contents:write')
    enableAutoMerge(repo, pull, readMerge(input, context))
  }),
  disablePullRequestAutoMerge: onPull('pullRequestId', ({ pull }) => disableAutoMerge(pull)),
  mergePullRequest: onPull('pullRequestId', ({ repo, pull }, input, context) => {
    assertMay(repo, context, 'contents:write')
    mergePullRequest(repo, pull, readMerge(input, context))
  }),
  enqueuePullRequest: (_, { input }, context) => enqueuePullRequest(input as Args, context),
  dequeuePullRequest: (_, { input }, context) => dequeuePullRequest(input as Args, context),
}
