import { formatInline, type QuoteStyle, type ScalarType } from './scalar.ts'
import type { ScalarSite } from './sites.ts'
import type { Expected } from './verify.ts'
import { placeOfPath, type YamlPath } from './yaml-path.ts'

/** Data to be written where there is none yet. */
export type NewNode = NewScalar | NewMap | NewList

export interface NewScalar {
  readonly scalar: string
  readonly type: ScalarType
  /** How a neighbour of the same key is written. */
  readonly style?: ScalarSite['style']
}

export interface NewMap {
  readonly map: ReadonlyMap<string, NewNode>
}

export interface NewList {
  readonly list: readonly NewNode[]
}

/** How new data are laid out in a file. */
export interface Layout {
  /** Columns from a key to the keys in its map. */
  readonly indentStep: number
  /** Columns from a key to the dashes of its list, and what stands between margin and first key of an item. */
  readonly listIndent: number
  readonly dash: string
  readonly isJson: boolean
  readonly quote: QuoteStyle
}

/** `{a: {b: …}}`. */
export function nestedMap([first, ...rest]: readonly [string, ...string[]], leaf: NewNode): NewMap {
  const node = rest.reduceRight<NewNode>((inner, key) => ({ map: new Map([[key, inner]]) }), leaf)
  return { map: new Map([[first, node]]) }
}

/** The union of several maps, and of several lists one after the other; of two scalars at one place, the last one. */
export function mergeNodes(nodes: readonly NewNode[]): NewNode | undefined {
  const lists = nodes.flatMap((node) => ('list' in node ? [node] : []))
  if (nodes.length > 0 && lists.length === nodes.length) return { list: lists.flatMap(({ list }) => list) }
  const maps = nodes.flatMap((node) => ('map' in node ? [node] : []))
  return maps.length < nodes.length ? nodes.at(-1) : mergeMaps(maps)
}

/** The union of several maps. */
export function mergeMaps(maps: readonly NewMap[]): NewMap {
  const keys = [...new Set(maps.flatMap(({ map }) => [...map.keys()]))]
  const entries = keys.flatMap((key): [string, NewNode][] => {
    const merged = mergeNodes(maps.flatMap(({ map }) => map.get(key) ?? []))
    return merged ? [[key, merged]] : []
  })
  return { map: new Map(entries) }
}

/** The lines of a map's pairs in block style, from a column on. */
export function blockLines({ map }: NewMap, column: number, layout: Layout): string[] {
  const pad = ' '.repeat(column)
  return [...map].flatMap(([key, node]) => {
    const start = `${pad}${formatKey(key, layout)}:`
    if ('scalar' in node) return [`${start} ${formatNew(node, { layout, inFlow: false })}`]
    if ('map' in node) return [start, ...blockLines(node, column + layout.indentStep, layout)]
    return [start, ...itemLines(node, column + layout.listIndent, layout)]
  })
}

/** The lines of a list's items in block style, the dashes in a column. */
export function itemLines({ list }: NewList, column: number, layout: Layout): string[] {
  return list.flatMap((node) => {
    if (!('map' in node)) return [`${' '.repeat(column)}${layout.dash}${flowText(node, layout)}`]
    const [first = '', ...rest] = blockLines(node, column + layout.dash.length, layout)
    return [`${' '.repeat(column)}${layout.dash}${first.trimStart()}`, ...rest]
  })
}

/** The data on one line, in flow style; JSON where the file is JSON. */
export function flowText(node: NewNode, layout: Layout): string {
  if ('scalar' in node) return formatNew(node, { layout, inFlow: true })
  if ('list' in node) return `[${node.list.map((item) => flowText(item, layout)).join(', ')}]`
  return `{${[...node.map].map(([key, value]) => `${formatKey(key, layout)}: ${flowText(value, layout)}`).join(', ')}}`
}

/** A key as it is written. */
export function formatKey(key: string, { isJson, quote }: Layout): string {
  return formatInline({ style: 'plain', inFlow: true, isJson }, { value: key, type: 'string', quote })
}

function formatNew(node: NewScalar, { layout, inFlow }: { layout: Layout; inFlow: boolean }): string {
  const { isJson, quote } = layout
  const style = !isJson && (node.style === 'single' || node.style === 'double') ? node.style : 'plain'
  return formatInline({ style, inFlow, isJson }, { value: node.scalar, type: node.type, quote })
}

/** What reading the file gives where a node is written. */
export function expectNode(node: NewNode, { document, path }: { document: number; path: YamlPath }): Expected[] {
  const place = placeOfPath({ document, path })
  if ('scalar' in node) return [{ place, value: node.scalar, mustBeString: node.type === 'string' }]
  const children: [string | number, NewNode][] = 'map' in node ? [...node.map] : [...node.list.entries()]
  const container = 'map' in node ? 'map' : 'list'
  return [
    { place, container },
    ...children.flatMap(([step, child]) => expectNode(child, { document, path: [...path, step] })),
  ]
}
