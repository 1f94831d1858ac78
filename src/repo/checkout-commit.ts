import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { DrawbridgeError, failed, type Problem } from '../errors.ts'
import { type Checkout, requireBranch } from './checkout.ts'
import { describeGitFailure } from './git.ts'
import type { GitRepo } from './git-repo.ts'
import { ancestorsOf } from './tree-path.ts'

export interface MoveBranchOptions {
  /** The commit to move to; it comes after the one that is checked out. */
  readonly to: string
  /** Files that differ between the two. */
  readonly paths: readonly string[]
  /** For the reflog: one line. */
  readonly message: string
}

/** `conflict`: the branch moved since the checkout was opened; nothing changed. */
export type BranchMove =
  | { readonly status: 'moved'; readonly branch: string }
  | { readonly status: 'conflict'; readonly branch: string; readonly text: string }

/**
 * Moves the branch that is checked out from the commit it was at when the checkout was opened, and brings index and work
 * tree of just the given files along; every other uncommitted change stays as it is.
 *
 * Index and files come first, the branch last, as in `git merge`: if the process dies in between, the change is there as
 * a staged one, and nothing is lost or undone by the user's next commit.
 *
 * @throws DrawbridgeError `dirty-file`, `detached-head`, `unborn-branch` (exit 2), `checkout-failed`
 */
export async function moveBranch(checkout: Checkout, options: MoveBranchOptions): Promise<BranchMove> {
  const { repo } = checkout
  const { branch, commit: from } = requireBranch(checkout)
  const current = await repo.line(['rev-parse', '--verify', 'HEAD^{commit}'])
  if (current !== from) return { status: 'conflict', branch, text: `${branch} moved from ${from} to ${current}` }
  await refuseDirtyFiles(checkout, { paths: options.paths, parent: from })
  await moveFiles(repo, { from, to: options.to })
  const reflog = ['-m', `drawbridge: ${options.message.split('\n', 1)[0]}`]
  const moved = await repo.run(['update-ref', ...reflog, `refs/heads/${branch}`, options.to, from])
  if (moved.ok) return { status: 'moved', branch }
  await moveFiles(repo, { from: options.to, to: from })
  return { status: 'conflict', branch, text: describeGitFailure(moved) }
}

async function moveFiles(repo: GitRepo, options: { readonly from: string; readonly to: string }): Promise<void> {
  // The two-way merge refuses, before it touches anything, whatever would overwrite an uncommitted change.
  const result = await repo.run(['read-tree', '-m', '-u', '--no-recurse-submodules', options.from, options.to])
  if (result.ok) return
  throw failed({
    code: 'checkout-failed',
    message: `The commit was made but the checkout could not take it: ${describeGitFailure(result)}`,
    hint: `The branch was not moved. \`git cherry-pick ${options.to.slice(0, 12)}\` applies the commit once that is solved.`,
  })
}

interface DirtyFilesOptions {
  readonly paths: readonly string[]
  readonly parent: string
}

async function refuseDirtyFiles(checkout: Checkout, options: DirtyFilesOptions): Promise<void> {
  const dirty = new Set(await readChangedFiles(checkout.repo))
  const tracked = new Set(await readTrackedFiles(checkout.repo, options.parent))
  const problems = options.paths.flatMap((path): Problem[] => {
    if (dirty.has(path)) return [dirtyFile(path, 'has uncommitted changes')]
    if (tracked.has(path)) return []
    const obstacle = findObstacle(checkout.topLevel, path)
    return obstacle === undefined ? [] : [dirtyFile(path, `would be new, but ${obstacle} is in the way, untracked`)]
  })
  if (problems.length > 0) throw new DrawbridgeError(2, problems)
}

function dirtyFile(file: string, message: string): Problem {
  const hint =
    'Commit, stash (`git stash push -u`) or remove it first, or use `--delivery push`, which leaves this checkout alone.'
  return { code: 'dirty-file', file, message, hint }
}

/** Tracked files that differ from HEAD, in the index or on disk. */
async function readChangedFiles(repo: GitRepo): Promise<readonly string[]> {
  const args = ['status', '--porcelain=v1', '-z', '--untracked-files=no', '--no-renames', '--ignore-submodules=all']
  const output = (await repo.output(args)).toString('utf8')
  return output.split('\0').map((item) => item.slice(3))
}

async function readTrackedFiles(repo: GitRepo, commit: string): Promise<readonly string[]> {
  return (await repo.output(['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit])).toString('utf8').split('\0')
}

function findObstacle(topLevel: string, path: string): string | undefined {
  const isThere = (part: string) => lstatSync(join(topLevel, part), { throwIfNoEntry: false })
  const above = ancestorsOf(path).find((part) => isThere(part)?.isDirectory() === false)
  if (above !== undefined) return above
  return isThere(path) ? path : undefined
}
