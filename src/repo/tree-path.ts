import type { Problem } from '../errors.ts'

/**
 * What is wrong with a path as a place in a repo, if anything: empty, absolute, with `.`, `..` or a `.git` part (in any
 * case, as file systems without case would follow it), or with a NUL.
 */
export function findPathProblem(path: string): Problem | undefined {
  const parts = path.split('/')
  const leaves = path.includes('\0') || parts.some((part) => part === '' || part === '.' || part === '..')
  if (leaves) return pathOutside(path)
  if (parts.some((part) => part.toLowerCase() === '.git')) {
    return { code: 'path-in-git-dir', file: path, message: 'is inside a .git folder' }
  }
  return undefined
}

/** The problem of a path that leaves the repo, or would through a link. */
export function pathOutside(path: string, through?: string): Problem {
  return {
    code: 'path-outside',
    file: path,
    message: through === undefined ? 'is not a path inside the repo' : `leaves the repo through the link ${through}`,
    hint: 'Paths are relative to the repo, with / between the parts, and follow no links.',
  }
}

/** `a/b/c` → `a`, `a/b`. */
export function ancestorsOf(path: string): string[] {
  const ancestors: string[] = []
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) ancestors.push(path.slice(0, end))
  return ancestors
}
