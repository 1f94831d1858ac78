import { canSee } from '../access.ts'
import { decodeNodeId } from '../node-ids.ts'
import { notFound } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import {
  type AnyNode,
  accountNode,
  type Context,
  gitNode,
  type LabelNode,
  type PullNode,
  pullNode,
  type RefNode,
  refNode,
  repoNode,
} from './context.ts'

const unresolvable = (id: string) => notFound(`Could not resolve to a node with the global id of '${id}'.`)

const findInRepo = (repo: Repo, kind: string, value: string): AnyNode | null => {
  const pull = repo.pullRequests.find((candidate) => String(candidate.number) === value)
  const queued = repo.pullRequests.find(({ queueEntry }) => String(queueEntry?.id) === value)
  const label = repo.labels.find((candidate) => String(candidate.id) === value)
  if (kind === 'R') return repoNode(repo)
  if (kind === 'PR') return pull ? pullNode(repo, pull) : null
  if (kind === 'REF') return refNode(repo, value)
  if (kind === 'LA') return label ? { __typename: 'Label', repo, label } : null
  if (kind === 'MQ') return { __typename: 'MergeQueue', repo, branch: value }
  if (kind === 'MQE' && queued?.queueEntry) {
    return { __typename: 'MergeQueueEntry', repo, pull: queued, entry: queued.queueEntry }
  }
  return ['C', 'T', 'B'].includes(kind) ? gitNode(repo, value) : null
}

/** The node of a global id, if the token may see it. */
export const findNode = (id: string, { world, token }: Context): AnyNode => {
  const { kind, parts } = decodeNodeId(id) ?? { kind: undefined, parts: [] }
  if (kind === 'U' || kind === 'BOT' || kind === 'O') {
    const account = world.people.findById(Number(parts[0]))
    if (!account) throw unresolvable(id)
    return accountNode(account)
  }
  const repo = world.repos.find((candidate) => String(candidate.id) === parts[0])
  const node = repo && kind && canSee(repo, token) ? findInRepo(repo, kind, parts[1] ?? '') : null
  if (!node) throw unresolvable(id)
  return node
}

const find =
  <T extends AnyNode>(typename: T['__typename']) =>
  (id: unknown, context: Context): T => {
    const node = findNode(String(id), context)
    if (node.__typename !== typename) throw unresolvable(String(id))
    return node as T
  }

export const findPullNode = find<PullNode>('PullRequest')
export const findRefNode = find<RefNode>('Ref')
export const findLabelNode = find<LabelNode>('Label')
export const findRepoNode = find<ReturnType<typeof repoNode>>('Repository')
export const findLogin = (id: unknown, context: Context): string => {
  const node = findNode(String(id), context)
  if (!('account' in node)) throw unresolvable(String(id))
  return node.account.login
}
