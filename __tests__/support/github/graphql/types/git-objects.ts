import { type Person, readCommit, splitMessage } from '../../git/commits.ts'
import { countLines, diffTrees } from '../../git/diff.ts'
import { listCommits } from '../../git/history.ts'
import { entryType, findEntry, readTree, type TreeEntry, writeTree } from '../../git/trees.ts'
import { nodeId } from '../../node-ids.ts'
import type { Repo } from '../../repo.ts'
import { formatTime } from '../../rest/views/commit.ts'
import { connect } from '../connections.ts'
import { accountNode, type Fields, type GitNode, gitNode, pullNode, repoNode } from '../context.ts'
import { statusFields } from './statuses.ts'

const commitOf = ({ repo, oid }: GitNode) => readCommit(repo.objects, oid)

const urlOf = ({ repo, oid }: GitNode, base: string) => `${base}/${repo.nameWithOwner}/commit/${oid}`

const shared = (kind: 'C' | 'T' | 'B'): Fields<GitNode> => ({
  id: ({ repo, oid }) => nodeId(kind, repo.id, oid),
  oid: ({ oid }) => oid,
  abbreviatedOid: ({ oid }) => oid.slice(0, 7),
  repository: ({ repo }) => repoNode(repo),
  commitUrl: (source, _, { world }) => urlOf(source, world.url),
})

// --- Commits

const viewActor = (repo: Repo, person: Person) => {
  const login = /^\d+\+(.+)@users\.noreply\.github\.com$/.exec(person.email)?.[1]
  const account = login === undefined ? undefined : repo.people.find(login)
  const user = account?.type === 'User' ? accountNode(account) : null
  return { name: person.name, email: person.email, date: formatTime(person.seconds), user }
}

const viewSignature = (source: GitNode) => {
  const { signature = '', tree, committer } = commitOf(source)
  if (!source.repo.isVerified(source.oid)) return null
  return {
    __typename: 'GpgSignature',
    isValid: true,
    state: 'VALID',
    wasSignedByGitHub: true,
    email: committer.email,
    keyId: 'B5690EEEBB952194',
    payload: `tree ${tree}\n`,
    signature,
    signer: null,
    verifiedAt: formatTime(committer.seconds),
  }
}

const viewEntry = (repo: Repo, entry: TreeEntry, path: string) => ({
  name: entry.name,
  nameRaw: Buffer.from(entry.name).toString('base64'),
  path,
  pathRaw: Buffer.from(path).toString('base64'),
  // As a number in decimal digits: 33188 is 100644.
  mode: Number.parseInt(entry.mode, 8),
  oid: entry.oid,
  type: entryType(entry.mode),
  size: entryType(entry.mode) === 'blob' ? repo.objects.read(entry.oid).length : 0,
  extension: /\.[^.]+$/.exec(entry.name)?.[0] ?? '',
  object: gitNode(repo, entry.oid),
  submodule: null,
  repository: repoNode(repo),
})

const countChanges = (source: GitNode) => {
  const { objects } = source.repo
  const { tree, parents } = commitOf(source)
  const before = parents[0] ? readCommit(objects, parents[0]).tree : writeTree(objects, [])
  const diffs = diffTrees(objects, before, tree)
  const lines = diffs.map((diff) => countLines(objects, diff))
  const sum = (key: 'additions' | 'deletions') => lines.reduce((total, line) => total + line[key], 0)
  return { files: diffs.length, additions: sum('additions'), deletions: sum('deletions') }
}

const commitFields: Fields<GitNode> = {
  ...shared('C'),
  ...statusFields,
  url: (source, _, { world }) => urlOf(source, world.url),
  message: (source) => commitOf(source).message.trimEnd(),
  messageHeadline: (source) => splitMessage(commitOf(source).message).headline,
  messageBody: (source) => splitMessage(commitOf(source).message).body,
  author: (source) => viewActor(source.repo, commitOf(source).author),
  committer: (source) => viewActor(source.repo, commitOf(source).committer),
  authoredDate: (source) => formatTime(commitOf(source).author.seconds),
  committedDate: (source) => formatTime(commitOf(source).committer.seconds),
  tree: (source) => gitNode(source.repo, commitOf(source).tree),
  signature: viewSignature,
  additions: (source) => countChanges(source).additions,
  deletions: (source) => countChanges(source).deletions,
  changedFilesIfAvailable: (source) => countChanges(source).files,
  parents: (source, args) => {
    const view = (oid: string) => gitNode(source.repo, oid)
    return connect({ name: 'parents', items: commitOf(source).parents, args, view })
  },
  file: (source, { path }) => {
    const entry = findEntry(source.repo.objects, commitOf(source).tree, String(path))
    return entry ? viewEntry(source.repo, entry, String(path)) : null
  },
  history: (source, args) => {
    const { objects } = source.repo
    const at = (oid: string) => findEntry(objects, readCommit(objects, oid).tree, String(args.path))?.oid
    const isTouched = (oid: string, parents: readonly string[]) =>
      parents.length === 0 ? at(oid) !== undefined : parents.every((parent) => at(parent) !== at(oid))
    const since = typeof args.since === 'string' ? Date.parse(args.since) / 1000 : 0
    const items = listCommits(objects, source.oid).filter(
      ({ oid, parents, committer }) => committer.seconds >= since && (!args.path || isTouched(oid, parents)),
    )
    return connect({ name: 'history', items, args, view: ({ oid }) => gitNode(source.repo, oid) })
  },
  associatedPullRequests: ({ repo, oid }, args) => {
    const items = repo.pullRequests.filter(
      (pull) =>
        pull.merged?.sha === oid || listCommits(repo.objects, pull.headSha, pull.baseSha).some((c) => c.oid === oid),
    )
    return connect({ name: 'associatedPullRequests', items, args, view: (pull) => pullNode(repo, pull) })
  },
}

// --- Blobs

const bytesOf = ({ repo, oid }: GitNode) => repo.objects.read(oid, 'blob')

const isBinary = (bytes: Buffer) => bytes.subarray(0, 8000).includes(0)

/** GitHub cuts the text of large blobs. */
const maximumText = 512_000

/** Text as the API gives it: transcoded, without a byte order mark, cut; no way to get the bytes back. */
const textOf = (bytes: Buffer): string | null => {
  if (isBinary(bytes)) return null
  const part = bytes.subarray(0, maximumText)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(part)
  } catch {
    return part.toString('latin1')
  }
}

const blobFields: Fields<GitNode> = {
  ...shared('B'),
  byteSize: (source) => bytesOf(source).length,
  isBinary: (source) => isBinary(bytesOf(source)),
  isTruncated: (source) => bytesOf(source).length > maximumText,
  text: (source) => textOf(bytesOf(source)),
}

export const gitObjectTypes: Readonly<Record<string, Fields<GitNode>>> = {
  Commit: commitFields,
  Blob: blobFields,
  Tree: {
    ...shared('T'),
    entries: ({ repo, oid }) => readTree(repo.objects, oid).map((entry) => viewEntry(repo, entry, entry.name)),
  },
}
