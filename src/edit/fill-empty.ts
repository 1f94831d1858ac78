import { isScalar, type Node } from 'yaml'
import type { Addition, AdditionSite, AdditionTarget, Spot } from './addition-site.ts'
import { blockLines, expectNode, flowText, itemLines, type NewList, type NewMap, type NewScalar } from './new-node.ts'
import { locate } from './node-index.ts'
import { insertLines } from './pairs.ts'
import { formatScalar } from './scalar.ts'
import { scalarSite } from './sites.ts'
import { lineEndingAt, type TextEdit } from './text.ts'
import { placeOfPath } from './yaml-path.ts'

/** `tag:` or `tag: null`: nothing at all. */
export function isEmptyScalar(node: unknown): boolean {
  return isScalar(node) && node.value === null && !node.anchor && !node.tag
}

/** `tag: ""`: a place that is made for a text and holds none yet. */
export function isEmptyText(node: unknown): boolean {
  return isScalar(node) && node.value === '' && !node.anchor
}

/** Puts a map or list where a key has an empty value, `{}` or `[]`: on the lines below where that can be. */
export function fillEmpty(
  site: AdditionSite,
  { node, path, column, pair, added }: Spot<NewMap | NewList>,
): Addition | undefined {
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

/** Puts a text where a key has an empty one. */
export function setEmpty({ document, layout }: AdditionSite, { node, added }: Spot<NewScalar>): Addition | undefined {
  const site = scalarSite(document, node)
  if (!site) return undefined
  const { source } = formatScalar(site, { value: added.scalar, type: added.type, quote: layout.quote })
  const place = placeOfPath({ document: document.index, path: site.path })
  return {
    edits: [{ start: site.start, end: site.end, text: source }],
    expected: [{ place, value: added.scalar, mustBeString: added.type === 'string' }],
  }
}

/** A file with nothing in it, or nothing but comments and markers. */
export function startDocument({ view, documents, layout }: AdditionTarget, added: NewMap): Addition | undefined {
  if (/^\.\.\./m.test(view.text)) return undefined
  const expected = expectNode(added, { document: documents[0]?.index ?? 0, path: [] })
  const lines = layout.isJson ? [flowText(added, layout)] : blockLines(added, 0, layout)
  const { length } = view.text
  if (/^\ufeff?$/.test(view.text))
    return { edits: [{ start: length, end: length, text: `${lines.join('\n')}\n` }], expected }
  return { edits: [insertLines(view.text, { after: length, lines })], expected }
}
