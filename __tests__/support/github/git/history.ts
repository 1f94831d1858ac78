import { type Commit, readCommit } from './commits.ts'
import type { ObjectStore } from './objects.ts'

/** The commits that `oid` reaches, itself included. */
export const reachable = (store: ObjectStore, oid: string): Set<string> => {
  const seen = new Set([oid])
  // A set also visits what is added to it during the loop.
  for (const next of seen) for (const parent of readCommit(store, next).parents) seen.add(parent)
  return seen
}

export const isAncestor = (store: ObjectStore, ancestor: string, oid: string): boolean => {
  if (ancestor === oid) return true
  const seen = new Set([oid])
  for (const next of seen) {
    for (const parent of readCommit(store, next).parents) {
      if (parent === ancestor) return true
      seen.add(parent)
    }
  }
  return false
}

export const findMergeBase = (store: ObjectStore, a: string, b: string): string | undefined => {
  const fromA = reachable(store, a)
  const seen = new Set([b])
  for (const next of seen) {
    if (fromA.has(next)) return next
    for (const parent of readCommit(store, next).parents) seen.add(parent)
  }
  return undefined
}

/** Commits that `head` has and `base` has not, newest first; no commit stands before one of its children. */
export const listCommits = (store: ObjectStore, head: string, base?: string): Commit[] => {
  const excluded = base ? reachable(store, base) : new Set<string>()
  const wanted = [...reachable(store, head)].filter((oid) => !excluded.has(oid))
  const commits = new Map(wanted.map((oid) => [oid, readCommit(store, oid)]))
  const children = new Map<string, number>()
  for (const { parents } of commits.values()) {
    for (const parent of parents) children.set(parent, (children.get(parent) ?? 0) + 1)
  }
  const ready = [...commits.values()].filter(({ oid }) => !children.get(oid))
  const ordered: Commit[] = []
  for (let next = takeNewest(ready); next; next = takeNewest(ready)) {
    ordered.push(next)
    for (const parent of next.parents) {
      const left = (children.get(parent) ?? 0) - 1
      children.set(parent, left)
      const commit = commits.get(parent)
      if (left === 0 && commit) ready.push(commit)
    }
  }
  return ordered
}

const takeNewest = (ready: Commit[]): Commit | undefined => {
  let best = 0
  for (const [index, commit] of ready.entries()) {
    if (commit.committer.seconds > (ready[best]?.committer.seconds ?? 0)) best = index
  }
  return ready.splice(best, 1)[0]
}
