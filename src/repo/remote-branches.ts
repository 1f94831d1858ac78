import { randomBytes } from 'node:crypto'
import { badInput } from '../errors.ts'
import { branchRef } from './branch-name.ts'
import type { GitRepo } from './git-repo.ts'
import { remoteError } from './remote-failure.ts'

/**
 * Every branch of the remote and the commit it is at.
 *
 * @throws DrawbridgeError see `remoteError`
 */
export async function readRemoteBranches(repo: GitRepo): Promise<ReadonlyMap<string, string>> {
  const result = await repo.run(['ls-remote', '--heads', '--refs', repo.remote.name], { network: true })
  if (!result.ok) throw remoteError(result, `list the branches of ${repo.remoteName}`)
  const branches = new Map<string, string>()
  for (const line of result.stdout.toString('utf8').split('\n')) {
    const [commit, ref] = line.split('\t')
    if (commit && ref?.startsWith('refs/heads/')) branches.set(ref.slice('refs/heads/'.length), commit)
  }
  return branches
}

/**
 * The branch that the remote's HEAD names.
 *
 * @throws DrawbridgeError `no-default-branch` (exit 2) when it is empty or names none; see `remoteError`
 */
export async function readDefaultBranch(repo: GitRepo): Promise<string> {
  const result = await repo.run(['ls-remote', '--symref', repo.remote.name, 'HEAD'], { network: true })
  if (!result.ok) throw remoteError(result, `read the default branch of ${repo.remoteName}`)
  const branch = /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(result.stdout.toString('utf8'))?.[1]
  if (branch !== undefined) return branch
  throw badInput({
    code: 'no-default-branch',
    message: `${repo.remoteName} has no default branch${result.stdout.length === 0 ? ': it is empty' : ''}`,
    hint: 'Name the branch with `base`.',
  })
}

export interface FetchBranchOptions {
  readonly branch: string
  /**
   * Commits of history. Only where the repo is a run's own clone (default there: 1) or already shallow: in a complete
   * checkout it would cut the user's history off. Leave it out for a branch that the checkout's history leads to.
   */
  readonly depth?: number
}

/**
 * Fetches one branch and gives the commit it is at, or `undefined` when the remote has no such branch. FETCH_HEAD, tags
 * and every ref of the user stay as they are.
 *
 * @throws DrawbridgeError see `remoteError`; `bad-branch-name`
 */
export async function fetchBranch(repo: GitRepo, options: FetchBranchOptions): Promise<string | undefined> {
  const source = branchRef(options.branch)
  // A run's clone keeps the ref, so that the next fetch is a small one.
  const ref = repo.isRunClone
    ? `refs/drawbridge/fetched/${options.branch}`
    : `refs/drawbridge/${randomBytes(8).toString('hex')}/fetched`
  const args = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--refmap=', '--no-recurse-submodules']
  const result = await repo.run([...args, ...depthArgs(repo, options), repo.remote.name, `+${source}:${ref}`], {
    network: true,
  })
  if (!result.ok) {
    if (!(await remoteHasBranch(repo, source))) return undefined
    throw remoteError(result, `fetch ${options.branch} from ${repo.remoteName}`)
  }
  try {
    return await repo.line(['rev-parse', '--verify', `${ref}^{commit}`])
  } finally {
    if (!repo.isRunClone) await repo.run(['update-ref', '-d', ref])
  }
}

function depthArgs(repo: GitRepo, options: FetchBranchOptions): string[] {
  if (repo.isRunClone) return [`--depth=${options.depth ?? 1}`, '--filter=blob:none']
  return repo.isShallow && options.depth !== undefined ? [`--depth=${options.depth}`] : []
}

/** Git fails a fetch of a missing branch like any other; `ls-remote --exit-code` has an exit code for it. */
async function remoteHasBranch(repo: GitRepo, ref: string): Promise<boolean> {
  const result = await repo.run(['ls-remote', '--exit-code', repo.remote.name, ref], { network: true })
  if (result.ok) return true
  if (result.exitCode === 2) return false
  throw remoteError(result, `reach ${repo.remoteName}`)
}
