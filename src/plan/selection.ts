import type { Problem } from '../errors.ts'
import { hasVersion, type Pin } from '../pins/pin.ts'
import type { Reach, Reader } from '../pins/reach.ts'
import type { Match, UpdateRequest } from './update-request.ts'

export interface Selection {
  readonly matches: readonly Match[]
  /** Pins in shared places that other environments read too. */
  readonly shared: readonly SharedMatch[]
  /** The environments that would be touched when more than one is, and nobody said that this is meant. */
  readonly ambiguous: readonly string[]
}

/** A pin in a shared place, with the files of the named environments that take it from there. */
export interface SharedMatch extends Match {
  readonly readers: readonly Reader[]
}

/** Chooses the pins that a run may edit. Rules: docs/rules.md, "Which environments" and "Shared places". */
export function selectMatches(all: readonly Match[], request: UpdateRequest, reach: Reach): Selection {
  const { environments, applications } = request
  const inApplication = all.filter(
    ({ pin }) => applications.length === 0 || applications.includes(pin.application ?? ''),
  )
  const matches = withVersion(inApplication, request)
  if (environments === 'all') return { matches, shared: [], ambiguous: [] }
  if (environments === undefined) {
    const touched = [...new Set(matches.flatMap(({ pin }) => touchedBy(pin)))].sort()
    return { matches, shared: [], ambiguous: request.isFilesOnly || touched.length < 2 ? [] : touched }
  }
  const own = matches.filter(({ pin }) => pin.environment !== undefined && environments.includes(pin.environment))
  const needed = matches.flatMap((match): SharedMatch[] => {
    if (match.pin.environment !== undefined) return []
    const readers = reach.readersOf(match.pin.file).filter(({ environment }) => environments.includes(environment))
    const uncovered = readers.filter((reader) => !isCovered(match, { reader, own, reach }))
    return uncovered.length > 0 || isNamedFile(match) ? [{ ...match, readers: uncovered }] : []
  })
  const isShared = ({ pin }: Match) => pin.reaches.some((each) => !environments.includes(each))
  const alone = needed.filter((match) => !isShared(match)).map(({ pin, wanted }) => ({ pin, wanted }))
  return { matches: [...own, ...alone], shared: needed.filter(isShared), ambiguous: [] }
}

// A place that names an image without a version leaves that to others. It is one of the places only where one is to be made, and
// no other place of the same environment has it.
function withVersion(matches: readonly Match[], { createMissing, environments }: UpdateRequest): readonly Match[] {
  const pinned = matches.filter(({ pin }) => hasVersion(pin))
  if (!createMissing) return pinned
  const isSameScope = (one: Pin, other: Pin) =>
    !Array.isArray(environments) || (one.environment === other.environment && one.application === other.application)
  const isPinned = ({ pin, wanted }: Match) =>
    pinned.some((other) => other.wanted.update === wanted.update && isSameScope(other.pin, pin))
  return matches.filter((match) => hasVersion(match.pin) || !isPinned(match))
}

// A value that was named by its file, in a file that no environment is known to read, was meant.
function isNamedFile({ pin }: Match): boolean {
  return pin.kind === 'value' && pin.reaches.length === 0
}

interface CoverOptions {
  readonly reader: Reader
  readonly own: readonly Match[]
  readonly reach: Reach
}

// A base is not needed where the environment has an entry of its own for the image: that one wins.
function isCovered({ pin, wanted }: Match, { reader, own, reach }: CoverOptions): boolean {
  return own.some(
    (other) =>
      other.wanted.update === wanted.update &&
      other.pin.environment === reader.environment &&
      overrides(other.pin, pin) &&
      reach.covers({ by: other.pin.file, reader, base: pin.file }),
  )
}

// Values win path by path; a kustomize entry, or a patch, wins wherever the image is named.
function overrides(other: Pin, base: Pin): boolean {
  return other.format === 'helm-values' && base.format === 'helm-values' ? other.place === base.place : true
}

/** The environments that an edit of a pin changes. */
export function touchedBy(pin: Pin): readonly string[] {
  return pin.environment === undefined ? pin.reaches : [pin.environment]
}

/** The refusal for a shared place; `instead` says why no entry of its own can be made, where that was asked for. */
export function sharedPlace(pin: Pin, environments: readonly string[], instead?: string): Problem {
  const names = environments.join(', ')
  const others = pin.reaches.filter((each) => !environments.includes(each))
  return {
    code: 'shared-place',
    file: pin.file,
    line: pin.line,
    message: `${pin.writtenName} is pinned in a place that ${names} shares with ${others.join(', ')}`,
    hint: `${instead ?? `Set "create-missing" to give ${names} an entry of its own`}, or name them all: "environment: ${pin.reaches.join(',')}".`,
  }
}

/** The problem of a run that would touch several environments without having been told to. */
export function severalEnvironments(environments: readonly string[], matches: readonly Match[]): Problem {
  const list = environments.map((name) => {
    const pin = matches.find((match) => touchedBy(match.pin).includes(name))?.pin
    return `${name} (${pin?.file}:${pin?.line})`
  })
  return {
    code: 'several-environments',
    message: `the versions stand in several environments: ${list.join(', ')}`,
    hint: `Name the one that is meant ("environment: ${environments[0]}"), or write "environment: all".`,
  }
}
