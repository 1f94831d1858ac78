import { isAlias, isScalar, type Node, type Scalar, type YAMLMap } from 'yaml'
import { aliasesOf, locate, resolveAlias, textOfScalar } from './node-index.ts'
import { type PlainKind, plainKind } from './plain.ts'
import type { View } from './view.ts'
import type { YamlDocument } from './yaml-file.ts'
import type { YamlPath } from './yaml-path.ts'

/** One scalar as it stands in a text: plain data, so that it outlives the parsed document. Offsets are the view's. */
export interface ScalarSite {
  readonly start: number
  readonly end: number
  readonly source: string
  readonly value: string
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'empty'
  /** What a reader of YAML 1.1 or 1.2 may take the value for. */
  readonly kind: PlainKind
  readonly path: YamlPath
  readonly document: number
  readonly view: View
  readonly inFlow: boolean
  readonly isJson: boolean
  /** Columns of the content of a block scalar; 0 for others, and for a block scalar without content. */
  readonly blockIndent: number
  readonly tag?: string
  /** The anchors of the scalar, and of what holds it, that an alias reads. */
  readonly anchors: readonly string[]
  /** Lines of these aliases. */
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
  /** Whether the value has an anchor, which aliases may read. */
  readonly hasAnchor: boolean
}

const styles = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
} as const

/** Where a scalar (or the scalar behind an alias) is written; `undefined` when the node is none. */
export function scalarSite(document: YamlDocument, node: unknown): ScalarSite | undefined {
  const scalar = resolveAlias(document, node)
  if (!isScalar(scalar) || !scalar.range) return undefined
  const { text } = document.view
  const style = styles[(scalar.type ?? 'PLAIN') as keyof typeof styles]
  const isEmpty = style === 'plain' && scalar.range[0] === scalar.range[1]
  const [start, end] = isEmpty ? emptySpan(text, scalar.range[0]) : scalar.range
  const { anchors, lines } = aliasesOf(document, scalar)
  return {
    start,
    end,
    source: text.slice(start, end),
    value: textOfScalar(scalar),
    style: isEmpty ? 'empty' : style,
    kind: kindOf(scalar),
    ...locate(document, scalar),
    document: document.index,
    view: document.view,
    isJson: document.isJson,
    blockIndent: blockIndentOf(scalar, text),
    ...(scalar.tag && { tag: scalar.tag }),
    anchors,
    aliasLines: lines,
  }
}

// The parser puts an empty value before the comment or line end that follows; it belongs right behind its colon, anchor or tag.
// White space that nothing follows goes with it.
function emptySpan(text: string, at: number): [start: number, end: number] {
  let start = at
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start--
  let end = start
  while (text[end] === ' ' || text[end] === '\t') end++
  return [start, end === text.length || /[\r\n,]/.test(text[end] ?? '') ? end : start]
}

const numberTags = /^tag:yaml\.org,2002:(?:int|float)$/

function kindOf(scalar: Scalar): PlainKind {
  if (scalar.tag === 'tag:yaml.org,2002:bool') return 'boolean'
  if (numberTags.test(scalar.tag ?? '')) return 'number'
  return scalar.type === 'PLAIN' && scalar.tag === undefined ? plainKind(textOfScalar(scalar)) : 'string'
}

/** How far the content of a block scalar is indented; 0 for other scalars, and where it has no content. */
export function blockIndentOf(scalar: Scalar, text: string): number {
  if (!/^BLOCK/.test(scalar.type ?? '') || !scalar.range) return 0
  const isContent = (line: string) => line.trim() !== ''
  const written = text.slice(scalar.range[0], scalar.range[1]).split('\n').slice(1).find(isContent)
  const read = textOfScalar(scalar).split('\n').find(isContent)
  if (written === undefined || read === undefined) return 0
  // With an indentation indicator (`|2`) spaces at the start of the first line can be part of the text.
  return leadingSpaces(written) - leadingSpaces(read)
}

function leadingSpaces(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0
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
    hasAnchor: !isAlias(value) && Boolean(value && 'anchor' in value && value.anchor),
  }
}
