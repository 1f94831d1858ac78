import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One real commit of a public config repo; see the README of the corpus. */
export interface Case {
  readonly id: string
  readonly repo: string
  readonly kinds: readonly string[]
  /** The flags of each run. */
  readonly runs: readonly (readonly string[])[]
  /** The files as they were, and as they became. */
  readonly before: Readonly<Record<string, Buffer>>
  readonly after: Readonly<Record<string, Buffer>>
}

const folder = join(import.meta.dirname, '../../../shared/corpus')

/** Why the corpus can't be used; empty when it can. */
export const missing = existsSync(join(folder, 'README.md')) ? '' : '(../shared/corpus is not there)'

const kinds = [
  'kustomize-newTag',
  'kustomize-digest',
  'values-tag-sibling',
  'values-image-string',
  'manifest-image',
  'crd-image',
]

/** For each kind of place the first case of each of the first two repos that has nothing but such places. */
export function chooseCases(): Case[] {
  if (missing) return []
  const all = readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'case.json')))
    .toSorted()
    .map((name) => ({ ...(JSON.parse(readFileSync(join(folder, name, 'case.json'), 'utf8')) as Case), name }))
    .filter((each) => each.kinds.every((kind) => kinds.includes(kind)))
  const chosen = kinds.flatMap((kind) => {
    const fitting = all.filter((each) => each.kinds.includes(kind))
    const firsts = fitting.filter(({ repo }, index) => fitting.findIndex((other) => other.repo === repo) === index)
    return firsts.slice(0, 2)
  })
  return [...new Set(chosen)].map(({ name, ...each }) => ({
    ...each,
    before: readTree(join(folder, name, 'before')),
    after: readTree(join(folder, name, 'after')),
  }))
}

function readTree(root: string): Record<string, Buffer> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(paths.map((path) => [path.slice(root.length + 1), readFileSync(path)]))
}
