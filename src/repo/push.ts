import { failed } from '../errors.ts'
import { redact } from './auth.ts'
import { branchRef } from './branch-name.ts'
import { describeGitFailure, type GitResult } from './git.ts'
import type { GitRepo } from './git-repo.ts'
import { type PushedRef, parsePushReport } from './push-report.ts'
import { readRemoteBranches } from './remote-branches.ts'
import { findRemoteCause, type RemoteCause, remoteText } from './remote-failure.ts'

export interface BranchUpdate {
  readonly branch: string
  /** The new commit; `null` deletes the branch. */
  readonly commit: string | null
  /** The commit that the remote's branch must be at; `null`: it must not exist. */
  readonly expected: string | null
  /** The new commit need not come after `expected`. */
  readonly force?: boolean
}

/**
 * - `pushed`: the remote is as wanted (also when it was already)
 * - `conflict`: a branch is not at `expected` any more; nothing was moved
 * - `protected`: the server's rules or hooks refused it
 * - `denied`: no right to write
 * - `failed`: anything else
 */
export type PushResult =
  | { readonly status: 'pushed' }
  | { readonly status: 'conflict' | 'protected'; readonly branch: string; readonly text: string }
  | { readonly status: 'denied'; readonly text: string }
  | { readonly status: 'failed'; readonly reason: RemoteCause; readonly text: string }

/**
 * Moves branches of the remote, all or none, each only from the commit expected.
 *
 * @throws DrawbridgeError `bad-branch-name`; `not-a-descendant` for an update without `force` that would lose commits
 */
export async function push(repo: GitRepo, updates: readonly BranchUpdate[]): Promise<PushResult> {
  if (updates.length === 0) return { status: 'pushed' }
  await Promise.all(updates.map((update) => refuseLostCommits(repo, update)))
  const leases = updates.map((update) => `--force-with-lease=${branchRef(update.branch)}:${update.expected ?? ''}`)
  const refs = updates.map((update) => `${update.commit ?? ''}:${branchRef(update.branch)}`)
  const atomic = updates.length > 1 ? ['--atomic'] : []
  const args = ['push', '--porcelain', '--no-verify', ...atomic, ...leases, repo.remote.name, ...refs]
  const result = await repo.run(args, { network: true })
  return result.ok ? { status: 'pushed' } : explainFailure(repo, { updates, result })
}

/** Deletes a branch of the remote if it is still at `expected`. One that is gone already counts as deleted. */
export function deleteBranch(
  repo: GitRepo,
  options: { readonly branch: string; readonly expected: string },
): Promise<PushResult> {
  return push(repo, [{ ...options, commit: null }])
}

/** With a lease Git forces the update, so what it usually checks is checked here. */
async function refuseLostCommits(repo: GitRepo, { branch, commit, expected, force }: BranchUpdate): Promise<void> {
  if (force || commit === null || expected === null || commit === expected) return
  const result = await repo.run(['merge-base', '--is-ancestor', expected, commit])
  if (result.ok) return
  throw failed({
    code: 'not-a-descendant',
    message: `${commit} does not come after ${expected}, where ${branch} is: pushing it would lose commits`,
  })
}

interface FailedPush {
  readonly updates: readonly BranchUpdate[]
  readonly result: GitResult
}

/**
 * What a refused push means is read off the remote's branches rather than from texts, which differ between servers: a
 * branch that moved is a lost race; one that did not is refused by a rule. The answer may also have been lost on the way.
 */
async function explainFailure(repo: GitRepo, { updates, result }: FailedPush): Promise<PushResult> {
  const reason = findRemoteCause(result)
  const rejected = parsePushReport(result.stdout.toString('utf8')).filter((ref) => ref.flag === '!')
  const text = redact(failureText(result, rejected), repo.secrets)
  if (rejected.length === 0 && reason === 'authentication') return { status: 'denied', text }
  const branches = await readRemoteBranches(repo).catch(() => undefined)
  if (!branches) return { status: 'failed', reason, text }
  if (updates.every(({ branch, commit }) => (branches.get(branch) ?? null) === commit)) return { status: 'pushed' }
  const moved = updates.find(({ branch, expected }) => (branches.get(branch) ?? null) !== expected)
  if (moved) return { status: 'conflict', branch: moved.branch, text }
  const blocking = updates.find(({ branch }) => findNameConflict(branch, branches) !== undefined)
  if (blocking) {
    return { status: 'failed', reason: 'unknown', text: nameConflict(blocking.branch, branches) }
  }
  return explainRejection({ updates, rejected, text, reason })
}

interface Rejection {
  readonly updates: readonly BranchUpdate[]
  readonly rejected: readonly PushedRef[]
  readonly text: string
  readonly reason: RemoteCause
}

function explainRejection({ updates, rejected, text, reason }: Rejection): PushResult {
  const cause = rejected.find(({ summary }) => !/atomic (push|transaction) fail/.test(summary)) ?? rejected[0]
  const branch = updates.find((update) => branchRef(update.branch) === cause?.ref)?.branch
  if (!cause || branch === undefined) return { status: 'failed', reason, text }
  // The branch is where it was: another push held the lock, or moved it there and back.
  const isRace = /^\[rejected\]|lock|failed to update ref|transaction failed|incorrect old value/.test(cause.summary)
  return { status: isRace ? 'conflict' : 'protected', branch, text }
}

function failureText(result: GitResult, rejected: readonly PushedRef[]): string {
  const said = result.stopped ? describeGitFailure(result) : remoteText(result.stderr)
  const summaries = rejected.map(({ ref, summary }) => `${ref.replace('refs/heads/', '')}: ${summary}`)
  return [...summaries, said].filter((line) => line !== '').join('\n')
}

/** Git keeps branches as paths: `a` and `a/b` cannot both exist. */
function findNameConflict(branch: string, branches: ReadonlyMap<string, string>): string | undefined {
  return [...branches.keys()].find((other) => other.startsWith(`${branch}/`) || branch.startsWith(`${other}/`))
}

function nameConflict(branch: string, branches: ReadonlyMap<string, string>): string {
  return `The branch ${branch} cannot be made beside the branch ${findNameConflict(branch, branches)}: one name is the folder of the other`
}
