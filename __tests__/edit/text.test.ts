import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdits, decodeText, encodeText, lineCounter, maxFileBytes, startOfLine } from '../../src/edit/text.ts'

describe('decodeText', () => {
  it.each([
    { name: 'UTF-16 with a mark, little end first', bytes: [0xff, 0xfe, 0x61, 0], code: 'not-utf-8' },
    { name: 'UTF-16 with a mark, big end first', bytes: [0xfe, 0xff, 0, 0x61], code: 'not-utf-8' },
    { name: 'UTF-16 without a mark', bytes: [0x61, 0, 0x3a, 0], code: 'not-text' },
    { name: 'NUL', bytes: [0x61, 0, 0x61], code: 'not-text' },
    { name: 'a byte that is no UTF-8', bytes: [0x61, 0xe9, 0x61], code: 'not-utf-8' },
    { name: 'a surrogate', bytes: [0xed, 0xa0, 0x80], code: 'not-utf-8' },
  ])('$name is a problem', ({ bytes, code }) => {
    expect(decodeText(Uint8Array.from(bytes))).toMatchObject({ ok: false, problem: { code } })
  })

  it('a file above the limit is a problem, one of just that size is none', () => {
    expect(decodeText(new Uint8Array(maxFileBytes + 1).fill(0x61))).toMatchObject({ problem: { code: 'file-too-big' } })
    expect(decodeText(new Uint8Array(maxFileBytes).fill(0x61)).ok).toBe(true)
  })

  it('gives a text that is encoded to the very same bytes, the byte order mark too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, hasMark) => {
        fc.pre(!text.includes('\0'))
        const bytes = encodeText((hasMark ? '\ufeff' : '') + text)
        const decoded = decodeText(bytes)
        expect(decoded.ok && encodeText(decoded.text)).toEqual(bytes)
      }),
    )
  })
})

describe('applyEdits', () => {
  it('applies edits in any order, insertions before what begins at the same place', () => {
    const edits = [
      { start: 2, end: 3, text: 'C' },
      { start: 0, end: 1, text: 'A' },
      { start: 2, end: 2, text: '+' },
    ]
    expect(applyEdits('abc', edits)).toBe('Ab+C')
  })

  it('refuses edits that overlap', () => {
    const edits = [
      { start: 0, end: 2, text: 'x' },
      { start: 1, end: 3, text: 'y' },
    ]
    expect(() => applyEdits('abc', edits)).toThrow(RangeError)
  })
})

describe('lines', () => {
  it('are counted from 1, a line ending belonging to its line', () => {
    expect([0, 1, 2, 3, 4].map(lineCounter('a\nb\n'))).toEqual([1, 1, 2, 2, 3])
  })

  it('begin behind a byte order mark', () => {
    expect(startOfLine('\ufeffa\nb', 2)).toBe(1)
    expect(startOfLine('\na', 0)).toBe(0)
    expect(startOfLine('a\nb', 2)).toBe(2)
  })
})
