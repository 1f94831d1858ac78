import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments, type Scalar, type YAMLMap } from 'yaml'
import type { Problem } from '../errors.ts'
import { lineAt } from './text.ts'
import type { View } from './view.ts'
import type { YamlPath } from './yaml-path.ts'

/** One scalar as it stands in a text: plain data, so that it outlives the parsed document. Offsets are the view's. */
export interface ScalarSite {
  readonly start: number
  readonly end: number
  readonly source: string
  readonly value: string
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'empty'
  readonly type: 'string' | 'number' | 'boolean' | 'null'
  readonly path: YamlPath
  readonly document: number
  readonly view: View
  readonly inFlow: boolean
  readonly isJson: boolean
  /** Columns of the content of a block scalar; 0 for others. */
  readonly blockIndent: number
  readonly tag?: string
  readonly anchor?: string
  /** Lines of the aliases that read the same anchor, when the scalar has one. */
  readonly aliasLines: readonly number[]
}

/** A key and its value in a map: what is needed to insert after it, to rename it or to delete it. Offsets are the view's. */
export interface PairSite {
  readonly keyStart: number
  readonly keyEnd: number
  readonly valueEnd: number
  readonly inFlow: boolean
  readonly previousValueEnd?: number
  readonly nextKeyStart?: number
}

export interface YamlDocument {
  readonly index: number
  readonly root: Node | null
  readonly document: Document.Parsed
  readonly view: View
  readonly isJson: boolean
}

export type ParsedYaml =
  | { readonly ok: true; readonly documents: readonly YamlDocument[] }
  | { readonly ok: false; readonly problem: Omit<Problem, 'file'> & { readonly line: number } }

/**
 * Parses every document of a text, positions kept. Duplicate keys are let through, as Helm does; aliases are never expanded.
 * A text that is no YAML is a problem with its 1-based line in the file.
 */
export function parseYaml(view: View): ParsedYaml {
  try {
    const documents = parseAllDocuments(view.text, { uniqueKeys: false, logLevel: 'error', strict: false })
    if ('empty' in documents) return { ok: true, documents: [] }
    for (const document of documents) {
      const [error] = document.errors
      if (error) return invalid(view, error.pos[0], error.message.split('\n')[0]?.replace(/ at line .*$/, '') ?? error.code)
    }
    const isJson = /^\ufeff?\s*[[{]/.test(view.text) && !hasPlainString(documents[0]?.contents)
    return {
      ok: true,
      documents: documents.map((document, index) => ({ index, root: document.contents, document, view, isJson })),
    }
  } catch (error) {
    if (error instanceof RangeError) return invalid(view, 0, 'is nested too deeply to be read')
    throw error
  }
}

function invalid(view: View, offset: number, message: string): ParsedYaml {
  const line = lineAt(view.text, offset) + view.firstLine - 1
  return { ok: false, problem: { code: 'invalid-yaml', line, message: `not valid YAML: ${message}` } }
}

// JSON has quotes round every key; a flow map at the root that has them all may be JSON, and JSON it has to stay.
function hasPlainString(root: Node | null | undefined): boolean {
  if (isMap(root)) return root.items.some((pair) => isScalar(pair.key) && pair.key.type !== 'QUOTE_DOUBLE')
  if (isSeq(root)) return root.items.some((item) => hasPlainString(item as Node))
  return false
}

/** The node behind an alias; other nodes are given back as they are. */
export function resolveAlias(document: YamlDocument, node: unknown): Node | undefined {
  if (isAlias(node)) return node.resolve(document.document) as Node | undefined
  return (node ?? undefined) as Node | undefined
}

/** The text of a scalar as it is written (plain) or means (quoted); `undefined` for anything else. Follows an alias. */
export function scalarText(document: YamlDocument, node: unknown): string | undefined {
  const scalar = isAlias(node) ? resolveAlias(document, node) : node
  return isScalar(scalar) ? textOf(scalar) : undefined
}

function textOf(scalar: Scalar): string {
  if (scalar.type === 'PLAIN') return scalar.source ?? ''
  return typeof scalar.value === 'string' ? scalar.value : String(scalar.value ?? '')
}

const styles = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
} as const

/** The text of a map's key. */
export function keyText(key: unknown): string {
  return isScalar(key) ? String(key.source ?? key.value) : `?${String(key)}`
}

/** Where a scalar (or the scalar behind an alias) is written; `undefined` when the node is none. */
export function scalarSite(document: YamlDocument, options: { node: unknown; path: YamlPath }): ScalarSite | undefined {
  const scalar = isAlias(options.node) ? resolveAlias(document, options.node) : options.node
  if (!isScalar(scalar) || !scalar.range) return undefined
  const [start, end] = scalar.range
  const style = styles[(scalar.type ?? 'PLAIN') as keyof typeof styles]
  const source = document.view.text.slice(start, end)
  const located = locate(document.root, scalar, options.path)
  return {
    start,
    end,
    source,
    value: textOf(scalar),
    style: style === 'plain' && start === end ? 'empty' : style,
    type: typeOf(scalar),
    path: located.path,
    document: document.index,
    view: document.view,
    inFlow: located.inFlow,
    isJson: document.isJson,
    blockIndent: style === 'literal' || style === 'folded' ? blockIndentOf(source) : 0,
    ...(scalar.tag && { tag: scalar.tag }),
    ...(scalar.anchor && { anchor: scalar.anchor }),
    aliasLines: scalar.anchor ? aliasLines(document, scalar.anchor) : [],
  }
}

interface Located {
  readonly path: YamlPath
  readonly inFlow: boolean
}

// An alias, or what lies beyond one, is edited where its anchor stands: only then is the whole document searched.
function locate(root: Node | null, target: Node, path: YamlPath): Located {
  let node: unknown = root
  let inFlow = false
  for (const step of path) {
    if (isMap(node)) {
      inFlow ||= node.flow === true
      node = node.items.find((pair) => keyText(pair.key) === step)?.value
    } else if (isSeq(node) && typeof step === 'number') {
      inFlow ||= node.flow === true
      node = node.items[step]
    } else break
  }
  return node === target ? { path, inFlow } : (search(root, target) ?? { path, inFlow })
}

function search(root: Node | null, target: Node): Located | undefined {
  const stack: (Located & { node: unknown })[] = [{ node: root, path: [], inFlow: false }]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, path } = next
    if (node === target) return next
    const inFlow = next.inFlow || ((isMap(node) || isSeq(node)) && node.flow === true)
    if (isMap(node)) for (const pair of node.items) stack.push({ node: pair.value, path: [...path, keyText(pair.key)], inFlow })
    if (isSeq(node)) for (const [index, item] of node.items.entries()) stack.push({ node: item, path: [...path, index], inFlow })
  }
  return undefined
}

function typeOf(scalar: Scalar): ScalarSite['type'] {
  if (scalar.value === null || scalar.value === undefined) return 'null'
  const type = typeof scalar.value
  return type === 'number' || type === 'boolean' ? type : type === 'bigint' ? 'number' : 'string'
}

/** How far the content of a block scalar is indented, from its source (header included). */
export function blockIndentOf(source: string): number {
  const line = source.split('\n').slice(1).find((each) => each.trim() !== '')
  return line === undefined ? 2 : line.length - line.trimStart().length
}

function aliasLines(document: YamlDocument, anchor: string): number[] {
  const lines: number[] = []
  const stack: unknown[] = [document.root]
  for (let node = stack.pop(); stack.length > 0 || node; node = stack.pop()) {
    if (isAlias(node)) {
      const alias: Alias = node
      if (alias.source === anchor && alias.range) lines.push(lineAt(document.view.text, alias.range[0]) + document.view.firstLine - 1)
    } else if (isMap(node)) {
      for (const pair of node.items) stack.push(pair.value)
    } else if (isSeq(node)) {
      stack.push(...node.items)
    }
  }
  return lines.sort((a, b) => a - b)
}

/** Where the pair at `index` of a map stands. */
export function pairSite(map: YAMLMap, index: number): PairSite | undefined {
  const pair = map.items[index]
  const key = pair?.key as Node | undefined
  if (!pair || !key?.range) return undefined
  const value = pair.value as Node | null
  const previous = map.items[index - 1]
  const next = map.items[index + 1]?.key as Node | undefined
  const previousEnd = ((previous?.value ?? previous?.key) as Node | undefined)?.range?.[1]
  return {
    keyStart: key.range[0],
    keyEnd: key.range[1],
    valueEnd: value?.range?.[1] ?? key.range[1],
    inFlow: map.flow === true,
    ...(previousEnd !== undefined && { previousValueEnd: previousEnd }),
    ...(next?.range && { nextKeyStart: next.range[0] }),
  }
}
