import { foldLine } from './one-line.ts'
import { disarmTrailers } from './trailers.ts'

// All escaping for GitHub's Markdown is in this file (https://github.github.com/gfm/). Character references are used more than
// backslashes: no reader of a table takes `&#124;` for the end of a cell, while `\\|` is read in two ways.

/** An invisible character that keeps GitHub from seeing a mention, a reference or a tag; it survives in code, too. */
const gap = '\u200B'

/** Any text as one line of plain inline text: no markup, no HTML, no mention, no reference to an issue. */
export function escapeMarkdown(text: string): string {
  return disarmTrailers(foldLine(text))
    .replace(/[\\`*[\]<|~&$]/g, reference)
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '&#95;')
    .replace(/^(?:[#+=:>-]|\d+(?=[.)](?:\s|$)))/, (start) => (/\d/.test(start) ? `${start}${gap}` : reference(start)))
    .replace(/@(?=[\w-])/g, `@${gap}`)
    .replace(/(?<!&)#(?=\d)/g, `#${gap}`)
    .replace(/\b(GH)-(?=\d)/gi, `$1${gap}-`)
}

/** Any text as inline code; GitHub sees neither mentions nor references in it. */
export function inlineCode(text: string): string {
  const line = foldLine(text)
  if (line === '') return ''
  return /^[^`|\\<>&]+$/.test(line) ? `\`${line}\`` : htmlCode(line)
}

/** Any text as code where Markdown is not read, as in `<summary>`. */
export function htmlCode(text: string): string {
  return `<code>${foldLine(text).replace(/[^\p{L}\p{N} .,/]/gu, reference)}</code>`
}

function reference(character: string): string {
  return `&#${character.codePointAt(0)};`
}

/** A link, or only its label when the URL is none of the web. `label` is Markdown already. */
export function link(label: string, url: string | undefined): string {
  const target = webUrl(url)
  return target === undefined ? label : `[${label}](${target})`
}

/** The URL in a form that needs no escaping in Markdown, without user and password; `undefined` if it is none of the web. */
export function webUrl(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (!/^https?:$/.test(url.protocol) || text.length > 1_000) return undefined
  url.username = ''
  url.password = ''
  return url.href.replace(
    /[()<>|\\`'"*[\]{}^\s]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** A table; the cells are Markdown already, of one line each. */
export function formatTable(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headers, headers.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** A fenced block that nothing inside it can end. */
export function fence(text: string, language: string): string {
  const shown = showControls(text).replace(/\n$/, '')
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length))
  const marks = '`'.repeat(longest + 1)
  return `${marks}${language}\n${shown}\n${marks}`
}

/** A part that is folded away until it is opened. `content` is Markdown already. */
export function formatDetails(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`
}

function showControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters but tab and line feed are what is looked for.
  return text.replace(/\r\n?/g, '\n').replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\p{Cs}]/gu, '\uFFFD')
}

const harmlessTags = ['b', 'i', 'em', 'strong', 'code', 'kbd', 'sub', 'sup', 'summary', 'details'] as const
const harmlessTag = new RegExp(`^</?(?:br ?/?|details open|${harmlessTags.join('|')})>`, 'i')

/**
 * Markdown of a user, kept from reaching past its end: a fence or `<details>` left open is closed, HTML other than some harmless
 * tags is shown as text (an open comment would hide all that follows), and nothing in it reads as a trailer.
 */
export function containMarkdown(markdown: string): string {
  const text = disarmTrailers(
    showControls(markdown)
      .replace(/[\u2028\u2029]/g, '\n')
      .trim(),
  )
  const tame = text.replace(/<(?=[A-Za-z/!?])/g, (angle, index: number) =>
    isHarmless(text.slice(index, index + 2_048)) ? angle : `${angle}${gap}`,
  )
  return `${closeFences(tame)}${missingEndTags(tame)}`
}

function isHarmless(rest: string): boolean {
  return harmlessTag.test(rest) || /^<https?:\/\/[^\s<>]+>/.test(rest)
}

function closeFences(text: string): string {
  const lines: string[] = []
  let open: { readonly indent: string; readonly marks: string } | undefined
  for (const line of text.split('\n')) {
    const [, indent = '', marks = '', rest = ''] = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(line) ?? []
    if (marks !== '' && !open) {
      // A blank line ends an HTML block, in which this would be no fence.
      if ((lines.at(-1) ?? '') !== '') lines.push('')
      open = { indent, marks }
    } else if (open && marks.startsWith(open.marks) && rest.trim() === '') open = undefined
    lines.push(line)
  }
  // The first line opens a fence if, for all we know, none was open (a list item ended it); the second closes it either way.
  return open
    ? [...lines, `${open.indent}${open.marks} end`, `${open.indent}${open.marks}`].join('\n')
    : lines.join('\n')
}

function missingEndTags(text: string): string {
  const missing = harmlessTags.flatMap((tag) => {
    const opened = text.match(new RegExp(`<${tag}(?: open)?>`, 'gi'))?.length ?? 0
    const closed = text.match(new RegExp(`</${tag}>`, 'gi'))?.length ?? 0
    return Array.from({ length: Math.max(0, opened - closed) }, () => `</${tag}>`)
  })
  return missing.length === 0 ? '' : `\n\n${missing.join('')}`
}
