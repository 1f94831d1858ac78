import { readCommit } from '../git/commits.ts'
import { findMergeBase, listCommits } from '../git/history.ts'
import { findEntry } from '../git/trees.ts'
import { nodeId } from '../node-ids.ts'
import { notFound, unprocessable } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import { levelOf, reaches } from '../tokens.ts'
import { ok, page, type RepoCall, type RepoOperations, type RestAnswer } from './call.ts'
import { viewAccount } from './views/account.ts'
import { viewCommit, viewFiles } from './views/commit.ts'
import { pullCommits, viewPullSummary } from './views/pull-request.ts'
import { repoUrl, viewRepo } from './views/repo.ts'

export const resolveCommit = (repo: Repo, name: string): string => {
  const oid = repo.resolve(name)
  if (!oid) throw unprocessable(`No commit found for SHA: ${name}`)
  return oid
}

const getCommit = ({ world, repo, params }: RepoCall): RestAnswer => {
  const oid = resolveCommit(repo, params.ref ?? '')
  const files = viewFiles(world, repo, readCommit(repo.objects, oid).parents[0], oid)
  const additions = files.reduce((sum, file) => sum + file.additions, 0)
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0)
  const stats = { additions, deletions, total: additions + deletions }
  return ok({ ...viewCommit(world, repo, oid), stats, files })
}

const listRepoCommits = (call: RepoCall): RestAnswer => {
  const { world, repo, query } = call
  const head = repo.resolve(query.sha ?? repo.defaultBranch)
  if (!head) throw notFound()
  const commits = listCommits(repo.objects, head).filter(({ oid }) => !query.path || touches(repo, oid, query.path))
  return page(call, commits, ({ oid }) => viewCommit(world, repo, oid))
}

const touches = ({ objects }: Repo, oid: string, path: string): boolean => {
  const { tree, parents } = readCommit(objects, oid)
  const own = findEntry(objects, tree, path)?.oid
  const others = parents.map((parent) => findEntry(objects, readCommit(objects, parent).tree, path)?.oid)
  return others.length === 0 ? own !== undefined : others.every((other) => other !== own)
}

const statusOf = (ahead: number, behind: number) => {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}

const compare = ({ world, repo, params }: RepoCall): RestAnswer => {
  const [baseName = '', headName = ''] = (params.basehead ?? '').split('...')
  const withoutOwner = (name: string) => name.replace(/^[^/:]+:/, '')
  const base = repo.resolve(withoutOwner(baseName))
  const head = repo.resolve(withoutOwner(headName))
  const mergeBase = base && head && findMergeBase(repo.objects, base, head)
  if (!base || !head || !mergeBase) throw notFound()
  const ahead = listCommits(repo.objects, head, base).toReversed()
  const behind = listCommits(repo.objects, base, head).length
  const html = `${world.url}/${repo.nameWithOwner}/compare/${params.basehead}`
  return ok({
    url: `${repoUrl(world, repo)}/compare/${params.basehead}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: viewCommit(world, repo, base),
    merge_base_commit: viewCommit(world, repo, mergeBase),
    status: statusOf(ahead.length, behind),
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    commits: ahead.map(({ oid }) => viewCommit(world, repo, oid)),
    files: viewFiles(world, repo, mergeBase, head),
  })
}

const getPermission = ({ world, repo, params, by }: RepoCall): RestAnswer => {
  const token = [...world.tokens.values()].find(({ account }) => account.login === params.username)
  const user = world.people.find(params.username ?? '') ?? by
  const contents = levelOf(token, repo.nameWithOwner, 'contents')
  const permission = reaches(contents, 'write') ? 'write' : 'read'
  return ok({ permission, role_name: permission, user: viewAccount(world.url, user) })
}

const listPullsOfCommit = (call: RepoCall): RestAnswer => {
  const { world, repo, params } = call
  const sha = params.commit_sha ?? ''
  const found = repo.pullRequests.filter(
    (pull) => pull.merged?.sha === sha || pullCommits(repo, pull).some(({ oid }) => oid === sha),
  )
  return page(call, found, (pull) => viewPullSummary(world, repo, pull))
}

const listTags = (call: RepoCall): RestAnswer => {
  const { world, repo } = call
  const url = repoUrl(world, repo)
  return page(call, [...repo.refs.list('refs/tags/')].toReversed(), ([ref, sha]) => {
    const name = ref.slice('refs/tags/'.length)
    const archives = { zipball_url: `${url}/zipball/${ref}`, tarball_url: `${url}/tarball/${ref}` }
    return { name, ...archives, commit: { sha, url: `${url}/commits/${sha}` }, node_id: nodeId('REF', repo.id, ref) }
  })
}

export const repoOperations: RepoOperations = {
  'repos/get': { needs: 'metadata:read', handle: ({ world, repo, token }) => ok(viewRepo(world, repo, token)) },
  'repos/get-commit': { needs: 'contents:read', handle: getCommit },
  'repos/list-commits': { needs: 'contents:read', handle: listRepoCommits },
  'repos/list-tags': { needs: 'contents:read', handle: listTags },
  'repos/list-pull-requests-associated-with-commit': { needs: 'pull_requests:read', handle: listPullsOfCommit },
  'repos/compare-commits-with-basehead': { needs: 'contents:read', handle: compare },
  'repos/get-collaborator-permission-level': { needs: 'metadata:read', handle: getPermission },
}
