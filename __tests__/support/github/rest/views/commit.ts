import { type Commit, type Person, readCommit } from '../../git/commits.ts'
import { countLines, diffTrees, type FileDiff } from '../../git/diff.ts'
import { writeTree } from '../../git/trees.ts'
import { nodeId } from '../../node-ids.ts'
import { noReplyEmail } from '../../people.ts'
import type { Repo } from '../../repo.ts'
import type { World } from '../../world.ts'
import { viewAccount } from './account.ts'
import { repoUrl } from './repo.ts'

export const formatTime = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')

const viewPerson = ({ name, email, seconds }: Person) => ({ name, email, date: formatTime(seconds) })

const viewVerification = (repo: Repo, commit: Commit) => {
  const verified = repo.isVerified(commit.oid)
  return {
    verified,
    reason: verified ? 'valid' : 'unsigned',
    signature: verified ? (commit.signature ?? null) : null,
    payload: verified ? `tree ${commit.tree}\n` : null,
    verified_at: verified ? formatTime(commit.committer.seconds) : null,
  }
}

/** `git-commit`: the Git object. */
export const viewGitCommit = (world: World, repo: Repo, oid: string) => {
  const commit = readCommit(repo.objects, oid)
  const url = `${repoUrl(world, repo)}/git`
  const html = `${world.url}/${repo.nameWithOwner}/commit`
  return {
    sha: oid,
    node_id: nodeId('C', repo.id, oid),
    url: `${url}/commits/${oid}`,
    html_url: `${html}/${oid}`,
    author: viewPerson(commit.author),
    committer: viewPerson(commit.committer),
    tree: { sha: commit.tree, url: `${url}/trees/${commit.tree}` },
    message: commit.message.replace(/\n+$/, ''),
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}`, html_url: `${html}/${sha}` })),
    verification: viewVerification(repo, commit),
  }
}

/** The account behind an address: only GitHub's own no-reply addresses are known here. */
const accountOf = (world: World, repo: Repo, { email }: Person) => {
  const login = /^\d+\+(.+)@users\.noreply\.github\.com$/.exec(email)?.[1]
  const account = login === undefined ? undefined : repo.people.find(login)
  return account && noReplyEmail(account) === email ? viewAccount(world.url, account) : null
}

/** `commit`: what a person sees. */
export const viewCommit = (world: World, repo: Repo, oid: string) => {
  const commit = readCommit(repo.objects, oid)
  const git = viewGitCommit(world, repo, oid)
  const url = `${repoUrl(world, repo)}/commits`
  const { author, committer, message, tree, verification } = git
  return {
    sha: oid,
    node_id: git.node_id,
    url: `${url}/${oid}`,
    html_url: git.html_url,
    comments_url: `${url}/${oid}/comments`,
    commit: { url: git.url, author, committer, message, tree, comment_count: 0, verification },
    author: accountOf(world, repo, commit.author),
    committer: accountOf(world, repo, commit.committer),
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/${sha}`, html_url: git.html_url })),
  }
}

const viewDiff = (world: World, repo: Repo, sha: string, diff: FileDiff) => {
  const html = `${world.url}/${repo.nameWithOwner}`
  return {
    sha: (diff.after ?? diff.before)?.oid ?? null,
    filename: diff.path,
    status: diff.status,
    ...countLines(repo.objects, diff),
    blob_url: `${html}/blob/${sha}/${encodeURI(diff.path)}`,
    raw_url: `${html}/raw/${sha}/${encodeURI(diff.path)}`,
    contents_url: `${repoUrl(world, repo)}/contents/${encodeURI(diff.path)}?ref=${sha}`,
  }
}

/** `diff-entry` for each file that differs between two commits; without `before`, everything is new. */
export const viewFiles = (world: World, repo: Repo, before: string | undefined, after: string) => {
  const empty = () => writeTree(repo.objects, [])
  const old = before ? readCommit(repo.objects, before).tree : empty()
  const diffs = diffTrees(repo.objects, old, readCommit(repo.objects, after).tree)
  return diffs.map((diff) => viewDiff(world, repo, after, diff))
}
