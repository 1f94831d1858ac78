import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DrawbridgeError, failed, type Problem } from '../errors.ts'
import { findDiskPathProblem } from './disk-path.ts'
import { errorCode } from './disk-walk.ts'
import { realDirectory } from './git-folder.ts'
import type { FileChange } from './tree.ts'
import { ancestorsOf } from './tree-path.ts'

interface PlannedFile {
  readonly change: FileChange
  readonly target: string
  readonly temporary: string
  readonly old: Stats | undefined
}

/**
 * Replaces whole files under a folder: all new contents are written beside the old ones first and then renamed over them,
 * so that each file is the old or the new one at any time, and all of them are unless a rename fails half-way. An existing
 * file keeps its permissions; missing folders are made; links are never followed or replaced.
 *
 * @throws DrawbridgeError `path-outside`, `path-in-git-dir`, `path-in-the-way` (exit 2); `read-only`, `write-failed`
 *   (exit 1), which says what was replaced
 */
export function writeFiles(root: string, changes: readonly FileChange[]): void {
  const folder = realDirectory(root)
  const problems = changes.flatMap(({ path }) => findTargetProblem(folder, path) ?? [])
  if (problems.length > 0) throw new DrawbridgeError(2, problems)
  const progress: Progress = { path: '', made: [], staged: [], replaced: [] }
  try {
    for (const change of changes) stageFile({ folder, change, progress })
    for (const file of progress.staged) replaceFile(file, progress)
  } catch (error) {
    for (const { temporary } of progress.staged) rmSync(temporary, { force: true })
    removeEmpty(progress.made)
    throw writeError(progress, error)
  }
}

/** What was done so far, for undoing and for the message. */
interface Progress {
  /** The file that is being worked on. */
  path: string
  /** Folders. */
  readonly made: string[]
  readonly staged: PlannedFile[]
  readonly replaced: string[]
}

interface StageOptions {
  readonly folder: string
  readonly change: FileChange
  readonly progress: Progress
}

function stageFile({ folder, change, progress }: StageOptions): void {
  progress.path = change.path
  for (const missing of findMissingFolders(folder, change.path)) {
    mkdirSync(missing)
    progress.made.push(missing)
  }
  const file = planFile(folder, change)
  progress.staged.push(file)
  writeTemporary(file)
}

function replaceFile({ change, temporary, target }: PlannedFile, progress: Progress): void {
  progress.path = change.path
  renameSync(temporary, target)
  progress.replaced.push(change.path)
}

function findTargetProblem(root: string, path: string): Problem | undefined {
  const problem = findDiskPathProblem(root, path)
  if (problem) return problem
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false })
  if (stat === undefined || stat.isFile()) return undefined
  const what = stat.isSymbolicLink() ? 'a symbolic link' : stat.isDirectory() ? 'a folder' : 'no plain file'
  return { code: 'path-in-the-way', file: path, message: `cannot be written: ${what} is there` }
}

function planFile(root: string, change: FileChange): PlannedFile {
  const target = join(root, change.path)
  const old = lstatSync(target, { throwIfNoEntry: false })
  // A rename would replace a file that its owner has made read-only.
  if (old) closeSync(openSync(target, constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0)))
  return { change, target, old, temporary: join(dirname(target), `.drawbridge-${randomBytes(8).toString('hex')}.tmp`) }
}

function writeTemporary({ change, temporary, old }: PlannedFile): void {
  const descriptor = openSync(temporary, 'wx', change.mode === '100755' ? 0o777 : 0o666)
  try {
    writeFileSync(descriptor, change.content)
    if (old) keepPermissions(descriptor, old)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function keepPermissions(descriptor: number, old: Stats): void {
  if (old.uid !== process.geteuid?.() || old.gid !== process.getegid?.()) {
    try {
      fchownSync(descriptor, old.uid, old.gid)
    } catch {
      // Only root may give files away; whoever may write into the folder owns the new file.
    }
  }
  fchmodSync(descriptor, old.mode & 0o7777)
}

/** Outermost first. */
function findMissingFolders(root: string, path: string): string[] {
  return ancestorsOf(path)
    .map((ancestor) => join(root, ancestor))
    .filter((folder) => lstatSync(folder, { throwIfNoEntry: false }) === undefined)
}

function removeEmpty(folders: readonly string[]): void {
  for (const folder of [...folders].reverse()) {
    try {
      rmdirSync(folder)
    } catch {
      // Not empty: a file was already put there.
    }
  }
}

function writeError({ path, replaced }: Progress, error: unknown): DrawbridgeError {
  const code = errorCode(error)
  const outcome = replaced.length === 0 ? 'No file was changed.' : `Already replaced: ${replaced.join(', ')}.`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const hint = `${outcome} Make the checkout writable for this user.`
    return failed(
      { code: 'read-only', file: path, message: `cannot be written: it is read-only (${code})`, hint },
      error,
    )
  }
  return failed({ code: 'write-failed', file: path, message: `could not be written (${code})`, hint: outcome }, error)
}
