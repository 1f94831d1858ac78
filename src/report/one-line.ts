// What ends a line for Git, Markdown, a terminal or JavaScript, whatever else controls a terminal, and half characters.
const notPrintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu
// They turn the order of the text round them: what people read would not be what it says (CVE-2021-42574).
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
// A coloured text loses its colours, not only the character that starts them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one.
const terminalSequence = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))/g

/** Folds any text into one line that prints as it reads: every run of white space and control characters is one space. */
export function foldLine(text: string): string {
  return text
    .replace(terminalSequence, '')
    .replace(direction, '')
    .replace(notPrintable, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Cuts a line to a length in UTF-16 units, the ellipsis at its end included; never through a character. */
export function cutLine(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const kept = text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')
  return `${kept.trimEnd()}…`
}

/** `1 version`, `2 versions`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** `a`, `a, b`, and `a and 3 more` where there are more than `max`. */
export function listOf(items: readonly string[], max: number): string {
  return items.length <= max ? items.join(', ') : `${items[0]} and ${items.length - 1} more`
}
