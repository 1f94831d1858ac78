import { type Commit, readCommit, writeCommit } from './commits.ts'
import { findMergeBase } from './history.ts'
import type { ObjectStore } from './objects.ts'
import { tryGit } from './process.ts'
import { readTree, type TreeEntry, writeTree } from './trees.ts'

/** A bare repo's objects, and its folder with all of them in it. */
export interface GitStorage {
  readonly objects: ObjectStore
  readonly flushedDirectory: () => string
}

const sameEntry = (a: TreeEntry | undefined, b: TreeEntry | undefined) => a?.oid === b?.oid && a?.mode === b?.mode

interface Sides<T> {
  readonly base: T
  readonly ours: T
  readonly theirs: T
}

/** The merge of trees in which no file was changed on both sides; `undefined` where one was. */
const mergeDisjoint = (objects: ObjectStore, { base, ours, theirs }: Sides<string>): string | undefined => {
  if (base === ours || ours === theirs) return theirs
  if (base === theirs) return ours
  const entries = (tree: string) => new Map(readTree(objects, tree).map((entry) => [entry.name, entry]))
  const [before, our, their] = [entries(base), entries(ours), entries(theirs)]
  const merged: TreeEntry[] = []
  for (const name of new Set([...before.keys(), ...our.keys(), ...their.keys()])) {
    const entry = mergeEntry(objects, { base: before.get(name), ours: our.get(name), theirs: their.get(name) })
    if (entry === 'both') return undefined
    if (entry) merged.push(entry)
  }
  return writeTree(objects, merged)
}

const mergeEntry = (objects: ObjectStore, sides: Sides<TreeEntry | undefined>): TreeEntry | undefined | 'both' => {
  const { base, ours, theirs } = sides
  if (sameEntry(base, ours) || sameEntry(ours, theirs)) return theirs
  if (sameEntry(base, theirs)) return ours
  if (base?.mode !== '40000' || ours?.mode !== '40000' || theirs?.mode !== '40000') return 'both'
  const oid = mergeDisjoint(objects, { base: base.oid, ours: ours.oid, theirs: theirs.oid })
  if (!oid) return 'both'
  // Git has no empty folders.
  return readTree(objects, oid).length > 0 ? { ...ours, oid } : undefined
}

const mergeByGit = (storage: GitStorage, ours: string, theirs: string): string | undefined => {
  const args = ['merge-tree', '--write-tree', '--no-messages', ours, theirs]
  const { status, stdout, stderr } = tryGit(storage.flushedDirectory(), args)
  if (status === 0) return stdout.toString().trim().slice(0, 40)
  if (status === 1) return undefined
  throw new Error(`git merge-tree failed with ${status}: ${stderr}`)
}

/** The tree of a three-way merge of two commits, by Git wherever a file was changed on both sides; `undefined`: conflicts. */
export const mergeTrees = (storage: GitStorage, ours: string, theirs: string): string | undefined => {
  const { objects } = storage
  const base = findMergeBase(objects, ours, theirs)
  if (!base) return mergeByGit(storage, ours, theirs)
  const tree = (oid: string) => readCommit(objects, oid).tree
  const disjoint = mergeDisjoint(objects, { base: tree(base), ours: tree(ours), theirs: tree(theirs) })
  return disjoint ?? mergeByGit(storage, ours, theirs)
}

/** The tree of `commit`'s change applied onto another commit; `undefined` when there are conflicts. */
export const cherryPick = (storage: GitStorage, onto: string, commit: Commit): string | undefined => {
  const parent = commit.parents[0]
  if (!parent) return undefined
  // Git 2.39 has no --merge-base: a commit with the target's tree and the change's parent makes that parent the base.
  const { tree } = readCommit(storage.objects, onto)
  const stand = writeCommit(storage.objects, { ...commit, tree, parents: [parent], message: 'cherry-pick' })
  return mergeTrees(storage, stand, commit.oid)
}
