import { readCommit } from '../../git/commits.ts'
import { findEntry } from '../../git/trees.ts'
import { nodeId } from '../../node-ids.ts'
import type { PullRequest } from '../../pulls/pull-request.ts'
import { notFound } from '../../refusals.ts'
import type { Repo } from '../../repo.ts'
import { levelOf, reaches } from '../../tokens.ts'
import { connect } from '../connections.ts'
import {
  type Args,
  accountNode,
  assertMay,
  type Context,
  type Fields,
  gitNode,
  pullNode,
  type RefNode,
  type RepoNode,
  refNode,
} from '../context.ts'

/** What `main:path/to/file`, `main`, `main^{tree}` or an object's id names. */
const resolveExpression = (repo: Repo, expression: string): string | undefined => {
  const colon = expression.indexOf(':')
  const revision = colon < 0 ? expression : expression.slice(0, colon)
  const plain = revision.replace(/\^\{(tree|commit)\}$/, '')
  const commit = repo.resolve(plain || 'HEAD')
  if (colon < 0 && !revision.endsWith('^{tree}')) return commit ?? plain
  const tree = commit ? readCommit(repo.objects, commit).tree : undefined
  if (!tree || repo.objects.tryRead(tree)?.type !== 'tree') return undefined
  return findEntry(repo.objects, tree, colon < 0 ? '' : expression.slice(colon + 1))?.oid
}

export const stateOf = (pull: PullRequest) => (pull.merged ? 'MERGED' : pull.state.toUpperCase())

const listPulls = ({ repo }: RepoNode, args: Args, context: Context) => {
  assertMay(repo, context, 'pull_requests:read')
  const states = args.states as string[] | undefined
  const labels = args.labels as string[] | undefined
  const found = repo.pullRequests.filter(
    (pull) =>
      (!args.headRefName || pull.headRef === args.headRefName) &&
      (!args.baseRefName || pull.baseRef === args.baseRefName) &&
      (!states || states.includes(stateOf(pull))) &&
      (!labels || labels.some((label) => pull.labels.includes(label))),
  )
  const order = args.orderBy as { direction: string; field: string } | undefined
  const key = (pull: PullRequest) => (order?.field === 'UPDATED_AT' ? pull.updatedAt : '')
  const sorted = found.toSorted((a, b) => key(a).localeCompare(key(b)) || a.number - b.number)
  const items = order?.direction === 'DESC' ? sorted.toReversed() : sorted
  return connect({ name: 'pullRequests', items, args, view: (pull) => pullNode(repo, pull) })
}

const getPull = ({ repo }: RepoNode, { number }: Args, context: Context) => {
  assertMay(repo, context, 'pull_requests:read')
  const pull = repo.pullRequests.find((candidate) => candidate.number === number)
  if (!pull) throw notFound(`Could not resolve to a PullRequest with the number of ${number}.`)
  return pullNode(repo, pull)
}

const getRef = ({ repo }: RepoNode, { qualifiedName }: Args, context: Context) => {
  assertMay(repo, context, 'contents:read')
  const name = String(qualifiedName)
  if (name.startsWith('refs/')) return refNode(repo, name)
  return refNode(repo, `refs/heads/${name}`) ?? refNode(repo, `refs/tags/${name}`) ?? refNode(repo, `refs/${name}`)
}

const listRefs = ({ repo }: RepoNode, args: Args) => {
  const names = [...repo.refs.list(String(args.refPrefix)).keys()]
  const query = typeof args.query === 'string' ? args.query : ''
  const items = names.filter((name) => name.slice(String(args.refPrefix).length).includes(query))
  const view = (ref: string): RefNode => ({ __typename: 'Ref', repo, ref })
  return connect({ name: 'refs', items, args, view })
}

const permissionOf = ({ repo }: RepoNode, { token }: Context) => {
  if (reaches(levelOf(token, repo.nameWithOwner, 'administration'), 'write')) return 'ADMIN'
  return reaches(levelOf(token, repo.nameWithOwner, 'contents'), 'write') ? 'WRITE' : 'READ'
}

const settingFields: Fields<RepoNode> = {
  isPrivate: ({ repo }) => repo.settings.private,
  visibility: ({ repo }) => (repo.settings.private ? 'PRIVATE' : 'PUBLIC'),
  isArchived: ({ repo }) => repo.settings.archived,
  isFork: () => false,
  isInOrganization: ({ repo }) => repo.people.get(repo.owner).type === 'Organization',
  autoMergeAllowed: ({ repo }) => repo.settings.allowAutoMerge,
  mergeCommitAllowed: ({ repo }) => repo.settings.allowMergeCommit,
  squashMergeAllowed: ({ repo }) => repo.settings.allowSquashMerge,
  rebaseMergeAllowed: ({ repo }) => repo.settings.allowRebaseMerge,
  deleteBranchOnMerge: ({ repo }) => repo.settings.deleteBranchOnMerge,
  viewerPermission: (source, _, context) => permissionOf(source, context),
  viewerDefaultMergeMethod: ({ repo: { settings } }) =>
    settings.allowMergeCommit ? 'MERGE' : settings.allowSquashMerge ? 'SQUASH' : 'REBASE',
}

export const repositoryFields: Fields<RepoNode> = {
  ...settingFields,
  id: ({ repo }) => nodeId('R', repo.id),
  databaseId: ({ repo }) => repo.id,
  name: ({ repo }) => repo.name,
  nameWithOwner: ({ repo }) => repo.nameWithOwner,
  owner: ({ repo }) => accountNode(repo.people.get(repo.owner)),
  url: ({ repo }, _, { world }) => `${world.url}/${repo.nameWithOwner}`,
  isEmpty: ({ repo }) => repo.branches().size === 0,
  defaultBranchRef: ({ repo }) => refNode(repo, `refs/heads/${repo.defaultBranch}`),
  ref: getRef,
  refs: listRefs,
  object: ({ repo }, { expression, oid }, context) => {
    assertMay(repo, context, 'contents:read')
    return gitNode(repo, typeof oid === 'string' ? oid : resolveExpression(repo, String(expression)))
  },
  pullRequest: getPull,
  pullRequests: listPulls,
  label: ({ repo }, { name }) => {
    const label = repo.findLabel(String(name))
    return label ? { __typename: 'Label', repo, label } : null
  },
  labels: ({ repo }, args) => {
    const view = (label: object) => ({ __typename: 'Label', repo, label })
    return connect({ name: 'labels', items: repo.labels, args, view })
  },
  mergeQueue: ({ repo }, { branch }) => {
    const name = typeof branch === 'string' ? branch : repo.defaultBranch
    return repo.protectionOf(name)?.mergeQueue ? { __typename: 'MergeQueue', repo, branch: name } : null
  },
}
