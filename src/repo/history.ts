import { badInput } from '../errors.ts'
import type { CommitPerson } from './commit-person.ts'
import type { GitRepo } from './git-repo.ts'

export interface CommitTime extends CommitPerson {
  /** Seconds since 1970. */
  readonly timeSeconds: number
}

export interface CommitRecord {
  readonly id: string
  readonly tree: string
  /** Full ids, also of parents that a shallow repo does not have. */
  readonly parents: readonly string[]
  readonly author: CommitTime
  readonly committer: CommitTime
  /** As written, with its last newline. */
  readonly message: string
}

/**
 * The full id of the commit that a revision names.
 *
 * @throws DrawbridgeError `unknown-commit` (exit 2)
 */
export async function resolveCommit(repo: GitRepo, revision: string): Promise<string> {
  const result = await repo.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
  if (result.ok) return result.stdout.toString('utf8').trim()
  throw badInput({
    code: 'unknown-commit',
    message: `There is no commit ${revision} in ${repo.workTree ?? repo.gitDir}`,
  })
}

/**
 * A commit as it is stored.
 *
 * @throws DrawbridgeError `git-failed` when there is none with this id
 */
export async function readCommit(repo: GitRepo, id: string): Promise<CommitRecord> {
  return { id, ...parseCommit(await repo.output(['cat-file', 'commit', id])) }
}

export interface ListCommitsOptions {
  /** A full commit id. */
  readonly from: string
  readonly maxCount: number
  /** Only commits that changed one of these; default: all. */
  readonly paths?: readonly string[]
  /** Follow only the first parent of merges. */
  readonly isFirstParent?: boolean
}

/** Commit ids, newest first; ends where a shallow repo ends. */
export async function listCommits(repo: GitRepo, options: ListCommitsOptions): Promise<readonly string[]> {
  const args = ['rev-list', `--max-count=${options.maxCount}`, ...(options.isFirstParent ? ['--first-parent'] : [])]
  const output = await repo.line([...args, options.from, '--', ...(options.paths ?? [])])
  return output === '' ? [] : output.split('\n')
}

function parseCommit(bytes: Buffer): Omit<CommitRecord, 'id'> {
  const end = bytes.indexOf('\n\n')
  const header = bytes.toString('utf8', 0, end)
  const field = (name: string) => new RegExp(`^${name} (.*)$`, 'm').exec(header)?.[1] ?? ''
  return {
    tree: field('tree'),
    parents: [...header.matchAll(/^parent (.*)$/gm)].map((match) => match[1] ?? ''),
    author: parsePerson(field('author')),
    committer: parsePerson(field('committer')),
    message: decode(bytes.subarray(end + 2), field('encoding')),
  }
}

function parsePerson(text: string): CommitTime {
  const [, name = '', email = '', seconds = '0'] = /^(.*?) ?<(.*)> (-?\d+) \S+$/.exec(text) ?? []
  return { name, email, timeSeconds: Number(seconds) }
}

function decode(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding === '' ? 'utf-8' : encoding).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}
