import { canBePlain, isReadAsOtherType } from './plain.ts'
import { lineEndingOf } from './text.ts'
import type { ScalarSite } from './yaml-file.ts'

/** `string`: reads back as a string under YAML 1.1 and 1.2. `natural`: written plain where it can be, so `8080` is a number. */
export type ScalarType = 'string' | 'natural'

export interface ScalarText {
  /** What to write in place of the old scalar. */
  readonly source: string
  /** What a reader gets. */
  readonly value: string
}

/**
 * The source that puts `value` in place of a scalar in the style of the old one: quotes stay, and are added exactly where a
 * reader would take the plain text for something else. A block scalar keeps its header and its final line breaks.
 */
export function formatScalar(site: ScalarSite, value: string, options: ScalarOptions): ScalarText {
  switch (site.style) {
    case 'double':
      return { source: doubleQuoted(value), value }
    case 'single':
      return { source: isOneLine(value) ? singleQuoted(value) : doubleQuoted(value), value }
    case 'literal':
    case 'folded':
      return formatBlock(site, value)
    default:
      return { source: spaceBefore(site) + plainOrQuoted(site, value, options), value }
  }
}

export interface ScalarOptions {
  readonly type: ScalarType
  /** The quotes to add where quotes are needed. */
  readonly quote: '"' | "'"
}

function plainOrQuoted(site: ScalarSite, value: string, options: ScalarOptions): string {
  const isString = site.tag === 'tag:yaml.org,2002:str'
  const misread = options.type === 'string' && !isString && isReadAsOtherType(value)
  if (!site.isJson && !misread && canBePlain(value, site.inFlow)) return value
  if (site.isJson && options.type === 'natural' && isJsonLiteral(value)) return value
  return options.quote === "'" && isOneLine(value) && !site.isJson ? singleQuoted(value) : doubleQuoted(value)
}

// An empty value ends right at the colon of its key: `tag:` needs a space before what is put there.
function spaceBefore(site: ScalarSite): string {
  return site.style === 'empty' ? ' ' : ''
}

function isJsonLiteral(value: string): boolean {
  return /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/.test(value)
}

function isOneLine(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: single quotes can hold no escapes
  return !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(value)
}

function singleQuoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

// JSON's escapes are all YAML's too; the rest is what YAML forbids unescaped and JSON.stringify leaves as it is.
function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function formatBlock(site: ScalarSite, value: string): ScalarText {
  const end = /\n*$/.exec(site.value)?.[0] ?? ''
  const body = value.replace(/\n+$/, '')
  const header = /^[^\n]*/.exec(site.source)?.[0].replace(/\r$/, '') ?? '|-'
  // What block style can't hold as it is (leading space, folding, control characters) goes between quotes.
  if (body === '' || /^\s/.test(body) || !canBeBlock(body, site.style)) {
    return { source: doubleQuoted(body + end) + (site.source.endsWith('\n') ? lineEndingOf(site.source) : ''), value: body + end }
  }
  const eol = lineEndingOf(site.source)
  const tail = /(?:\r?\n)*$/.exec(site.source)?.[0] ?? ''
  const lines = body.split('\n').map((line) => (line === '' ? '' : ' '.repeat(site.blockIndent) + line))
  return { source: header + eol + lines.join(eol) + tail, value: body + end }
}

function canBeBlock(body: string, style: ScalarSite['style']): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: not allowed in block scalars
  if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(body)) return false
  return style === 'literal' || !body.includes('\n')
}
