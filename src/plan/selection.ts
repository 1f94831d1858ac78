import type { Problem } from '../errors.ts'
import type { Pin } from '../pins/pin.ts'
import type { Match, UpdateRequest } from './update-request.ts'

export interface Selection {
  readonly matches: readonly Match[]
  /** Pins in shared places that other environments read too. */
  readonly shared: readonly Match[]
  /** The environments that would be touched when more than one is, and nobody said that this is meant. */
  readonly ambiguous: readonly string[]
}

/** Chooses the pins that a run may edit. Rules: docs/rules.md, "Which environments" and "Shared places". */
export function selectMatches(all: readonly Match[], request: UpdateRequest): Selection {
  const { environments, applications } = request
  const matches = all.filter(({ pin }) => applications.length === 0 || applications.includes(pin.application ?? ''))
  if (environments === 'all') return { matches, shared: [], ambiguous: [] }
  if (environments === undefined) {
    const touched = [...new Set(matches.flatMap(({ pin }) => touchedBy(pin)))].sort()
    return { matches, shared: [], ambiguous: request.isFilesOnly || touched.length < 2 ? [] : touched }
  }
  const own = matches.filter(({ pin }) => pin.environment !== undefined && environments.includes(pin.environment))
  const needed = matches.filter((match) => match.pin.environment === undefined && isNeeded(match, own, environments))
  const isShared = ({ pin }: Match) => pin.reaches.some((each) => !environments.includes(each))
  const alone = needed.filter((match) => !isShared(match))
  return { matches: [...own, ...alone], shared: needed.filter(isShared), ambiguous: [] }
}

/** The environments that an edit of a pin changes. */
export function touchedBy(pin: Pin): readonly string[] {
  return pin.environment === undefined ? pin.reaches : [pin.environment]
}

// A base is not needed where the environment has an entry of its own for the image: that one wins. A value that was named by
// its file, in a file that no environment is known to read, was meant.
function isNeeded({ pin }: Match, own: readonly Match[], environments: readonly string[]): boolean {
  if (pin.kind === 'value' && pin.reaches.length === 0) return true
  const reached = pin.reaches.filter((each) => environments.includes(each))
  const isCovered = (environment: string) =>
    own.some((other) => other.pin.environment === environment && overrides(other.pin, pin))
  return reached.some((environment) => !isCovered(environment))
}

function overrides(other: Pin, base: Pin): boolean {
  return other.kind === 'image' && other.application === base.application && other.names.some((name) => base.names.includes(name))
}

/** The refusal for a shared place. */
export function sharedPlace(pin: Pin, environments: readonly string[]): Problem {
  const names = environments.join(', ')
  const others = pin.reaches.filter((each) => !environments.includes(each))
  return {
    code: 'shared-place',
    file: pin.file,
    line: pin.line,
    message: `${pin.writtenName} is pinned in a place that ${names} shares with ${others.join(', ')}`,
    hint: `Set "create-missing" to give ${names} an entry of its own, or name them all: "environment: ${pin.reaches.join(',')}".`,
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
