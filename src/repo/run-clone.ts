import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { badInput } from '../errors.ts'
import { type GitAuth, type HttpAuthorization, splitUrlCredentials, tokenAuthorization } from './auth.ts'
import { GitRepo } from './git-repo.ts'
import { requireGit } from './git-version.ts'
import { fetchBranch, readDefaultBranch } from './remote-branches.ts'

export interface CloneForRunOptions {
  /** Any URL that Git takes, or a path. User and password in it become a header and are never stored. */
  readonly url: string
  /** Default: the branch that the remote's HEAD names. */
  readonly branch?: string
  readonly auth?: GitAuth
  readonly signal?: AbortSignal
}

/** A bare clone in a temporary folder with one commit of one branch, and blobs only as they are read. */
export interface RunClone {
  readonly repo: GitRepo
  readonly branch: string
  readonly commit: string
  /** Deletes the folder. */
  dispose(): void
}

/**
 * Makes the clone; deletes it again when that fails, and when the process exits.
 *
 * @throws DrawbridgeError `unknown-branch`, `no-default-branch` (exit 2); see `remoteError`
 */
export async function cloneForRun(options: CloneForRunOptions): Promise<RunClone> {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-'))
  openFolders.add(folder)
  process.off('exit', deleteOpenFolders).once('exit', deleteOpenFolders)
  const dispose = () => deleteFolder(folder)
  try {
    await requireGit(folder)
    const repo = await initClone(folder, options)
    const branch = options.branch ?? (await readDefaultBranch(repo))
    const commit = await fetchBranch(repo, { branch })
    if (commit === undefined) throw unknownBranch(branch, repo.remoteName)
    return { repo, branch, commit, dispose }
  } catch (error) {
    dispose()
    throw error
  }
}

/** Still to be deleted. */
const openFolders = new Set<string>()

function deleteFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  openFolders.delete(folder)
}

function deleteOpenFolders(): void {
  for (const folder of openFolders) deleteFolder(folder)
}

async function initClone(folder: string, options: CloneForRunOptions): Promise<GitRepo> {
  const { url: given, authorization } = splitUrlCredentials(options.url)
  const token = options.auth && tokenAuthorization(options.auth)
  const authorizations = [token, authorization].filter((one): one is HttpAuthorization => one !== undefined)
  const base = { gitDir: folder, isShallow: true, isRunClone: true, signal: options.signal }
  const draft = new GitRepo({ ...base, isPartial: false })
  await draft.output(['init', '--quiet', '--bare', '--template=', '.'])
  await draft.output(['config', 'remote.origin.url', placeOf(given)])
  // `get-url` applies `insteadOf` and `pushInsteadOf`.
  const url = await draft.line(['remote', 'get-url', 'origin'])
  const pushUrl = await draft.line(['remote', 'get-url', '--push', 'origin'])
  return new GitRepo({ ...base, isPartial: true, remote: { name: 'origin', url, pushUrl }, authorizations })
}

/** Git runs in the clone's folder, where a relative path would point somewhere else. */
function placeOf(url: string): string {
  if (/^\.{1,2}(\/|$)/.test(url)) return resolve(url)
  if (url !== '' && !url.startsWith('-')) return url
  throw badInput({ code: 'bad-url', message: `${JSON.stringify(url)} is no URL of a Git repo` })
}

function unknownBranch(branch: string, remote: string) {
  return badInput({
    code: 'unknown-branch',
    message: `${remote} has no branch ${branch}`,
    hint: 'Check `base`.',
  })
}
