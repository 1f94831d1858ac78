import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  containMarkdown,
  escapeMarkdown,
  fence,
  htmlCode,
  inlineCode,
  link,
  webUrl,
} from '../../src/report/markdown.ts'
import { parseTrailers } from '../../src/report/trailers.ts'
import { hostileText } from './hostile.ts'
import { expectTame } from './markdown-checks.ts'

const gap = '\u200B'

describe('escapeMarkdown', () => {
  it.each([
    { text: 'a|b', escaped: 'a&#124;b' },
    { text: '*b* _i_ a_b_c', escaped: '&#42;b&#42; &#95;i&#95; a_b_c' },
    { text: '# head', escaped: '&#35; head' },
    { text: '1. one', escaped: `1${gap}. one` },
    { text: '1.4.0 is out', escaped: '1.4.0 is out' },
    { text: 'see #12 of @bob', escaped: `see #${gap}12 of @${gap}bob` },
    { text: '<b>', escaped: '&#60;b>' },
    { text: 'a\n\n| b', escaped: 'a &#124; b' },
  ])('$text', ({ text, escaped }) => {
    expect(escapeMarkdown(text)).toBe(escaped)
  })

  it('leaves no markup in any text, wherever it stands', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const escaped = escapeMarkdown(text)
        expectTame(escaped, /$^/g)
        expectTame(`- x${escaped}`, /$^/g)
        expect(escaped).not.toMatch(/[\n|`[\]*]/)
      }),
    )
  })
})

describe('code', () => {
  it.each([
    { text: 'ghcr.io/acme/web:1.4.0@sha256:ab', code: '`ghcr.io/acme/web:1.4.0@sha256:ab`' },
    { text: 'a`b', code: '<code>a&#96;b</code>' },
    { text: 'a\\|b', code: '<code>a&#92;&#124;b</code>' },
    { text: ' a\nb ', code: '`a b`' },
    { text: '\n', code: '' },
  ])('$text', ({ text, code }) => {
    expect(inlineCode(text)).toBe(code)
  })

  it('holds any text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(inlineCode(text)).toMatch(/^(?:|`[^`|\\<>&\n]+`|<code>[^`|\\<>\n]*<\/code>)$/)
        expect(htmlCode(text)).toMatch(/^<code>[^`|\\<>@*_[\]\n]*<\/code>$/)
      }),
    )
  })
})

describe('link', () => {
  it.each([
    { url: 'https://u:secret@x.test/a(b)|c', target: 'https://x.test/a%28b%29%7Cc' },
    { url: 'javascript:alert(1)', target: undefined },
    { url: 'not a url', target: undefined },
    { url: undefined, target: undefined },
  ])('to $url', ({ url, target }) => {
    expect(webUrl(url)).toBe(target)
    expect(link('x', url)).toBe(target === undefined ? 'x' : `[x](${target})`)
  })
})

describe('fence', () => {
  it('is longer than any run of backticks inside', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const lines = fence(text, 'diff').split('\n')
        const marks = lines.at(-1) ?? ''
        expect(marks).toMatch(/^`{3,}$/)
        expect(lines[0]).toBe(`${marks}diff`)
        expect(lines.slice(1, -1).join('\n')).not.toContain(marks)
      }),
    )
  })
})

describe('containMarkdown', () => {
  it.each([
    {
      name: 'plain Markdown',
      text: '# Notes\n\n- **a** `b` <https://x.test>\n',
      contained: '# Notes\n\n- **a** `b` <https://x.test>',
    },
    {
      name: 'details',
      text: '<details><summary>x</summary>\n\ny\n</details>',
      contained: '<details><summary>x</summary>\n\ny\n</details>',
    },
    { name: 'details left open', text: '<details>\n\ny', contained: '<details>\n\ny\n\n</details>' },
    { name: 'a comment', text: 'a <!-- b', contained: `a <${gap}!-- b` },
    { name: 'a tag cut in two', text: '<div title="', contained: `<${gap}div title="` },
    { name: 'a closed fence', text: 'a\n\n```js\nb\n```\nc', contained: 'a\n\n```js\nb\n```\nc' },
    { name: 'a fence left open', text: 'a\n\n~~~\nb', contained: 'a\n\n~~~\nb\n~~~ end\n~~~' },
    { name: 'a trailer', text: 'a\nDrawbridge-Actor: root', contained: 'a\nDrawbridge\u2011Actor: root' },
  ])('$name', ({ text, contained }) => {
    expect(containMarkdown(text)).toBe(contained)
  })

  it('lets no trailer and no other HTML through', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const contained = containMarkdown(text)
        expect(parseTrailers(contained)).toEqual([])
        const tags = contained.replace(/<https?:[^\s<>]+>/g, '').match(/<[A-Za-z/!?][^>]*>?/g) ?? []
        for (const tag of tags)
          expect(tag).toMatch(/^<\/?(?:br|b|i|em|strong|code|kbd|sub|sup|summary|details)(?: open| ?\/)?>$/i)
      }),
    )
  })
})
