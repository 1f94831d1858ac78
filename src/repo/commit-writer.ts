import { DrawbridgeError, failed, type Problem } from '../errors.ts'
import { type CommitPerson, readCommitPerson } from './commit-person.ts'
import { formatFastImport } from './fast-import.ts'
import { describeGitFailure } from './git.ts'
import { isTrue, readConfig } from './git-config.ts'
import { type GitEntry, parseListing } from './git-listing.ts'
import type { GitRepo } from './git-repo.ts'
import type { FileChange } from './tree.ts'
import { ancestorsOf, findPathProblem, pathOutside } from './tree-path.ts'

export interface WriteCommitOptions {
  /** A full commit id. */
  readonly parent: string
  readonly changes: readonly FileChange[]
  readonly message: string
  /** Default: the user of Git's configuration, else Drawbridge. */
  readonly author?: CommitPerson
  /** Default: as for `author`. */
  readonly committer?: CommitPerson
  readonly date: Date
}

/**
 * Makes a commit on top of `parent` with these files and gives its id; no branch, index or work tree changes. All other
 * files are the parent's own objects. Signed when `commit.gpgSign` says so.
 *
 * @throws DrawbridgeError `path-outside`, `path-in-git-dir`, `path-in-the-way` (exit 2), `signing-failed`, `git-failed`
 */
export async function writeCommit(repo: GitRepo, options: WriteCommitOptions): Promise<string> {
  await checkPaths(repo, options)
  const author = await readCommitPerson(repo, { role: 'AUTHOR', given: options.author })
  const committer = await readCommitPerson(repo, { role: 'COMMITTER', given: options.committer })
  const message = `${options.message.replaceAll('\0', '').trimEnd()}\n`
  const commit = { ...options, author, committer, message }
  const id = await repo.line(['fast-import', '--quiet', '--date-format=raw'], {
    input: formatFastImport(commit),
    // Else `A.yaml` would be written over `a.yaml` where the file system has no case.
    settings: [['core.ignoreCase', 'false']],
  })
  const config = await readConfig(repo, '^commit\\.gpgsign$')
  return isTrue(config, 'commit.gpgsign') ? signCommit(repo, { ...commit, id }) : id
}

async function signCommit(
  repo: GitRepo,
  commit: Required<WriteCommitOptions> & { readonly id: string },
): Promise<string> {
  const date = `${Math.floor(commit.date.getTime() / 1000)} +0000`
  const result = await repo.run(['commit-tree', '-S', '-p', commit.parent, '-F', '-', `${commit.id}^{tree}`], {
    input: commit.message,
    env: {
      GIT_AUTHOR_NAME: commit.author.name,
      GIT_AUTHOR_EMAIL: commit.author.email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: commit.committer.name,
      GIT_COMMITTER_EMAIL: commit.committer.email,
      GIT_COMMITTER_DATE: date,
    },
  })
  if (result.ok) return result.stdout.toString('utf8').trim()
  throw failed({
    code: 'signing-failed',
    message: `The commit could not be signed: ${describeGitFailure(result)}`,
    hint: 'Git is set to sign commits (commit.gpgSign): make the key usable here, or set it to false.',
  })
}

async function checkPaths(repo: GitRepo, options: WriteCommitOptions): Promise<void> {
  const listing = parseListing(await repo.output(['ls-tree', '-r', '-z', '--full-tree', options.parent]))
  const entries = new Map(listing.entries.map((entry) => [entry.path, entry]))
  const folders = new Set(listing.entries.flatMap((entry) => ancestorsOf(entry.path)))
  const problems = options.changes.flatMap(({ path }) => findPathProblem(path) ?? findObstacle(path, entries) ?? [])
  const onFolders = options.changes
    .filter(({ path }) => folders.has(path))
    .map(({ path }) => inTheWay(path, 'a folder'))
  if (problems.length + onFolders.length > 0) throw new DrawbridgeError(2, [...problems, ...onFolders])
}

function findObstacle(path: string, entries: ReadonlyMap<string, GitEntry>): Problem | undefined {
  const above = ancestorsOf(path).flatMap((ancestor) => entries.get(ancestor) ?? [])[0]
  if (above?.mode === '120000') return pathOutside(path, above.path)
  if (above) return inTheWay(path, above.mode === '160000' ? `the submodule ${above.path}` : `the file ${above.path}`)
  const mode = entries.get(path)?.mode
  if (mode === '120000') return inTheWay(path, 'a symbolic link')
  return mode === '160000' ? inTheWay(path, 'a submodule') : undefined
}

function inTheWay(path: string, what: string): Problem {
  return { code: 'path-in-the-way', file: path, message: `cannot be written: ${what} is there` }
}
