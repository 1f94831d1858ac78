import { isAlias, isMap, isScalar, isSeq } from 'yaml'
import { fileView, literalView } from './view.ts'
import { formatYamlPath } from './yaml-path.ts'
import { blockIndentOf, keyText, parseYaml, type YamlDocument } from './yaml-file.ts'

/** What an edit of a file is meant to do to its data. `value` `undefined`: the place is to be gone. */
export interface ExpectedValue {
  readonly place: Place
  readonly value: string | undefined
  readonly mustBeString: boolean
}

/** A place in the data of a file: `<document>:<path>`, and inside YAML text in a block scalar `…|<document>:<path>`. */
export type Place = string

/** The place of a path in a document; `outer` is the place of the block scalar that holds the document, if any. */
export function placeOfPath(options: { document: number; path: readonly (string | number)[]; outer?: Place }): Place {
  return `${options.outer === undefined ? '' : `${options.outer}|`}${options.document}:${formatYamlPath(options.path)}`
}

/**
 * Proves an edit by reading both texts: the data differ in exactly the expected places, and there as planned.
 * @returns what is wrong, in words; an empty list when all is as planned
 */
export function verifyEdit(before: string, after: string, expected: readonly ExpectedValue[]): string[] {
  const old = flatten(before)
  const next = flatten(after)
  if (!old || !next) return ['the edited file is no longer valid YAML']
  const wanted = new Map(expected.map((each) => [each.place, each]))
  const outer = new Set(expected.flatMap(({ place }) => outerPlaces(place)))
  const wrong: string[] = []
  for (const [place, value] of old) {
    if (wanted.has(place) || outer.has(place)) continue
    if (next.get(place)?.text !== value.text) wrong.push(`${place} would change`)
  }
  for (const place of next.keys()) {
    if (!old.has(place) && !wanted.has(place)) wrong.push(`${place} would be new`)
  }
  return [...wrong, ...expected.flatMap((each) => unmet(each, next.get(each.place)))]
}

function unmet(expected: ExpectedValue, found: Leaf | undefined): string[] {
  if (expected.value === undefined) return found ? [`${expected.place} would stay`] : []
  if (!found) return [`${expected.place} would be missing`]
  if (found.value !== expected.value) return [`${expected.place} would read ${JSON.stringify(found.value)}`]
  return expected.mustBeString && !found.isString ? [`${expected.place} would not be read as a string`] : []
}

function outerPlaces(place: Place): Place[] {
  const parts = place.split('|')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('|'))
}

interface Leaf {
  /** Type and text together, for comparison. */
  readonly text: string
  readonly value: string
  readonly isString: boolean
}

function flatten(text: string): Map<Place, Leaf> | undefined {
  const leaves = new Map<Place, Leaf>()
  const parsed = parseYaml(fileView(text))
  if (!parsed.ok) return undefined
  for (const document of parsed.documents) collect(document, undefined, leaves)
  return leaves
}

function collect(document: YamlDocument, outer: Place | undefined, leaves: Map<Place, Leaf>): void {
  const stack: { node: unknown; path: (string | number)[] }[] = [{ node: document.root, path: [] }]
  for (let item = stack.pop(); item; item = stack.pop()) {
    const { node, path } = item
    const place = placeOfPath({ document: document.index, path, ...(outer !== undefined && { outer }) })
    if (isMap(node)) {
      leaves.set(`${place}{}`, container(`map${node.anchor ?? ''}${node.tag ?? ''}`))
      for (const pair of node.items) stack.push({ node: pair.value, path: [...path, keyText(pair.key)] })
    } else if (isSeq(node)) {
      leaves.set(`${place}[]`, container(`list${node.anchor ?? ''}${node.tag ?? ''}`))
      for (const [index, each] of node.items.entries()) stack.push({ node: each, path: [...path, index] })
    } else if (isAlias(node)) {
      leaves.set(place, container(`alias ${node.source}`))
    } else if (isScalar(node)) {
      leaves.set(place, leafOf(node))
      if (node.type === 'BLOCK_LITERAL' && node.range) collectInner(document, place, node.range, leaves)
    }
  }
}

// Places inside a block are known only while the block is YAML; the block's own text is compared in any case.
function collectInner(document: YamlDocument, place: Place, range: readonly number[], leaves: Map<Place, Leaf>): void {
  const [start = 0, end = 0] = range
  const view = literalView(document.view, { start, end, indent: blockIndentOf(document.view.text.slice(start, end)) })
  const inner = parseYaml(view)
  if (!inner.ok) return
  for (const each of inner.documents) {
    if (isMap(each.root) || isSeq(each.root)) collect(each, place, leaves)
  }
}

function leafOf(scalar: { value: unknown; source?: string; type?: string; anchor?: string; tag?: string }): Leaf {
  const isPlain = scalar.type === 'PLAIN'
  const isString = typeof scalar.value === 'string'
  const value = isPlain ? (scalar.source ?? '') : String(scalar.value ?? '')
  return { text: `${isString ? 's' : 'o'} ${scalar.anchor ?? ''} ${scalar.tag ?? ''} ${value}`, value, isString }
}

function container(text: string): Leaf {
  return { text, value: '', isString: false }
}
