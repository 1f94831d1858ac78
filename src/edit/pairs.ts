import type { PairSite } from './sites.ts'
import { endOfLine, lineEndingAt, startOfLine, startOfNextLine, type TextEdit } from './text.ts'

/** A key and the source of its value. */
export interface NewPair {
  readonly key: string
  readonly source: string
  readonly isJson: boolean
}

/** `key: source`. */
export function formatPair({ key, source, isJson }: NewPair): string {
  return `${isJson ? JSON.stringify(key) : key}: ${source}`
}

/** Puts new pairs after a pair of the same map, in its style: on lines of their own, or after commas. */
export function insertAfter(text: string, pair: PairSite, added: readonly NewPair[]): TextEdit {
  const written = added.map(formatPair)
  const lead = text.slice(startOfLine(text, pair.keyStart), pair.keyStart)
  const eol = lineEndingAt(text, pair.keyStart)
  if (pair.inFlow) {
    const gap = lead.trim() === '' ? eol + lead : ' '
    return { start: pair.valueEnd, end: pair.valueEnd, text: written.map((each) => `,${gap}${each}`).join('') }
  }
  return insertLines(text, { after: pair.valueEnd, lines: written.map((each) => ' '.repeat(lead.length) + each) })
}

/** Puts whole lines behind the line on which a value ends. */
export function insertLines(text: string, { after, lines }: { after: number; lines: readonly string[] }): TextEdit {
  const eol = lineEndingAt(text, Math.max(0, after - 1))
  // The value of a block scalar, and a map or list that ends with one, end behind their last line break.
  const isBehindBreak = after === 0 || text[after - 1] === '\n'
  const at = isBehindBreak ? after : endOfLine(text, after)
  const written = lines.map((line) => (isBehindBreak ? line + eol : eol + line)).join('')
  return { start: at, end: at, text: written }
}

/**
 * Puts another key and value in place of a pair's. `undefined` when the value has an anchor: aliases may read it.
 */
export function replacePair(pair: PairSite, added: NewPair): TextEdit | undefined {
  if (pair.hasAnchor) return undefined
  return { start: pair.keyStart, end: pair.valueEnd, text: formatPair(added) }
}

/**
 * Takes a pair out of its map: its line, or its part of a flow map with one comma. A comment on its line goes with it.
 * `undefined` when that would change what surrounds it: it is the only pair of the map, comments of the next pair would go too,
 * or aliases may read its value.
 */
export function deletePair(text: string, pair: PairSite): TextEdit | undefined {
  if (pair.hasAnchor || (pair.previousValueEnd === undefined && pair.nextKeyStart === undefined)) return undefined
  if (pair.inFlow) return deleteFlowPair(pair)
  const lineStart = startOfLine(text, pair.keyStart)
  if (text.slice(lineStart, pair.keyStart).trim() === '') return deleteLines(text, lineStart, pair.valueEnd)
  // The first pair of a list item shares its line with the dash: the next pair moves up to it.
  if (pair.nextKeyStart === undefined) return undefined
  const between = text.slice(
    text[pair.valueEnd - 1] === '\n' ? pair.valueEnd : endOfLine(text, pair.valueEnd),
    pair.nextKeyStart,
  )
  return between.trim() === '' ? { start: pair.keyStart, end: pair.nextKeyStart, text: '' } : undefined
}

function deleteLines(text: string, start: number, valueEnd: number): TextEdit {
  const end = text[valueEnd - 1] === '\n' ? valueEnd : startOfNextLine(text, valueEnd)
  // A last line without a line break leaves none behind either.
  const isUnended = end === text.length && text[end - 1] !== '\n'
  const before = isUnended ? endOfLine(text, startOfLine(text, Math.max(0, start - 1))) : start
  return { start: before, end, text: '' }
}

function deleteFlowPair(pair: PairSite): TextEdit | undefined {
  if (pair.previousValueEnd !== undefined) return { start: pair.previousValueEnd, end: pair.valueEnd, text: '' }
  if (pair.nextKeyStart !== undefined) return { start: pair.keyStart, end: pair.nextKeyStart, text: '' }
  return undefined
}
