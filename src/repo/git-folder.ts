import { existsSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { badInput } from '../errors.ts'

/**
 * The top of the checkout that a folder is in, and the `.git` (folder or file) there. Found without Git, which would
 * refuse a folder that another user owns.
 *
 * @throws DrawbridgeError `no-directory`, `not-a-repo`, `bare-repo` (exit 2)
 */
export function findCheckout(directory: string): { readonly topLevel: string; readonly dotGit: string } {
  for (let folder = realDirectory(directory); ; folder = dirname(folder)) {
    const dotGit = join(folder, '.git')
    if (isRepoLink(dotGit)) return { topLevel: folder, dotGit }
    if (isGitFolder(folder)) throw bareRepo(directory)
    if (dirname(folder) === folder) break
  }
  throw badInput({
    code: 'not-a-repo',
    message: `${directory} is not in a Git repo`,
    hint: 'Give `directory` a checkout of the config repo, or use `--delivery files`, which needs no repo.',
  })
}

/**
 * The folder without links in its path.
 *
 * @throws DrawbridgeError `no-directory` (exit 2)
 */
export function realDirectory(directory: string): string {
  const real = statSync(directory, { throwIfNoEntry: false })?.isDirectory() ? realpathSync(directory) : undefined
  if (real !== undefined) return real
  throw badInput({ code: 'no-directory', message: `There is no folder ${directory}`, hint: 'Check `directory`.' })
}

/** A folder with a repo in it, or the file that a worktree or submodule has instead. */
function isRepoLink(dotGit: string): boolean {
  return statSync(dotGit, { throwIfNoEntry: false })?.isFile() === true || isGitFolder(dotGit)
}

function isGitFolder(folder: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)))
}

function bareRepo(directory: string) {
  const isDotGit = basename(directory) === '.git'
  return badInput({
    code: 'bare-repo',
    message: `${directory} is ${isDotGit ? 'the inside of a Git repo' : 'a bare Git repo: it has no files to work on'}`,
    hint: 'Give `directory` a checkout, or `repository` to work on the remote.',
  })
}
