import compareSemver from 'semver/functions/compare.js'
import parseSemver from 'semver/functions/parse.js'
import { compareDigits, isCommit, isStamp, tagFields } from './tag-fields.ts'
import { parseVersion, type VersionParts } from './version-parts.ts'

/** How the second version stands to the first. */
export type VersionOrder = 'newer' | 'older' | 'same' | 'unknown'

/** Below 0: the first is less. `undefined`: cannot be told. */
type Comparison = number | undefined

/**
 * Whether `to` is newer or older than `from`. `same` means the same text and nothing else; `unknown` is the answer wherever the
 * order is not certain, since `older` makes a guard refuse.
 *
 * - Numbers decide as in https://semver.org (11), also with two, four or more of them. A `v` means nothing, on one or on both:
 *   projects begin and cease to write it. Equal numbers in other clothes (`v1.4.0`, `1.4.0+a`) are `unknown`, not `same`.
 * - Suffixes have to be of one flavour (`-alpine`, `-alpine3.20`): `1.2.3-alpine` and `1.2.4` are different images.
 *   Prereleases are ordered, with `rc10` above `rc9`, which semver's text order has the other way.
 * - A version that is a part of the other (`1.4`, `1.4.2`) moves, and tells nothing.
 * - Tags of one shape with a date or time in it are ordered by that (`main-abc1234-1700000000`), never by a commit.
 */
export function compareVersions(from: string, to: string): VersionOrder {
  if (from === to) return 'same'
  const [x, y] = [plainSemver(from), plainSemver(to)]
  if (x && y) return orderOf(compareSemver(x, y))
  const [a, b] = [parseVersion(from), parseVersion(to)]
  const result = a !== undefined && b !== undefined ? compareParts(a, b) : compareStamped(from, to)
  return orderOf(result)
}

function orderOf(result: Comparison): VersionOrder {
  if (result === undefined || result === 0) return 'unknown'
  return result < 0 ? 'newer' : 'older'
}

// What has no suffix is semver's own to order; a year in front of a version that has none is another scheme.
function plainSemver(text: string) {
  const version = parseSemver(text)
  return version && version.prerelease.length + version.build.length === 0 && !isYear(String(version.major))
    ? version
    : null
}

function compareParts(a: VersionParts, b: VersionParts): Comparison {
  if (a.prefix !== b.prefix) return undefined
  const core = compareCores(a.numbers, b.numbers)
  if (core === undefined) return undefined
  if (core !== 0) return isOneFlavour(a, b) || isRevision(a, b) || isRevision(b, a) ? core : undefined
  if (a.flavour !== b.flavour && (a.prerelease !== undefined) !== (b.prerelease !== undefined)) return undefined
  const prereleases = comparePrereleases(a.prerelease, b.prerelease)
  if (prereleases !== 0) return isOneFlavour(a, b) ? prereleases : undefined
  return compareFlavours(a.flavour, b.flavour)
}

function compareCores(a: readonly string[], b: readonly string[]): Comparison {
  const shared = Math.min(a.length, b.length)
  // A build number and a version, or a calendar and a version: the project has changed its scheme.
  if (a.length !== b.length && shared === 1) return undefined
  if (isYear(a[0]) !== isYear(b[0])) return undefined
  for (let i = 0; i < shared; i++) {
    const [x = '', y = ''] = [a[i], b[i]]
    if (x === y) continue
    // `2024.1` beside `2024.01`: padded to a width in one of them only, so two schemes.
    if (x.length !== y.length && (isPadded(x) || isPadded(y))) return undefined
    return compareDigits(x, y)
  }
  return a.length === b.length ? 0 : undefined
}

function isYear(number: string | undefined): boolean {
  return number !== undefined && /^(?:19|20)\d\d(?:\d{4})?$/.test(number)
}

function isPadded(number: string): boolean {
  return number.length > 1 && number.startsWith('0')
}

/** The same words in the same places; numbers and commits between them may differ. */
function isOneFlavour(a: VersionParts, b: VersionParts): boolean {
  return flavourShape(a.flavour) === flavourShape(b.flavour)
}

function flavourShape(flavour: string): string {
  const shapes = tagFields(flavour).map((field) => (isCommit(field) ? '<commit>' : field.replace(/\d+/g, '#')))
  return shapes.join('')
}

/** `1.2.4-1` beside `1.2.3`: a packager's revision or a prerelease, and newer by either reading. */
function isRevision(a: VersionParts, b: VersionParts): boolean {
  return /^-\d+$/.test(a.flavour) && b.flavour === '' && a.prerelease === undefined && b.prerelease === undefined
}

const stages: readonly string[] = ['alpha', 'beta', 'rc']
const shortStages: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
])

function comparePrereleases(a: VersionParts['prerelease'], b: VersionParts['prerelease']): Comparison {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  const [x, y] = [shortStages.get(a.word) ?? a.word, shortStages.get(b.word) ?? b.word]
  if (x !== y) return stages.includes(x) && stages.includes(y) ? stages.indexOf(x) - stages.indexOf(y) : undefined
  for (let i = 0; i < Math.min(a.numbers.length, b.numbers.length); i++) {
    const result = compareDigits(a.numbers[i] ?? '', b.numbers[i] ?? '')
    if (result !== 0) return result
  }
  return a.numbers.length - b.numbers.length
}

type Field = 'equal' | 'stamp' | 'commit' | 'number'
interface Decision {
  readonly by: Field
  readonly result: Comparison
}

/** Two tags of one shape. Numbers count only behind a point in time: in front of it they count something else. */
function compareStamped(a: string, b: string): Comparison {
  return compareFields(a, b, (_, isBehindStamp) => isBehindStamp)
}

/** `-r5` and `-r6`, `-1` and `-2`: a packager's revision. The numbers of `-java17` or `-debian-12` are no order. */
function compareFlavours(a: string, b: string): Comparison {
  const hasWords = /[A-Za-z]/.test(a)
  return compareFields(a, b, (field) => (hasWords ? /^(?:r|rev|p|build)\d+$/i.test(field) : true))
}

/** By the first field that differs. A number decides nothing when a commit differs too: it may count on another branch. */
function compareFields(a: string, b: string, counts: (field: string, isBehindStamp: boolean) => boolean): Comparison {
  const [left, right] = [tagFields(a), tagFields(b)]
  if (left.length !== right.length) return undefined
  let decision: Decision | undefined
  let isBehindStamp = false
  let hasOtherCommit = false
  for (const [i, x] of left.entries()) {
    const y = right[i] ?? ''
    const kind = pairKind(x, y)
    if (kind === undefined) return undefined
    isBehindStamp ||= isStamp(x)
    hasOtherCommit ||= kind === 'commit'
    if (kind === 'stamp') decision ??= { by: kind, result: compareText(x, y) }
    if (kind === 'number')
      decision ??= { by: kind, result: counts(x, isBehindStamp) ? compareNumbered(x, y) : undefined }
  }
  return decision?.by === 'number' && hasOtherCommit ? undefined : decision?.result
}

function pairKind(x: string, y: string): Field | undefined {
  if (x === y) return 'equal'
  if (isStamp(x) && isStamp(y)) return blank(x) === blank(y) ? 'stamp' : undefined
  if (isStamp(x) || isStamp(y)) return undefined
  if (isHex(x) && isHex(y) && x.length === y.length && /[a-f]/.test(x + y)) return 'commit'
  return x.replace(/\d+/g, '0') === y.replace(/\d+/g, '0') ? 'number' : undefined
}

/** A commit of a length that both tags share may be all digits, or all letters, in one of them. */
function isHex(field: string): boolean {
  return /^[0-9a-f]{6,64}$/.test(field)
}

function blank(field: string): string {
  return field.replace(/\d/g, '0')
}

function compareText(x: string, y: string): number {
  return x < y ? -1 : 1
}

/** `r5` and `r10`: by the first run of digits that differs. */
function compareNumbered(x: string, y: string): Comparison {
  // Seven digits and more may be a commit that happens to have no letter.
  if (/\d{7}/.test(x) || /\d{7}/.test(y)) return undefined
  const [a, b] = [x.match(/\d+/g) ?? [], y.match(/\d+/g) ?? []]
  for (const [i, run] of a.entries()) {
    const result = compareDigits(run, b[i] ?? '')
    if (result !== 0) return result
  }
  return 0
}
