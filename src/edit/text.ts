import type { Problem } from '../errors.ts'

/** Replaces `text.slice(start, end)`; offsets are UTF-16 code units, as in JavaScript strings. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Files above this size are never parsed: no hand-written config is that large. */
export const maxFileBytes = 10 * 1024 * 1024

export type DecodedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: Omit<Problem, 'file'> }

/**
 * The text of a file, such that `encodeText` gives its very bytes again; a byte order mark stays in the text.
 * Anything but UTF-8 text (UTF-16, NUL bytes, invalid sequences, more than {@link maxFileBytes}) is a problem, not an exception.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length > maxFileBytes) {
    return undecodable('file-too-big', `is larger than ${maxFileBytes / 1024 / 1024} MiB and was not read`)
  }
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return undecodable('not-utf-8', 'is UTF-16 text', 'Save it as UTF-8.')
  }
  if (bytes.includes(0)) return undecodable('not-text', 'holds NUL bytes, so it is no text file')
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return undecodable('not-utf-8', 'is not valid UTF-8', 'Save it as UTF-8.')
  }
}

function undecodable(code: string, message: string, hint?: string): DecodedText {
  return { ok: false, problem: { code, message, ...(hint && { hint }) } }
}

/** The UTF-8 bytes of a text. */
export function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/**
 * Applies edits that were all made against `text`, in any order.
 * @throws {RangeError} when two of them overlap: that is a mistake of the caller, never of the user
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  let result = ''
  let offset = 0
  for (const edit of sorted) {
    if (edit.start < offset) throw new RangeError(`overlapping edits at offset ${edit.start}`)
    result += text.slice(offset, edit.start) + edit.text
    offset = edit.end
  }
  return result + text.slice(offset)
}

/** The 1-based lines of offsets in a text; the text is gone through once, when the first one is asked for. */
export function lineCounter(text: string): (offset: number) => number {
  let starts: number[] | undefined
  return (offset) => {
    starts ??= [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
    return lastAtMost(starts, offset) + 1
  }
}

/** The index of the last of the sorted numbers that is not above the position; 0 when all are. */
export function lastAtMost(sorted: readonly number[], position: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((sorted[middle] ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return low
}

/** The line ending that a text uses: that of its first line. */
export function lineEndingOf(text: string): '\n' | '\r\n' {
  const at = text.indexOf('\n')
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n'
}

/** The line ending of the line that holds `offset`; of the last line, which may have none, that of the text. */
export function lineEndingAt(text: string, offset: number): '\n' | '\r\n' {
  const at = text.indexOf('\n', offset)
  if (at === -1) return lineEndingOf(text)
  return text[at - 1] === '\r' ? '\r\n' : '\n'
}

/** Where the line that holds `offset` ends, before its line ending. */
export function endOfLine(text: string, offset: number): number {
  const at = text.indexOf('\n', offset)
  if (at === -1) return text.length
  return text[at - 1] === '\r' && at > offset ? at - 1 : at
}

/** Where the line after the one that holds `offset` begins; the end of the text when there is none. */
export function startOfNextLine(text: string, offset: number): number {
  const at = text.indexOf('\n', offset)
  return at === -1 ? text.length : at + 1
}

/** Where the line that holds `offset` begins: behind a byte order mark, if there is one. */
export function startOfLine(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  return start === 0 && text.startsWith('\ufeff') ? Math.min(1, offset) : start
}
