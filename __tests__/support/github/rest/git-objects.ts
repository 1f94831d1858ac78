import { readCommit, writeCommit } from '../git/commits.ts'
import {
  editTree,
  entryType,
  type FileEntry,
  type FileMode,
  findEntry,
  formatMode,
  parseMode,
  readTree,
  type TreeChanges,
  walkTree,
} from '../git/trees.ts'
import { nodeId } from '../node-ids.ts'
import { notFound, unprocessable } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import type { World } from '../world.ts'
import { created, ok, type RepoCall, type RepoOperations, type RestAnswer } from './call.ts'
import { viewGitCommit } from './views/commit.ts'
import { repoUrl } from './views/repo.ts'

const gitUrl = (world: World, repo: Repo) => `${repoUrl(world, repo)}/git`

// --- Blobs

const getBlob = ({ world, repo, params }: RepoCall): RestAnswer => {
  const sha = params.file_sha ?? ''
  const stored = repo.objects.tryRead(sha)
  if (stored?.type !== 'blob') throw notFound()
  const content = stored.data.toString('base64').replace(/.{60}/g, '$&\n')
  const url = `${gitUrl(world, repo)}/blobs/${sha}`
  return ok({ sha, node_id: nodeId('B', repo.id, sha), size: stored.data.length, url, content, encoding: 'base64' })
}

const postBlob = ({ world, repo, body }: RepoCall): RestAnswer => {
  const { content, encoding = 'utf-8' } = body as { content: string; encoding?: string }
  const sha = repo.objects.write('blob', Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'))
  return created({ sha, url: `${gitUrl(world, repo)}/blobs/${sha}` })
}

// --- Trees

const viewEntry = (world: World, repo: Repo, { path, mode, oid }: FileEntry) => {
  const type = entryType(mode)
  const entry = { path, mode: formatMode(mode), type, sha: oid }
  if (type === 'commit') return entry
  const size = type === 'blob' ? { size: repo.objects.read(oid).length } : {}
  return { ...entry, ...size, url: `${gitUrl(world, repo)}/${type}s/${oid}` }
}

/** GitHub stops a recursive listing there. */
const maximumEntries = 100_000

const viewTree = (world: World, repo: Repo, sha: string, isRecursive: boolean) => {
  const flat = () => readTree(repo.objects, sha).map((entry) => ({ ...entry, path: entry.name }))
  const entries = isRecursive ? walkTree(repo.objects, sha) : flat()
  const tree = entries.slice(0, maximumEntries).map((entry) => viewEntry(world, repo, entry))
  return { sha, url: `${gitUrl(world, repo)}/trees/${sha}`, tree, truncated: entries.length > maximumEntries }
}

const getTree = ({ world, repo, params, query }: RepoCall): RestAnswer => {
  const name = params.tree_sha ?? ''
  const [start = '', path = ''] = name.split(':')
  const commit = repo.resolve(start)
  const root = commit ? readCommit(repo.objects, commit).tree : start
  if (repo.objects.tryRead(root)?.type !== 'tree') throw notFound()
  const entry = findEntry(repo.objects, root, path)
  if (entry?.mode !== '40000') throw notFound()
  return ok(viewTree(world, repo, entry.oid, query.recursive !== undefined))
}

interface TreeInput {
  readonly path: string
  readonly mode?: string
  readonly sha?: string | null
  readonly content?: string
}

const readChange = (repo: Repo, { mode = '100644', sha, content }: TreeInput) => {
  if (sha === null) return null
  if (content !== undefined) return { mode: parseMode(mode), oid: repo.objects.write('blob', Buffer.from(content)) }
  const isKnown = sha !== undefined && (repo.objects.tryRead(sha) !== undefined || parseMode(mode) === '160000')
  if (!isKnown) throw unprocessable(`tree.sha ${sha} is not a valid blob`)
  return { mode: parseMode(mode), oid: sha }
}

const postTree = ({ world, repo, body }: RepoCall): RestAnswer => {
  const { tree, base_tree: base } = body as { tree: TreeInput[]; base_tree?: string }
  const root = base && repo.objects.tryRead(base)?.type === 'commit' ? readCommit(repo.objects, base).tree : base
  if (root && repo.objects.tryRead(root)?.type !== 'tree') throw unprocessable('base_tree is not a valid tree oid')
  const changes = tree.map((entry) => [entry.path, readChange(repo, entry)] as const)
  const missing = changes.find(([path, change]) => change === null && (!root || !findEntry(repo.objects, root, path)))
  if (missing) throw unprocessable('GitRPC::BadObjectState')
  const map: TreeChanges = new Map<string, { mode: FileMode; oid: string } | null>(changes)
  return created(viewTree(world, repo, editTree(repo.objects, root, map), false))
}

// --- Commits

const getGitCommit = ({ world, repo, params }: RepoCall): RestAnswer => {
  const sha = params.commit_sha ?? ''
  if (repo.objects.tryRead(sha)?.type !== 'commit') throw notFound()
  return ok(viewGitCommit(world, repo, sha))
}

interface PersonInput {
  readonly name: string
  readonly email: string
  readonly date?: string
}

interface CommitInput {
  readonly message: string
  readonly tree: string
  readonly parents?: readonly string[]
  readonly author?: PersonInput
  readonly committer?: PersonInput
}

const postGitCommit = ({ world, repo, body, by, token }: RepoCall): RestAnswer => {
  const { message, tree, parents = [], author, committer } = body as CommitInput
  if (repo.objects.tryRead(tree)?.type !== 'tree') throw unprocessable('Tree SHA does not exist')
  for (const parent of parents) {
    if (repo.objects.tryRead(parent)?.type !== 'commit')
      throw unprocessable('Parent SHA does not exist or is not a commit object')
  }
  const person = (given: PersonInput | undefined) =>
    given ? { ...given, seconds: given.date ? Date.parse(given.date) / 1000 : repo.seconds() } : repo.personOf(by)
  const isBot = token?.kind === 'app' || token?.kind === 'workflow'
  // GitHub signs what an app commits in its own name only.
  const oid =
    isBot && !author && !committer
      ? repo.writeSignedCommit({ tree, parents, message, author: person(undefined) })
      : writeCommit(repo.objects, {
          tree,
          parents,
          message,
          author: person(author),
          committer: person(committer ?? author),
        })
  return created(viewGitCommit(world, repo, oid))
}

export const objectOperations: RepoOperations = {
  'git/get-blob': { needs: 'contents:read', handle: getBlob },
  'git/create-blob': { needs: 'contents:write', handle: postBlob },
  'git/get-tree': { needs: 'contents:read', handle: getTree },
  'git/create-tree': { needs: 'contents:write', handle: postTree },
  'git/get-commit': { needs: 'contents:read', handle: getGitCommit },
  'git/create-commit': { needs: 'contents:write', handle: postGitCommit },
}
