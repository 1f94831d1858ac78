import type { Problem } from '../errors.ts'
import { isConfigFile } from './config-path.ts'
import { placeOf } from './conventions.ts'

export interface KnownEnvironment {
  readonly name: string
  /** How many config files belong to it. */
  readonly files: number
  /** The first of them. */
  readonly example: string
}

/** The environments of a repo by convention, by name. Only YAML, JSON, tfvars and `Kustomization` files count. */
export function findEnvironments(paths: readonly string[]): readonly KnownEnvironment[] {
  const known = new Map<string, KnownEnvironment>()
  for (const path of paths) {
    const name = isConfigFile(path) ? placeOf(path).environment : undefined
    if (name === undefined) continue
    const seen = known.get(name)
    known.set(name, { name, files: (seen?.files ?? 0) + 1, example: seen?.example ?? path })
  }
  return [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The error for an environment that no path belongs to: what there is, with an example each, and what may have been meant. */
export function describeUnknownEnvironment(requested: string, known: readonly KnownEnvironment[]): Problem {
  const names = known.map((environment) => environment.name)
  const guess = nearest(requested, names)
  const found = known.slice(0, 20).map(({ name, example }) => `${name} (${example})`)
  const more = known.length > found.length ? `, and ${known.length - found.length} more` : ''
  return {
    code: 'unknown-environment',
    message:
      `there is no environment ${JSON.stringify(requested)}` +
      (guess === undefined ? '' : `; did you mean ${JSON.stringify(guess)}?`),
    hint:
      found.length === 0
        ? 'no environment was found: a folder such as overlays/dev or environments/dev, or a file such as values-dev.yaml, makes one'
        : `found: ${found.join(', ')}${more}`,
  }
}

/** The name with the fewest edits, when these are few for its length, or one is the beginning of the other (`prod`, `production`). */
function nearest(name: string, candidates: readonly string[]): string | undefined {
  const text = name.toLowerCase()
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: editsBetween(text, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
  const best = ranked[0]
  if (best !== undefined && best.edits <= Math.max(1, Math.floor(text.length / 3))) return best.candidate
  return candidates.find(
    (candidate) => isBeginning(candidate.toLowerCase(), text) || isBeginning(text, candidate.toLowerCase()),
  )
}

function isBeginning(short: string, long: string): boolean {
  return short.length >= 3 && long.startsWith(short)
}

/** Levenshtein distance (https://en.wikipedia.org/wiki/Levenshtein_distance, the version with two rows). */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1])
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
