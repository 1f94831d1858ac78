import { canBePlain, plainKind } from './plain.ts'
import type { ScalarSite } from './sites.ts'
import { lineEndingOf } from './text.ts'

/** `string`: reads back as a string under YAML 1.1 and 1.2. `natural`: written plain where it can be, so `8080` is a number. */
export type ScalarType = 'string' | 'natural'

/** The kind of quotes to add where a text needs some. */
export type QuoteStyle = '"' | "'"

export interface ScalarText {
  /** What to write in place of the old scalar. */
  readonly source: string
  /** What a reader gets. */
  readonly value: string
}

/** A text to write, and how. */
export interface NewScalarText {
  readonly value: string
  readonly type: ScalarType
  readonly quote: QuoteStyle
}

/** What decides how a new scalar is written. */
export type ScalarStyle = Pick<ScalarSite, 'style' | 'inFlow' | 'isJson' | 'tag'>

/**
 * The source that puts `value` in place of a scalar in the style of the old one: quotes stay, and are added exactly where a
 * reader would take the plain text for something else. A block scalar keeps its header and its final line breaks.
 */
export function formatScalar(site: ScalarSite, wanted: NewScalarText): ScalarText {
  if (site.style === 'literal' || site.style === 'folded') return formatBlock(site, wanted.value)
  // An empty value begins right behind its colon.
  const space = site.style === 'empty' ? ' ' : ''
  return { source: space + formatInline(site, wanted), value: wanted.value }
}

/** The source of a new scalar on one line, in a style. */
export function formatInline(style: ScalarStyle, { value, type, quote }: NewScalarText): string {
  if (style.style === 'double') return doubleQuoted(value)
  if (style.style === 'single') return isOneLine(value) ? singleQuoted(value) : doubleQuoted(value)
  if (style.isJson) return type === 'natural' && isJsonLiteral(value) ? value : doubleQuoted(value)
  const isMisread = type === 'string' && style.tag === undefined && plainKind(value) !== 'string'
  if (!isMisread && canBePlain(value, style.inFlow)) return value
  return quote === "'" && isOneLine(value) ? singleQuoted(value) : doubleQuoted(value)
}

function isJsonLiteral(value: string): boolean {
  return /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/.test(value)
}

function isOneLine(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: single quotes can hold no escapes
  return !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/.test(value)
}

function singleQuoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

// JSON's escapes are all YAML's too; the rest is what YAML forbids unescaped and JSON.stringify leaves as it is.
function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function formatBlock(site: ScalarSite, value: string): ScalarText {
  const end = /\n*$/.exec(site.value)?.[0] ?? ''
  const body = value.replace(/\n+$/, '')
  const header = /^[^\r\n]*/.exec(site.source)?.[0] ?? ''
  const tail = /(?:\r?\n)*$/.exec(site.source)?.[0] ?? ''
  if (!canBeBlock(body, site)) {
    // Between quotes then; a comment that stood behind the header stays.
    const comment = header.replace(/^[|>][-+\d]*/, '')
    return { source: doubleQuoted(value) + comment + tail, value }
  }
  const eol = lineEndingOf(site.source)
  const lines = body.split('\n').map((line) => (line === '' ? '' : ' '.repeat(site.blockIndent) + line))
  return { source: header + eol + lines.join(eol) + tail, value: body + end }
}

// What block style can't hold as it is: nothing, leading space, folded lines, control characters.
function canBeBlock(body: string, { style, blockIndent }: ScalarSite): boolean {
  if (blockIndent === 0 || body === '' || /^\s/.test(body)) return false
  // biome-ignore lint/suspicious/noControlCharactersInRegex: not allowed in block scalars
  if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/.test(body)) return false
  return style === 'literal' || !body.includes('\n')
}
