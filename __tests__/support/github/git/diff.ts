import type { ObjectStore } from './objects.ts'
import { entryType, readTree, type TreeEntry, walkTree } from './trees.ts'

export interface FileDiff {
  readonly path: string
  readonly status: 'added' | 'removed' | 'modified'
  readonly before?: TreeEntry
  readonly after?: TreeEntry
}

/** What differs between two trees, file by file. */
export const diffTrees = (store: ObjectStore, before: string, after: string, prefix = ''): FileDiff[] => {
  if (before === after) return []
  const old = new Map(readTree(store, before).map((entry) => [entry.name, entry]))
  const now = new Map(readTree(store, after).map((entry) => [entry.name, entry]))
  const names = [...new Set([...old.keys(), ...now.keys()])].toSorted()
  return names.flatMap((name) => diffEntries(store, `${prefix}${name}`, old.get(name), now.get(name)))
}

const diffEntries = (store: ObjectStore, path: string, before?: TreeEntry, after?: TreeEntry): FileDiff[] => {
  if (before?.oid === after?.oid && before?.mode === after?.mode) return []
  if (before?.mode === '40000' && after?.mode === '40000') return diffTrees(store, before.oid, after.oid, `${path}/`)
  if (before?.mode === '40000' || after?.mode === '40000') {
    return [...filesBelow(store, path, before, 'removed'), ...filesBelow(store, path, after, 'added')]
  }
  if (!before) return [{ path, status: 'added', ...(after && { after }) }]
  return [after ? { path, status: 'modified', before, after } : { path, status: 'removed', before }]
}

const filesBelow = (
  store: ObjectStore,
  path: string,
  entry: TreeEntry | undefined,
  status: 'added' | 'removed',
): FileDiff[] => {
  if (!entry) return []
  const side = (file: TreeEntry) => (status === 'added' ? { after: file } : { before: file })
  if (entryType(entry.mode) !== 'tree') return [{ path, status, ...side(entry) }]
  return walkTree(store, entry.oid, `${path}/`)
    .filter(({ mode }) => mode !== '40000')
    .map((file) => ({ path: file.path, status, ...side(file) }))
}

/** Lines that were added and removed, counted as a multiset: exact enough for `additions` and `deletions`. */
export const countLines = (store: ObjectStore, { before, after }: FileDiff) => {
  const lines = (entry?: TreeEntry) =>
    entry && entryType(entry.mode) === 'blob' ? store.read(entry.oid).toString().split('\n').filter(Boolean) : []
  const left = new Map<string, number>()
  for (const line of lines(before)) left.set(line, (left.get(line) ?? 0) + 1)
  let additions = 0
  for (const line of lines(after)) {
    const count = left.get(line) ?? 0
    if (count > 0) left.set(line, count - 1)
    else additions += 1
  }
  const deletions = [...left.values()].reduce((sum, count) => sum + count, 0)
  return { additions, deletions, changes: additions + deletions }
}
