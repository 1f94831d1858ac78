import type { ObjectStore } from './git/objects.ts'
import { editTree, type FileMode } from './git/trees.ts'

/** A file's text or bytes (mode 100644), or both; `null` deletes it. */
export type FileContent = string | Buffer | { readonly content: string | Buffer; readonly mode: FileMode } | null
export type Files = Readonly<Record<string, FileContent>>

/** The tree after these files were written. */
export const editFiles = (objects: ObjectStore, tree: string | undefined, files: Files): string => {
  const changes = Object.entries(files).map(([path, given]) => {
    if (given === null) return [path, null] as const
    const { content, mode } =
      typeof given === 'string' || Buffer.isBuffer(given) ? { content: given, mode: '100644' as const } : given
    return [path, { mode, oid: objects.write('blob', Buffer.from(content)) }] as const
  })
  return editTree(objects, tree, new Map(changes))
}
