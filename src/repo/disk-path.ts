import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../errors.ts'
import { ancestorsOf, findPathProblem, pathOutside } from './tree-path.ts'

/**
 * What keeps a path from being a place under a folder on disk: it leaves the folder by its text or through a link, or
 * something on its way is no folder.
 */
export function findDiskPathProblem(root: string, path: string): Problem | undefined {
  const problem = findPathProblem(path)
  if (problem) return problem
  for (const ancestor of ancestorsOf(path)) {
    const stat = lstatSync(join(root, ancestor), { throwIfNoEntry: false })
    if (stat === undefined) return undefined
    if (stat.isSymbolicLink()) return pathOutside(path, ancestor)
    if (!stat.isDirectory()) {
      return { code: 'path-in-the-way', file: path, message: `cannot be there: ${ancestor} is no folder` }
    }
  }
  return undefined
}
