import { expect } from 'vitest'

/** A text without code spans and targets of links, in which GitHub sees no mention and no reference. */
export function withoutCode(markdown: string): string {
  return markdown
    .replace(/`[^`\n]*`/g, 'x')
    .replace(/<code>[^<]*<\/code>/g, 'x')
    .replace(/\]\(https?:[^()\s<>]*\)/g, ']')
}

/** That a table has so many rows, each of so many cells. */
export function expectTable(markdown: string, { rows, columns }: { rows: number; columns: number }): void {
  const lines = markdown.split('\n').filter((line) => line.startsWith('| '))
  expect(lines).toHaveLength(rows + 2)
  for (const line of lines) expect(line.split('|')).toHaveLength(columns + 2)
}

/** That nothing in it is a heading, a tag, a mention or a reference that Drawbridge did not write. */
export function expectTame(markdown: string, ownTags: RegExp): void {
  const text = withoutCode(markdown)
  expect(text).not.toMatch(/^ {0,3}(?:#{1,6}(?: |$)|=+ *$|-+ *$)/m)
  expect(text.replace(ownTags, '')).not.toMatch(/<[A-Za-z/!?]/)
  expect(text).not.toMatch(/@[\w-]/)
  expect(text).not.toMatch(/(?<!&)#\d/)
  expect(text).not.toMatch(/\bGH-\d/i)
  expect(text).not.toMatch(/!\[/)
  expect(markdown).not.toMatch(/[\r\u0085\u2028\u2029\0]/)
}

/** The text without its last fenced block, and what is in that block. */
export function splitLastFence(markdown: string): { readonly outside: string; readonly inside: string } {
  const match = /^(`{3,})\w+\n([\s\S]*?)\n\1$/gm
  const last = [...markdown.matchAll(match)].at(-1)
  expect(last).toBeDefined()
  const start = last?.index ?? 0
  const whole = last?.[0] ?? ''
  return { outside: markdown.slice(0, start) + markdown.slice(start + whole.length), inside: last?.[2] ?? '' }
}
