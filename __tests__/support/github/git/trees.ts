import type { ObjectStore } from './objects.ts'

export type FileMode = '100644' | '100755' | '120000' | '160000' | '40000'

export interface TreeEntry {
  readonly mode: FileMode
  readonly name: string
  readonly oid: string
}

export interface FileEntry extends TreeEntry {
  readonly path: string
}

/** New content of paths; `null` deletes. */
export type TreeChanges = ReadonlyMap<string, { readonly mode: FileMode; readonly oid: string } | null>

export const entryType = (mode: FileMode): 'blob' | 'tree' | 'commit' =>
  mode === '40000' ? 'tree' : mode === '160000' ? 'commit' : 'blob'

/** Trees print as six digits in the APIs; Git stores five. */
export const formatMode = (mode: FileMode) => mode.padStart(6, '0')

export const parseMode = (text: string): FileMode => text.replace(/^0+/, '') as FileMode

export const readTree = (store: ObjectStore, oid: string): TreeEntry[] => {
  const data = store.read(oid, 'tree')
  const entries: TreeEntry[] = []
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(0x20, at)
    const end = data.indexOf(0, space)
    entries.push({
      mode: data.toString('latin1', at, space) as FileMode,
      name: data.toString('utf8', space + 1, end),
      oid: data.toString('hex', end + 1, end + 21),
    })
    at = end + 21
  }
  return entries
}

// Git sorts a folder as if its name ended with a slash.
const sortKey = ({ name, mode }: TreeEntry) => Buffer.from(mode === '40000' ? `${name}/` : name)

export const writeTree = (store: ObjectStore, entries: readonly TreeEntry[]): string => {
  const sorted = entries.toSorted((a, b) => Buffer.compare(sortKey(a), sortKey(b)))
  const parts = sorted.flatMap(({ mode, name, oid }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')])
  return store.write('tree', Buffer.concat(parts))
}

/** Everything below a tree, folders included, in Git's order. */
export const walkTree = (store: ObjectStore, oid: string, prefix = ''): FileEntry[] =>
  readTree(store, oid).flatMap((entry) => {
    const path = `${prefix}${entry.name}`
    const own = { ...entry, path }
    return entry.mode === '40000' ? [own, ...walkTree(store, entry.oid, `${path}/`)] : [own]
  })

export const listFiles = (store: ObjectStore, oid: string): FileEntry[] =>
  walkTree(store, oid).filter(({ mode }) => mode !== '40000')

export const findEntry = (store: ObjectStore, tree: string, path: string): TreeEntry | undefined => {
  const names = path.split('/').filter(Boolean)
  let entry: TreeEntry | undefined = { mode: '40000', name: '', oid: tree }
  for (const name of names) {
    if (entry?.mode !== '40000') return undefined
    entry = readTree(store, entry.oid).find((candidate) => candidate.name === name)
  }
  return entry
}

/** The tree after the changes: other entries, and the ids of folders without a change, stay as they are. */
export const editTree = (store: ObjectStore, tree: string | undefined, changes: TreeChanges): string => {
  const entries = new Map(tree ? readTree(store, tree).map((entry) => [entry.name, entry]) : [])
  const folders = new Map<string, Map<string, { mode: FileMode; oid: string } | null>>()
  for (const [path, change] of changes) {
    const slash = path.indexOf('/')
    const name = slash < 0 ? path : path.slice(0, slash)
    if (slash >= 0) {
      const inside = folders.get(name) ?? new Map()
      folders.set(name, inside.set(path.slice(slash + 1), change))
    } else if (change) entries.set(name, { name, ...change })
    else entries.delete(name)
  }
  for (const [name, inside] of folders) {
    const old = entries.get(name)
    const oid = editTree(store, old?.mode === '40000' ? old.oid : undefined, inside)
    if (readTree(store, oid).length > 0) entries.set(name, { mode: '40000', name, oid })
    else entries.delete(name)
  }
  return writeTree(store, [...entries.values()])
}
