import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { DrawbridgeError, failed, type Problem } from '../errors.ts'
import { type Checkout, requireBranch } from './checkout.ts'
import { type WriteCommitOptions, writeCommit } from './commit-writer.ts'
import { describeGitFailure } from './git.ts'
import type { GitRepo } from './git-repo.ts'
import { ancestorsOf } from './tree-path.ts'

export type CommitOnBranchOptions = Omit<WriteCommitOptions, 'parent'>

/** `conflict`: the branch moved since the checkout was opened; nothing changed. */
export type BranchCommit =
  | { readonly status: 'committed'; readonly branch: string; readonly commit: string }
  | { readonly status: 'conflict'; readonly branch: string; readonly text: string }

/**
 * Commits files on the branch that is checked out, on top of the commit it was at when the checkout was opened, and
 * brings index and work tree of just those files along; every other uncommitted change stays as it is.
 *
 * Index and files come first, the branch last, as in `git merge`: if the process dies in between, the change is there as
 * a staged one, and nothing is lost or undone by the user's next commit.
 *
 * @throws DrawbridgeError `dirty-file`, `detached-head`, `unborn-branch` (exit 2); see `writeCommit`
 */
export async function commitOnBranch(checkout: Checkout, options: CommitOnBranchOptions): Promise<BranchCommit> {
  const { repo } = checkout
  const { branch, commit: parent } = requireBranch(checkout)
  const current = await repo.line(['rev-parse', '--verify', 'HEAD^{commit}'])
  if (current !== parent) return { status: 'conflict', branch, text: `${branch} moved from ${parent} to ${current}` }
  const paths = options.changes.map((change) => change.path)
  const commit = await writeCommit(repo, { ...options, parent })
  await refuseDirtyFiles(checkout, { paths, parent })
  await moveFiles(repo, { from: parent, to: commit })
  const moved = await repo.run([
    'update-ref',
    ...['-m', `drawbridge: ${options.message.split('\n', 1)[0]}`],
    ...[`refs/heads/${branch}`, commit, parent],
  ])
  if (moved.ok) return { status: 'committed', branch, commit }
  await moveFiles(repo, { from: commit, to: parent })
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
