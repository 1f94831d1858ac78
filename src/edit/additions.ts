import { isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml'
import {
  blockLines,
  expectNode,
  flowText,
  formatKey,
  itemLines,
  type Layout,
  type NewList,
  type NewMap,
  type NewNode,
} from './new-node.ts'
import { aliasesOf, locate } from './node-index.ts'
import { insertLines } from './pairs.ts'
import { formatScalar } from './scalar.ts'
import { scalarSite } from './sites.ts'
import { lineEndingAt, startOfLine, type TextEdit } from './text.ts'
import type { Expected } from './verify.ts'
import type { View } from './view.ts'
import { childNodes, keyText, type YamlDocument } from './yaml-file.ts'
import { placeOfPath, type YamlPath } from './yaml-path.ts'

/** Edits that add data to a document, and what they are to do. */
export interface Addition {
  readonly edits: readonly TextEdit[]
  readonly expected: readonly Expected[]
}

export interface AdditionTarget {
  readonly view: View
  /** Every document of the view. */
  readonly documents: readonly YamlDocument[]
  /** The one that is added to. */
  readonly document: YamlDocument | undefined
  readonly layout: Layout
}

/**
 * Adds data to a map of a document: new keys after the last one of their map (at the root, at the end of the text), new items
 * after the last one of their list, in the style of what is there.
 * @param at the path of the map
 * @returns `undefined` where other data are in the way: another value, an alias, the end of one of several documents
 */
export function addToDocument(target: AdditionTarget, at: YamlPath, added: NewMap): Addition | undefined {
  const { document } = target
  if (at.length === 0 && (!document?.root || isEmptyScalar(document.root))) {
    return target.documents.length < 2 ? startDocument(target, added) : undefined
  }
  const node = document && nodeAt(document.root, at)
  return document && node ? addTo({ ...target, document }, { node, path: at, column: 0 }, added) : undefined
}

function nodeAt(root: Node | null, path: YamlPath): unknown {
  return path.reduce<unknown>((node, step) => childNodes(node).findLast(([key]) => key === step)?.[1], root)
}

/** A target whose document is there. */
type Site = AdditionTarget & { readonly document: YamlDocument }

/** A node that data are added to. `column` is that of the key that holds it, `pair` the pair. */
interface Spot {
  readonly node: unknown
  readonly path: YamlPath
  readonly column: number
  readonly pair?: Pair
}

function addTo(site: Site, spot: Spot, added: NewNode): Addition | undefined {
  const { node } = spot
  if ('scalar' in added) return isEmptyScalar(node) || isEmptyText(node) ? setEmpty(site, node, added) : undefined
  // What is added to an anchor, others would read too.
  if (isNode(node) && aliasesOf(site.document, node).lines.length > 0) return undefined
  if (isEmptyScalar(node) || (isMap(node) && node.items.length === 0) || (isSeq(node) && node.items.length === 0)) {
    return isSeq(node) === 'list' in added || isScalar(node) ? fill(site, spot, added) : undefined
  }
  if ('map' in added) return isMap(node) ? addToMap(site, { ...spot, node }, added) : undefined
  return isSeq(node) ? addToList(site, { ...spot, node }, added) : undefined
}

function isEmptyScalar(node: unknown): boolean {
  return isScalar(node) && node.value === null && !node.anchor && !node.tag
}

/** `tag: ""`: a place that is made for a text and holds none yet. */
function isEmptyText(node: unknown): boolean {
  return isScalar(node) && node.value === '' && !node.anchor
}

function addToMap(site: Site, spot: Spot & { node: YAMLMap }, { map }: NewMap): Addition | undefined {
  const { node, path } = spot
  const column = columnOf(site.view, node.items[0]?.key)
  const missing = new Map<string, NewNode>()
  const additions: (Addition | undefined)[] = []
  for (const [key, value] of map) {
    const pair = node.items.findLast((each) => keyText(each.key) === key)
    if (!pair) missing.set(key, value)
    else additions.push(addTo(site, { node: pair.value, path: [...path, key], column, pair }, value))
  }
  if (missing.size > 0) additions.push(appendPairs(site, spot, { map: missing }))
  return merge(additions)
}

function merge(additions: readonly (Addition | undefined)[]): Addition | undefined {
  const all = additions.filter((addition) => addition !== undefined)
  if (all.length < additions.length) return undefined
  return { edits: all.flatMap(({ edits }) => edits), expected: all.flatMap(({ expected }) => expected) }
}

function appendPairs(site: Site, { node, path }: { node: YAMLMap; path: YamlPath }, added: NewMap): Addition {
  const { view, layout, document } = site
  const expected = [...added.map].flatMap(([key, value]) =>
    expectNode(value, { document: document.index, path: [...path, key] }),
  )
  const last = node.items.at(-1)
  if (node.flow) {
    const texts = [...added.map].map(([key, value]) => `${formatKey(key, layout)}: ${flowText(value, layout)}`)
    return { edits: [appendInFlow(view, { first: last?.key, last: last?.value ?? last?.key, texts })], expected }
  }
  const lines = blockLines(added, columnOf(view, node.items[0]?.key), layout)
  return { edits: [insertLines(view.text, { after: endOfMap(site, node), lines })], expected }
}

// At the root the end of the text is the place, behind the last comments, unless another document or `...` follows.
function endOfMap({ view, documents }: AdditionTarget, node: YAMLMap): number {
  const isRoot = documents.length === 1 && documents[0]?.root === node && !/^\.\.\./m.test(view.text)
  const last = node.items.at(-1)
  return isRoot ? view.text.length : (endOf(last?.value) ?? endOf(last?.key) ?? 0)
}

function addToList(site: Site, { node, path }: Spot & { node: YAMLSeq }, { list }: NewList): Addition {
  const { view, document } = site
  const expected = list.flatMap((item, index) =>
    expectNode(item, { document: document.index, path: [...path, node.items.length + index] }),
  )
  const last = node.items.at(-1)
  if (node.flow) {
    const texts = list.map((item) => flowText(item, site.layout))
    return { edits: [appendInFlow(view, { first: last, last, texts })], expected }
  }
  const dashAt = node.range?.[0] ?? 0
  const dash = /^-[ ]+/.exec(view.text.slice(dashAt, startOf(node.items[0])))?.[0] ?? '- '
  const lines = itemLines({ list }, dashAt - startOfLine(view.text, dashAt), { ...site.layout, dash })
  return { edits: [insertLines(view.text, { after: endOf(last) ?? 0, lines })], expected }
}

// After a comma; on a line of its own where the last one has its own too.
function appendInFlow(view: View, options: { first: unknown; last: unknown; texts: readonly string[] }): TextEdit {
  const start = startOf(options.first)
  const lead = view.text.slice(startOfLine(view.text, start), start)
  const gap = lead.trim() === '' ? lineEndingAt(view.text, start) + lead : ' '
  const at = endOf(options.last) ?? 0
  return { start: at, end: at, text: options.texts.map((text) => `,${gap}${text}`).join('') }
}

/** Puts a map or list where a key has an empty value, `{}` or `[]`: on the lines below where that can be. */
function fill(site: Site, { node, path, column, pair }: Spot, added: NewMap | NewList): Addition | undefined {
  const { view, layout, document } = site
  const range = (node as Node).range
  if (!range) return undefined
  const expected = expectNode(added, { document: document.index, path })
  if (layout.isJson || locate(document, node as Node).inFlow) {
    const empty = range[0] === range[1] ? scalarSite(document, node) : undefined
    const [start, end] = empty ? [empty.start, empty.end] : range
    return { edits: [{ start, end, text: (empty ? ' ' : '') + flowText(added, layout) }], expected }
  }
  const eol = lineEndingAt(view.text, range[0])
  const inner = pair ? column + ('map' in added ? layout.indentStep : layout.listIndent) : 0
  const lines = 'map' in added ? blockLines(added, inner, layout) : itemLines(added, inner, layout)
  if (!pair) return { edits: [{ start: range[0], end: range[1], text: lines.join(eol) }], expected }
  const gap = /[ \t]*$/.exec(view.text.slice(0, range[0]))?.[0].length ?? 0
  const cut: TextEdit[] = range[1] > range[0] ? [{ start: range[0] - gap, end: range[1], text: '' }] : []
  return { edits: [...cut, insertLines(view.text, { after: range[1], lines })], expected }
}

function setEmpty({ document, layout }: Site, node: unknown, added: NewNode): Addition | undefined {
  const site = scalarSite(document, node)
  if (!site || !('scalar' in added)) return undefined
  const { source } = formatScalar(site, added.scalar, { type: added.type, quote: layout.quote })
  const place = placeOfPath({ document: document.index, path: site.path })
  return {
    edits: [{ start: site.start, end: site.end, text: source }],
    expected: [{ place, value: added.scalar, mustBeString: added.type === 'string' }],
  }
}

/** A file with nothing in it, or nothing but comments and markers. */
function startDocument({ view, documents, layout }: AdditionTarget, added: NewMap): Addition | undefined {
  if (/^\.\.\./m.test(view.text)) return undefined
  const expected = expectNode(added, { document: documents[0]?.index ?? 0, path: [] })
  const lines = layout.isJson ? [flowText(added, layout)] : blockLines(added, 0, layout)
  const { length } = view.text
  if (/^\ufeff?$/.test(view.text))
    return { edits: [{ start: length, end: length, text: `${lines.join('\n')}\n` }], expected }
  return { edits: [insertLines(view.text, { after: length, lines })], expected }
}

function startOf(node: unknown): number {
  return (node as Node | null | undefined)?.range?.[0] ?? 0
}

function endOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[1]
}

function columnOf(view: View, node: unknown): number {
  const start = startOf(node)
  return start - startOfLine(view.text, start)
}
