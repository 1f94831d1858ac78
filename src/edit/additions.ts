import { isMap, isNode, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml'
import {
  type Addition,
  type AdditionSite,
  type AdditionTarget,
  columnOf,
  endOf,
  type Spot,
  startOf,
} from './addition-site.ts'
import { fillEmpty, isEmptyScalar, isEmptyText, setEmpty, startDocument } from './fill-empty.ts'
import {
  blockLines,
  expectNode,
  flowText,
  formatKey,
  itemLines,
  type NewList,
  type NewMap,
  type NewNode,
} from './new-node.ts'
import { aliasesOf } from './node-index.ts'
import { insertLines } from './pairs.ts'
import { lineEndingAt, startOfLine, type TextEdit } from './text.ts'
import type { View } from './view.ts'
import { childNodes, keyText } from './yaml-file.ts'
import type { YamlPath } from './yaml-path.ts'

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
  return document && node ? addTo({ ...target, document }, { node, path: at, column: 0, added }) : undefined
}

function nodeAt(root: Node | null, path: YamlPath): unknown {
  return path.reduce<unknown>((node, step) => childNodes(node).findLast(([key]) => key === step)?.[1], root)
}

function addTo(site: AdditionSite, spot: Spot): Addition | undefined {
  const { node, added } = spot
  if ('scalar' in added)
    return isEmptyScalar(node) || isEmptyText(node) ? setEmpty(site, { ...spot, added }) : undefined
  // What is added to an anchor, others would read too.
  if (isNode(node) && aliasesOf(site.document, node).lines.length > 0) return undefined
  if (isEmptyScalar(node) || (isMap(node) && node.items.length === 0) || (isSeq(node) && node.items.length === 0)) {
    return isSeq(node) === 'list' in added || isScalar(node) ? fillEmpty(site, { ...spot, added }) : undefined
  }
  if ('map' in added) return isMap(node) ? addToMap(site, { ...spot, node, added }) : undefined
  return isSeq(node) ? addToList(site, { ...spot, node, added }) : undefined
}

function addToMap(site: AdditionSite, spot: Spot<NewMap> & { node: YAMLMap }): Addition | undefined {
  const { node, path } = spot
  const column = columnOf(site.view, node.items[0]?.key)
  const missing = new Map<string, NewNode>()
  const additions: (Addition | undefined)[] = []
  for (const [key, added] of spot.added.map) {
    const pair = node.items.findLast((each) => keyText(each.key) === key)
    if (!pair) missing.set(key, added)
    else additions.push(addTo(site, { node: pair.value, path: [...path, key], column, pair, added }))
  }
  if (missing.size > 0) additions.push(appendPairs(site, { node, path, added: { map: missing } }))
  return merge(additions)
}

function merge(additions: readonly (Addition | undefined)[]): Addition | undefined {
  const all = additions.filter((addition) => addition !== undefined)
  if (all.length < additions.length) return undefined
  return { edits: all.flatMap(({ edits }) => edits), expected: all.flatMap(({ expected }) => expected) }
}

function appendPairs(
  site: AdditionSite,
  { node, path, added }: { node: YAMLMap; path: YamlPath; added: NewMap },
): Addition {
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

function addToList(site: AdditionSite, { node, path, added: { list } }: Spot<NewList> & { node: YAMLSeq }): Addition {
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
