import { addToDocument } from '../edit/additions.ts'
import { layoutOf } from '../edit/layout.ts'
import { mergeMaps, type NewMap, nestedMap } from '../edit/new-node.ts'
import { fileView } from '../edit/view.ts'
import { parseYaml } from '../edit/yaml-file.ts'
import type { FoundPin } from '../pins/pin.ts'
import type { Change } from './change.ts'
import { neighbourStyles, newEntry } from './entry-style.ts'
import { quoteStyleOf } from './quote-style.ts'

export interface CarriedAdditions {
  readonly changes: readonly Change[]
  /** What is new in the proposal and finds no place in the base. */
  readonly lost: readonly FoundPin[]
}

export interface AdditionStates {
  readonly path: string
  readonly now: string
  /** What each state of the file pins, by place. */
  readonly pins: {
    readonly now: ReadonlyMap<string, FoundPin>
    readonly before: ReadonlyMap<string, FoundPin>
    readonly after: ReadonlyMap<string, FoundPin>
  }
}

/** Writes what a proposal has added (entries and values that `create-missing` made) into a file as it is now. */
export function carryAdditions({ path, now, pins }: AdditionStates): CarriedAdditions {
  const added = [...pins.after.values()].filter(({ place }) => !pins.before.has(place))
  const isNewEntry = (pin: FoundPin) => isEntry(pin) && !hasEntry(pins.before, pin)
  const entries = added.filter(isNewEntry)
  const others = added.filter((pin) => !isEntry(pin) && !isInEntry(pin) && !pins.now.has(pin.place))
  const wanted = [
    ...entries.filter((pin) => !hasEntry(pins.now, pin)).map((pin) => ({ pin, node: entryNode(pin, now) })),
    ...others.map((pin) => ({ pin, node: valuesNode(pin) })),
  ]
  const lost = wanted.flatMap(({ pin, node }) => (node ? [] : [pin]))
  const found = wanted.flatMap(({ pin, node }) => (node ? [{ pin, node }] : []))
  const addition = found.length > 0 ? addAll(now, mergeMaps(found.map(({ node }) => node))) : undefined
  if (!addition) return { changes: [], lost: [...lost, ...found.map(({ pin }) => pin)] }
  const changes = found.map(({ pin }) => ({
    pin: { ...pin, file: path, reaches: [] },
    from: '(none)',
    to: pin.current.tag ?? pin.current.digest ?? '',
    version: pin.current,
    ...addition,
  }))
  return { changes, lost }
}

function addAll(text: string, added: NewMap): Pick<Change, 'edits' | 'expected'> | undefined {
  const view = fileView(text)
  const parsed = parseYaml(view)
  if (!parsed.ok) return undefined
  const { documents } = parsed
  const [document] = documents
  const layout = layoutOf(documents, { isJson: document?.isJson === true, quote: quoteStyleOf(text) })
  const addition = addToDocument({ view, documents, document, layout }, [], added)
  return addition && { edits: addition.edits.map((edit) => ({ view, edit })), expected: addition.expected }
}

function isEntry({ format, record }: FoundPin): boolean {
  return format === 'kustomize' && record?.path[0] === 'images'
}

// The name of an entry is no pin, so it comes as a plain value of its own.
function isInEntry({ place, kind }: FoundPin): boolean {
  return kind === 'value' && /^0:images\[\d+\]\./.test(place)
}

function hasEntry(pins: ReadonlyMap<string, FoundPin>, { names }: FoundPin): boolean {
  return [...pins.values()].some((pin) => isEntry(pin) && pin.names.at(-1) === names.at(-1))
}

function entryNode(pin: FoundPin, text: string): NewMap | undefined {
  const parsed = parseYaml(fileView(text))
  const name = pin.entryName
  if (!parsed.ok || name === undefined) return undefined
  const newName = pin.sites.find(({ part }) => part === 'name')?.scalar.value
  return newEntry({ name, newName, version: pin.current, styles: neighbourStyles(parsed.documents[0]) })
}

function valuesNode(pin: FoundPin): NewMap | undefined {
  const nodes = pin.sites.flatMap(({ scalar, place }) => {
    const [first, ...rest] = scalar.path
    const isPlain = /^0:[^|]*$/.test(place) && scalar.path.every((step) => typeof step === 'string')
    if (!isPlain || first === undefined) return []
    const type = scalar.kind === 'string' ? 'string' : 'natural'
    return [nestedMap([String(first), ...rest.map(String)], { scalar: scalar.value, type, style: scalar.style })]
  })
  return nodes.length === pin.sites.length ? mergeMaps(nodes) : undefined
}
