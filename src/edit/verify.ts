import { isAlias, isMap, isScalar, isSeq, type Scalar } from 'yaml'
import { innerDocuments } from './inner-yaml.ts'
import { resolveAlias, textOfScalar } from './node-index.ts'
import { plainKind } from './plain.ts'
import { fileView } from './view.ts'
import { childNodes, parseYaml, type YamlDocument } from './yaml-file.ts'
import { type Place, placeOfPath } from './yaml-path.ts'

/** What an edit of a file is meant to do to its data: a scalar that is written; `undefined`: the place is to be gone. */
export interface ExpectedValue {
  readonly place: Place
  readonly value: string | undefined
  readonly mustBeString: boolean
}

/** A map or list that is made where there was none, or nothing but an empty value. */
export interface ExpectedContainer {
  readonly place: Place
  readonly container: 'map' | 'list'
}

export type Expected = ExpectedValue | ExpectedContainer

/**
 * Proves an edit by reading both texts: the data differ in exactly the expected places, and there as planned.
 * @returns what is wrong, in words; an empty list when all is as planned
 */
export function verifyEdit(before: string, after: string, expected: readonly Expected[]): string[] {
  const old = flatten(before)
  const next = flatten(after)
  if (!old || !next) return ['the edited file is no longer valid YAML']
  const wanted = new Set(expected.map(keyOf))
  const made = new Set(expected.flatMap((each) => ('container' in each ? [each.place] : [])))
  const outer = new Set(expected.flatMap(({ place }) => outerPlaces(place)))
  // A block scalar that is written as a whole takes all the places in its text with it.
  const isWanted = (place: Place) => wanted.has(place) || outerPlaces(place).some((each) => wanted.has(each))
  const wrong: string[] = []
  for (const [place, value] of old) {
    if (isWanted(place) || outer.has(place) || (made.has(place) && value.isNull)) continue
    if (next.get(place)?.text !== value.text) wrong.push(`${place} would change`)
  }
  for (const place of next.keys()) {
    if (!old.has(place) && !isWanted(place)) wrong.push(`${place} would be new`)
  }
  return [...wrong, ...expected.flatMap((each) => unmet(each, next.get(keyOf(each))))]
}

/** How a place is known among the leaves of a text: maps and lists have a mark of their own. */
function keyOf(expected: Expected): string {
  return 'container' in expected ? markOf(expected.place, expected.container) : expected.place
}

function markOf(place: Place, container: 'map' | 'list'): string {
  return `${place}${container === 'map' ? '{}' : '[]'}`
}

function unmet(expected: Expected, found: Leaf | undefined): string[] {
  if ('container' in expected) return found ? [] : [`${expected.place} would be missing`]
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
  /** Kind and text together, for comparison. */
  readonly text: string
  readonly value: string
  /** Whether readers of YAML 1.1 and of 1.2 have a string here. */
  readonly isString: boolean
  readonly isNull: boolean
}

function flatten(text: string): Map<string, Leaf> | undefined {
  const leaves = new Map<string, Leaf>()
  const parsed = parseYaml(fileView(text))
  if (!parsed.ok) return undefined
  for (const document of parsed.documents) collect(document, { outer: undefined, level: 0 }, leaves)
  return leaves
}

interface Outer {
  readonly outer: Place | undefined
  readonly level: number
}

function collect(document: YamlDocument, { outer, level }: Outer, leaves: Map<string, Leaf>): void {
  const stack: { node: unknown; path: (string | number)[] }[] = [{ node: document.root, path: [] }]
  for (let item = stack.pop(); item; item = stack.pop()) {
    const { node, path } = item
    const place = placeOfPath({ document: document.index, path, outer })
    for (const [step, child] of distinctChildren(node)) stack.push({ node: child, path: [...path, step] })
    if (isMap(node) || isSeq(node)) leaves.set(markOf(place, isMap(node) ? 'map' : 'list'), container(node))
    else leaves.set(place, leafOf(document, node))
    // Places inside a block are known only while the block is YAML; the block's own text is compared in any case.
    for (const inner of innerDocuments(document, node, level))
      collect(inner, { outer: place, level: level + 1 }, leaves)
  }
}

// A key that stands twice has two places: the last pair, which counts, has the plain one.
function distinctChildren(node: unknown): [string | number, unknown][] {
  const seen = new Set<string | number>()
  return childNodes(node)
    .map(([step, child], index): [string | number, unknown, number] => [step, child, index])
    .reverse()
    .map(([step, child, index]) => {
      const isShadowed = seen.has(step)
      seen.add(step)
      return [isShadowed ? `${step} (${index})` : step, child]
    })
}

function leafOf(document: YamlDocument, node: unknown): Leaf {
  if (isAlias(node)) {
    const text = `alias ${node.source} ${resolveAlias(document, node) !== undefined}`
    return { text, value: '*', isString: false, isNull: false }
  }
  if (!isScalar(node)) return { text: 'nothing', value: '', isString: false, isNull: true }
  const value = textOfScalar(node)
  const isString = isStringScalar(node)
  const kind = isString ? 'string' : typeof node.value
  return {
    text: `${kind} ${node.anchor ?? ''} ${node.tag ?? ''} ${value}`,
    value,
    isString,
    isNull: node.value === null,
  }
}

function isStringScalar(scalar: Scalar): boolean {
  if (typeof scalar.value !== 'string') return false
  return scalar.type !== 'PLAIN' || scalar.tag !== undefined || plainKind(textOfScalar(scalar)) === 'string'
}

function container(node: { anchor?: string; tag?: string }): Leaf {
  return { text: `${node.anchor ?? ''} ${node.tag ?? ''}`, value: '', isString: false, isNull: false }
}
