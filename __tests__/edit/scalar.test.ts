import { describe, expect, it } from 'vitest'
import { parse, parseDocument } from 'yaml'
import { replaceAt } from './replace.ts'

describe('a scalar is replaced in its own style, and no other byte changes', () => {
  it.each([
    { name: 'plain', before: 'a: 1\ntag: v1 # now\nb: 2\n', after: 'a: 1\ntag: v2 # now\nb: 2\n' },
    { name: 'single quotes', before: "tag: 'v1'\n", after: "tag: 'v2'\n" },
    { name: 'double quotes', before: 'tag: "v1"\n', after: 'tag: "v2"\n' },
    { name: 'double quotes with escapes', before: 'tag: "v\\x31"\n', after: 'tag: "v2"\n' },
    { name: 'literal block', before: 'tag: |\n  v1\nb: 2\n', after: 'tag: |\n  v2\nb: 2\n' },
    {
      name: 'literal block, stripped, deep',
      before: 'tag: |-\n      v1\n\nb: 2\n',
      after: 'tag: |-\n      v2\n\nb: 2\n',
    },
    {
      name: 'literal block, kept',
      before: 'tag: |+ # keep\n  v1\n\n\nb: 2\n',
      after: 'tag: |+ # keep\n  v2\n\n\nb: 2\n',
    },
    { name: 'literal block with an indicator', before: 'tag: |2\n    v1\nb: 2\n', after: 'tag: |2\n  v2\nb: 2\n' },
    { name: 'folded block', before: 'tag: >-\n  v1\nb: 2\n', after: 'tag: >-\n  v2\nb: 2\n' },
    { name: 'folded block of several lines', before: 'tag: >-\n  v1\n  x\nb: 2\n', after: 'tag: >-\n  v2\nb: 2\n' },
    {
      name: 'block without content',
      before: 'a:\n    tag: |-\n    b: 2\n',
      after: 'a:\n    tag: "v2"\n    b: 2\n',
      path: 'a.tag',
    },
    { name: 'plain over several lines', before: 'tag: a\n  b\nb: 2\n', after: 'tag: v2\nb: 2\n' },
    { name: 'empty value', before: 'tag:\nb: 2\n', after: 'tag: v2\nb: 2\n' },
    { name: 'empty value before a space', before: 'tag: \nb: 2\n', after: 'tag: v2\nb: 2\n' },
    {
      name: 'empty value before a comment',
      before: 'tag:   # none yet\nb: 2\n',
      after: 'tag: v2   # none yet\nb: 2\n',
    },
    { name: 'empty value with an anchor', before: 'tag: &t\nb: 2\n', after: 'tag: &t v2\nb: 2\n' },
    {
      name: 'empty value with an anchor and a comment',
      before: 'tag: &t # c\nb: 2\n',
      after: 'tag: &t v2 # c\nb: 2\n',
    },
    { name: 'empty value with a tag', before: 'tag: !!str\nb: 2\n', after: 'tag: !!str v2\nb: 2\n' },
    { name: 'empty value at the end', before: 'b: 2\ntag:', after: 'b: 2\ntag: v2' },
    { name: 'empty value in a flow map', before: '{ tag: , b: 2 }\n', after: '{ tag: v2, b: 2 }\n' },
    { name: 'empty value at the end of a flow map', before: '{ b: 2, tag: }\n', after: '{ b: 2, tag: v2 }\n' },
    { name: 'empty list item', before: 'tag:\n- \n- b\n', after: 'tag:\n- v2\n- b\n', path: 'tag[0]' },
    { name: 'empty quotes', before: 'tag: ""\n', after: 'tag: "v2"\n' },
    { name: 'alias: its anchor', before: 'x: &v v1\ntag: *v\n', after: 'x: &v v2\ntag: *v\n' },
    {
      name: 'alias of an anchor that is written twice: the one before it',
      before: 'a: &v v0\nb: &v v1\ntag: *v\n',
      after: 'a: &v v0\nb: &v v2\ntag: *v\n',
    },
    {
      name: 'merged in by <<',
      before: 'x: &x\n  tag: v1\ny:\n  <<: *x\n',
      after: 'x: &x\n  tag: v2\ny:\n  <<: *x\n',
      path: 'y.tag',
    },
    { name: 'key that stands twice: the last', before: 'tag: v1\nb: 2\ntag: v1\n', after: 'tag: v1\nb: 2\ntag: v2\n' },
    { name: 'flow map', before: 'x: {a: 1, tag: v1, b: 2}\n', after: 'x: {a: 1, tag: v2, b: 2}\n', path: 'x.tag' },
    { name: 'flow list', before: 'tag: [a, v1,  b]\n', after: 'tag: [a, v2,  b]\n', path: 'tag[1]' },
    { name: 'JSON', before: '{\n  "tag": "v1",\n  "b": [2]\n}\n', after: '{\n  "tag": "v2",\n  "b": [2]\n}\n' },
    { name: 'key with dots', before: 'a.b/c: v1\n', after: 'a.b/c: v2\n', path: '"a.b/c"' },
    { name: 'key in quotes', before: '"t\\"g": v1\n', after: '"t\\"g": v2\n', path: '"t\\"g"' },
    { name: 'CRLF', before: 'a: 1\r\ntag: v1\r\nb: 2\r\n', after: 'a: 1\r\ntag: v2\r\nb: 2\r\n' },
    { name: 'CRLF in a block', before: 'tag: |\r\n  v1\r\nb: 2\r\n', after: 'tag: |\r\n  v2\r\nb: 2\r\n' },
    { name: 'CRLF after an empty value', before: 'tag: \r\nb: 2\r\n', after: 'tag: v2\r\nb: 2\r\n' },
    { name: 'byte order mark', before: '\ufefftag: v1\n', after: '\ufefftag: v2\n' },
    { name: 'no final newline', before: 'b: 2\ntag: v1', after: 'b: 2\ntag: v2' },
    { name: 'tab after the value', before: 'tag: v1\t# c\n', after: 'tag: v2\t# c\n' },
    { name: 'trailing spaces', before: 'tag: v1   \nb: 2\n', after: 'tag: v2   \nb: 2\n' },
    { name: 'blank lines and odd spaces', before: '\n\ntag  :    v1\n\n\n', after: '\n\ntag  :    v2\n\n\n' },
    { name: 'second document', before: 'b: 2\n---\n# two\ntag: v1\n...\n', after: 'b: 2\n---\n# two\ntag: v2\n...\n' },
    {
      name: 'octal, date and long line beside it',
      before: `m: 0644\nd: 2024-01-01\nl: ${'x '.repeat(99)}x\ntag: v1\n`,
      after: `m: 0644\nd: 2024-01-01\nl: ${'x '.repeat(99)}x\ntag: v2\n`,
    },
  ])('$name', ({ before, after, path = 'tag' }) => {
    const replaced = replaceAt(before, path, 'v2')
    expect(replaced).toEqual({ text: after, wrong: [] })
    expect(replaceAt(after, path, 'v2').text).toBe(after)
  })

  it('writes !!str as it is: the tag makes it a string', () => {
    expect(replaceAt('tag: !!str 1.9\n', 'tag', '1.10')).toEqual({ text: 'tag: !!str 1.10\n', wrong: [] })
  })

  it('keeps the comment of a block header when the text has to go between quotes', () => {
    expect(replaceAt('tag: |- # why\n  a\nb: 2\n', 'tag', ' x').text).toBe('tag: " x" # why\nb: 2\n')
  })

  it('writes a text of several lines into a literal block, line by line', () => {
    expect(replaceAt('a:\n  t: |\n    x\n  b: 1\n', 'a.t', 'one\n\n two')).toEqual({
      text: 'a:\n  t: |\n    one\n\n     two\n  b: 1\n',
      wrong: [],
    })
  })
})

const misread = [
  [
    '1.10',
    '1234567e8',
    '0123',
    '1_000',
    'on',
    'y',
    '0x1f',
    '0o17',
    '12:30:45',
    '2024-01-01',
    '0e12',
    '.5',
    '1.',
    'null',
    '~',
  ],
  [
    '=',
    '<<',
    '.inf',
    '-.Inf',
    '.NaN',
    'yes',
    'No',
    'TRUE',
    'False',
    'Off',
    'N',
    '089',
    '0b11',
    '+12',
    '-1',
    '1e3',
    '1E+3',
  ],
  [
    '2024-1-1',
    '2024-01-01T10:00:00Z',
    '2024-01-01 10:00:00.5 +01:00',
    '190:20:30',
    '0',
    'e3',
    '7',
    'Null',
    '1__0',
    '0.0',
  ],
].flat()
const unwritable = [
  '-',
  '- a',
  '? a',
  ': a',
  'a: b',
  'a #b',
  '@x',
  '`x',
  ' x',
  'x ',
  '',
  '[x',
  '{x',
  '*x',
  '&x',
  '!x',
  '|',
  '>',
  '%x',
  '#x',
  '"x',
  "'x",
  'x:',
  '---',
  '\t',
  'a\nb',
  '\ufeff',
]
const harmless = [
  '1.4.0',
  'v1',
  'sha-abc',
  '7932b2a',
  'main',
  'a:b',
  'a#b',
  'x1.10',
  '1.2.3-rc.1+5',
  '2024.01.01',
  '20240101T10',
  'e3a',
  'nope',
  'one',
  '~1',
  'a,b',
  "it's",
  'ünï',
  'sha256:abc',
  '-x',
  '2024-01-01T10-00-00',
  '1.10-alpine',
  '0x',
  '1.4.0@sha256:00',
]

describe('quotes are added exactly where some reader of YAML 1.1 or 1.2 would not read the string', () => {
  it.each(misread.map((text) => ({ text })))('added for $text', ({ text }) => {
    const replaced = replaceAt('tag: v1\n', 'tag', text)
    expect(replaced).toEqual({ text: `tag: "${text}"\n`, wrong: [] })
  })

  it.each(unwritable.map((text) => ({ name: JSON.stringify(text), text })))('added for $name', ({ text }) => {
    const replaced = replaceAt('tag: v1\n', 'tag', text)
    expect(replaced.wrong).toEqual([])
    expect(replaced.text).toMatch(/^tag: ".*"\n$/)
    expect(parse(replaced.text)).toEqual({ tag: text })
  })

  it.each(harmless.map((text) => ({ text })))('not added for $text', ({ text }) => {
    expect(replaceAt('tag: v1\n', 'tag', text)).toEqual({ text: `tag: ${text}\n`, wrong: [] })
    expect(replaceAt('tag: "v1"\n', 'tag', text).text).toBe(`tag: ${JSON.stringify(text)}\n`)
  })

  it.each([...misread, ...harmless].map((text) => ({ text })))(
    'and $text is a string under both versions',
    ({ text }) => {
      const { text: written } = replaceAt('tag: v1\n', 'tag', text)
      for (const version of ['1.1', '1.2'] as const)
        expect(parseDocument(written, { version }).toJS()).toEqual({ tag: text })
    },
  )

  it.each([
    { name: 'single quotes stay for a number', before: "tag: '1.9'\n", text: '1.10', after: "tag: '1.10'\n" },
    { name: 'single quotes double a quote', before: "tag: '1.9'\n", text: "it's", after: "tag: 'it''s'\n" },
    { name: 'single quotes make way for a line break', before: "tag: 'x'\n", text: 'a\nb', after: 'tag: "a\\nb"\n' },
    {
      name: 'a flow list needs them for a comma',
      before: 'tag: [v1]\n',
      path: 'tag[0]',
      text: 'a,b',
      after: 'tag: ["a,b"]\n',
    },
    {
      name: 'a flow list needs them for a bracket',
      before: 'tag: [v1]\n',
      path: 'tag[0]',
      text: 'a]',
      after: 'tag: ["a]"]\n',
    },
    { name: 'JSON always', before: '{"tag": 1}', text: 'v1', after: '{"tag": "v1"}' },
    { name: 'a flow map that is no JSON does not', before: '{"tag": v1}', text: 'v2', after: '{"tag": v2}' },
    { name: 'a flow list that is no JSON does not', before: '[v1]', path: '[0]', text: 'v2', after: '[v2]' },
  ])('$name', ({ before, path = 'tag', text, after }) => {
    expect(replaceAt(before, path, text)).toEqual({ text: after, wrong: [] })
  })
})
