import { readCommit } from '../git/commits.ts'
import { entryType, findEntry, readTree, type TreeEntry } from '../git/trees.ts'
import { notFound } from '../refusals.ts'
import { ok, type RepoCall, type RepoOperations, type RestAnswer } from './call.ts'
import { repoUrl } from './views/repo.ts'

const kindOf = (entry: TreeEntry) =>
  ({ tree: 'dir', blob: entry.mode === '120000' ? 'symlink' : 'file', commit: 'submodule' })[entryType(entry.mode)]

const viewEntry = ({ world, repo, query }: RepoCall, path: string, entry: TreeEntry) => {
  const type = kindOf(entry)
  const at = query.ref ?? repo.defaultBranch
  const url = `${repoUrl(world, repo)}/contents/${encodeURI(path)}?ref=${encodeURIComponent(at)}`
  const git = `${repoUrl(world, repo)}/git/${entryType(entry.mode)}s/${entry.oid}`
  const html = `${world.url}/${repo.nameWithOwner}/blob/${encodeURI(at)}/${encodeURI(path)}`
  const isFile = type === 'file' || type === 'symlink'
  return {
    type: type === 'submodule' ? 'file' : type,
    size: isFile ? repo.objects.read(entry.oid).length : 0,
    name: entry.name,
    path,
    sha: entry.oid,
    url,
    git_url: git,
    html_url: html,
    download_url: isFile ? html.replace('/blob/', '/raw/') : null,
    _links: { self: url, git, html },
  }
}

const mebibyte = 1024 * 1024

const viewFile = (call: RepoCall, path: string, entry: TreeEntry) => {
  const bytes = call.repo.objects.read(entry.oid)
  // Above a mebibyte the API leaves the content out.
  const isTooLarge = bytes.length > mebibyte
  const content = isTooLarge ? '' : bytes.toString('base64').replace(/.{60}/g, '$&\n')
  const common = viewEntry(call, path, entry)
  if (entry.mode === '120000') return { ...common, target: bytes.toString() }
  return { ...common, content, encoding: isTooLarge ? 'none' : 'base64' }
}

const getContent = (call: RepoCall): RestAnswer => {
  const { repo, params, query, headers } = call
  const path = (params.path ?? '').replace(/\/+$/, '')
  const commit = repo.resolve(query.ref ?? repo.defaultBranch)
  if (!commit) throw notFound(`No commit found for the ref ${query.ref}`)
  const entry = findEntry(repo.objects, readCommit(repo.objects, commit).tree, path)
  if (!entry) throw notFound()
  if (entry.mode === '40000') {
    const entries = readTree(repo.objects, entry.oid)
    return ok(entries.map((child) => viewEntry(call, path ? `${path}/${child.name}` : child.name, child)))
  }
  if (/[.+]raw\b/.test(headers.accept ?? '')) {
    return { status: 200, body: repo.objects.read(entry.oid), headers: { 'content-type': 'application/octet-stream' } }
  }
  return ok(viewFile(call, path, entry))
}

export const contentOperations: RepoOperations = {
  'repos/get-content': { needs: 'contents:read', handle: getContent },
}
