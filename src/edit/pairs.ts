import { endOfLine, lineEndingOf, startOfLine, type TextEdit } from './text.ts'
import type { PairSite } from './yaml-file.ts'

/** Puts `key: source` after a pair of the same map, in its style: on a line of its own, or after a comma. */
export function insertAfter(text: string, pair: PairSite, entry: { key: string; source: string; isJson: boolean }): TextEdit {
  const written = `${entry.isJson ? JSON.stringify(entry.key) : entry.key}: ${entry.source}`
  const indent = ' '.repeat(columnOf(text, pair.keyStart))
  if (pair.inFlow) {
    const isOnOwnLine = text.slice(startOfLine(text, pair.keyStart), pair.keyStart).trim() === ''
    const gap = isOnOwnLine ? lineEndingOf(text) + text.slice(startOfLine(text, pair.keyStart), pair.keyStart) : ' '
    return { start: pair.valueEnd, end: pair.valueEnd, text: `,${gap}${written}` }
  }
  // A block scalar's value ends after its last line break: then the new line goes before what follows it.
  const isAfterBreak = text[pair.valueEnd - 1] === '\n'
  const at = isAfterBreak ? pair.valueEnd : endOfLine(text, pair.valueEnd)
  const eol = lineEndingOf(text)
  return { start: at, end: at, text: isAfterBreak ? `${indent}${written}${eol}` : `${eol}${indent}${written}` }
}

/** Puts another key and value in place of a pair's. */
export function replacePair(pair: PairSite, entry: { key: string; source: string }): TextEdit {
  return { start: pair.keyStart, end: pair.valueEnd, text: `${entry.key}: ${entry.source}` }
}

/**
 * Takes a pair out of its map: its line, or its part of a flow map with one comma. A comment on its line goes with it.
 * `undefined` when it is the only pair of the map, which then can't be deleted without changing what surrounds it.
 */
export function deletePair(text: string, pair: PairSite): TextEdit | undefined {
  if (pair.inFlow) return deleteFlowPair(pair)
  const lineStart = startOfLine(text, pair.keyStart)
  if (text.slice(lineStart, pair.keyStart).trim() === '') {
    if (pair.previousValueEnd === undefined && pair.nextKeyStart === undefined) return undefined
    return { start: lineStart, end: startOfNextLine(text, pair.valueEnd), text: '' }
  }
  // The first pair of a list item shares its line with the dash: the next pair moves up to it.
  if (pair.nextKeyStart === undefined) return undefined
  return { start: pair.keyStart, end: pair.nextKeyStart, text: '' }
}

function deleteFlowPair(pair: PairSite): TextEdit | undefined {
  if (pair.previousValueEnd !== undefined) return { start: pair.previousValueEnd, end: pair.valueEnd, text: '' }
  if (pair.nextKeyStart !== undefined) return { start: pair.keyStart, end: pair.nextKeyStart, text: '' }
  return undefined
}

function startOfNextLine(text: string, offset: number): number {
  if (text[offset - 1] === '\n') return offset
  const at = text.indexOf('\n', offset)
  return at === -1 ? text.length : at + 1
}

/** The column of an offset, 0-based, in characters. */
function columnOf(text: string, offset: number): number {
  const start = startOfLine(text, offset)
  return offset - start - (text[start] === '\ufeff' ? 1 : 0)
}
