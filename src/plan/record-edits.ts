import { deletePair, insertAfter, type NewPair, replacePair } from '../edit/pairs.ts'
import { formatInline, formatScalar, type QuoteStyle } from '../edit/scalar.ts'
import type { Expected } from '../edit/verify.ts'
import { formatYamlPath } from '../edit/yaml-path.ts'
import type { Pin, PinSite, RecordSite } from '../pins/pin.ts'
import type { ViewEdit } from './change.ts'
import type { PartTexts } from './image-parts.ts'

/** Edits, and what they are to do to the data. */
export interface PlannedEdits {
  readonly edits: readonly ViewEdit[]
  readonly expected: readonly Expected[]
}

const none: PlannedEdits = { edits: [], expected: [] }

function join(parts: readonly PlannedEdits[]): PlannedEdits {
  return { edits: parts.flatMap(({ edits }) => edits), expected: parts.flatMap(({ expected }) => expected) }
}

/** Puts a text in place of a scalar; nothing when the text stands there already, and is read as the string that it is. */
export function setScalar(
  { scalar, place }: PinSite,
  { text, quote }: { text: string; quote: QuoteStyle },
): PlannedEdits {
  const { source, value } = formatScalar(scalar, { value: text, type: 'string', quote })
  if (source === scalar.source || (scalar.value === value && scalar.kind === 'string')) return none
  return {
    edits: [{ view: scalar.view, edit: { start: scalar.start, end: scalar.end, text: source } }],
    expected: [{ place, value, mustBeString: true }],
  }
}

/**
 * Writes the parts of a version into their map: sets those that are there, puts in those that are missing, takes out those that
 * have to go.
 * @returns the key for which there is no room, when there is none
 */
export function editRecord(
  pin: Pin,
  { texts, quote }: { texts: PartTexts; quote: QuoteStyle },
): PlannedEdits | { readonly noRoomFor: string } {
  const siteAt = (key: string) => pin.sites.find((site) => site.key === key)
  const done: PlannedEdits[] = []
  const missing: [string, string][] = []
  const leaving: string[] = []
  for (const [key, text] of texts) {
    const site = siteAt(key)
    if (site && text !== undefined) done.push(setScalar(site, { text, quote }))
    else if (text !== undefined) missing.push([key, text])
    else leaving.push(key)
  }
  if (missing.length + leaving.length === 0) return join(done)
  if (!pin.record) return { noRoomFor: [...missing.map(([key]) => key), ...leaving].join(', ') }
  const moved = movePairs(pin.record, { missing, leaving, quote })
  return 'noRoomFor' in moved ? moved : join([...done, moved])
}

interface Moves {
  readonly missing: readonly (readonly [key: string, text: string])[]
  readonly leaving: readonly string[]
  readonly quote: QuoteStyle
}

function movePairs(
  record: RecordSite,
  { missing, leaving, quote }: Moves,
): PlannedEdits | { readonly noRoomFor: string } {
  const { view, isJson, inFlow } = record
  const pairs: NewPair[] = missing.map(([key, text]) => {
    const source = formatInline({ style: 'plain', inFlow, isJson }, { value: text, type: 'string', quote })
    return { key, source, isJson }
  })
  const expected: Expected[] = [
    ...missing.map(([key, value]) => ({ place: placeIn(record, key), value, mustBeString: true })),
    ...leaving.map((key) => ({ place: placeIn(record, key), value: undefined, mustBeString: false })),
  ]
  const [gone, ...others] = leaving.map((key) => record.pairs.get(key))
  const [first, ...rest] = pairs
  // A digest that makes way for a tag: the line stays, with its comment.
  const isSwap = gone && first && others.length === 0 && rest.length === 0
  const edits = isSwap
    ? [replacePair(gone, first)]
    : [...(first ? [insertBeside(record, pairs)] : []), ...leaving.map((key) => removal(record, key))]
  const found = edits.filter((edit) => edit !== undefined)
  if (found.length < edits.length) return { noRoomFor: leaving[0] ?? missing[0]?.[0] ?? '' }
  return { edits: found.map((edit) => ({ view, edit })), expected }
}

function removal({ view, pairs }: RecordSite, key: string) {
  const pair = pairs.get(key)
  return pair && deletePair(view.text, pair)
}

// Of a kustomize entry behind its tag, else its new name; of any other map behind the last part that is there.
function insertBeside({ view, pairs }: RecordSite, added: readonly NewPair[]) {
  const last = [...pairs.values()].sort((a, b) => a.keyStart - b.keyStart).at(-1)
  const beside = pairs.get('newTag') ?? pairs.get('newName') ?? last
  return beside && insertAfter(view.text, beside, added)
}

/** The place of a key in a record. */
function placeIn({ place, path }: RecordSite, key: string): string {
  const before = formatYamlPath(path)
  return place.slice(0, place.length - before.length) + formatYamlPath([...path, key])
}
