import { describe, expect, it } from 'vitest'
import { isMap, isSeq, type YAMLMap } from 'yaml'
import { deletePair, insertAfter, replacePair } from '../../src/edit/pairs.ts'
import { pairSite } from '../../src/edit/sites.ts'
import { applyEdits, type TextEdit } from '../../src/edit/text.ts'
import { keyText } from '../../src/edit/yaml-file.ts'
import { documentsOf } from './replace.ts'

/** The innermost first map of a text, and the site of a key in it. */
function siteIn(text: string, key: string) {
  let node: unknown = documentsOf(text)[0]?.root
  while (isSeq(node) || (isMap(node) && !node.items.some((pair) => keyText(pair.key) === key))) {
    node = isSeq(node) ? node.items[0] : (node as YAMLMap).items[0]?.value
  }
  const map = node as YAMLMap
  const site = pairSite(
    map,
    map.items.findIndex((pair) => keyText(pair.key) === key),
  )
  if (!site) throw new Error(`no pair ${key}`)
  return site
}

function apply(text: string, edit: TextEdit | undefined): string | undefined {
  return edit && applyEdits(text, [edit])
}

describe('a pair is inserted after another one', () => {
  it.each([
    { name: 'on a line of its own', before: 'a: 1\nb: 2\n', after: 'a: 1\nx: y\nb: 2\n' },
    { name: 'behind the comment of the line', before: 'a: 1 # one\nb: 2\n', after: 'a: 1 # one\nx: y\nb: 2\n' },
    { name: 'behind the first pair of a list item', before: '- a: 1\n  b: 2\n', after: '- a: 1\n  x: y\n  b: 2\n' },
    {
      name: 'behind the only pair of a list item with a wide dash',
      before: '-   a: 1\n- b: 2\n',
      after: '-   a: 1\n    x: y\n- b: 2\n',
    },
    { name: 'behind a block scalar', before: 'a: |\n  1\nb: 2\n', after: 'a: |\n  1\nx: y\nb: 2\n' },
    { name: 'behind an empty value', before: 'a:\nb: 2\n', after: 'a:\nx: y\nb: 2\n' },
    { name: 'at the end, without a final newline', before: 'a: 1', after: 'a: 1\nx: y' },
    { name: 'with CRLF', before: 'b: 2\r\na: 1\r\n', after: 'b: 2\r\na: 1\r\nx: y\r\n' },
    {
      name: 'with the line ending of its own line',
      before: 'b: 2\na: 1\r\nc: 3\n',
      after: 'b: 2\na: 1\r\nx: y\r\nc: 3\n',
    },
    { name: 'behind a byte order mark', before: '\ufeffa: 1\n', after: '\ufeffa: 1\nx: y\n' },
    { name: 'in a flow map', before: '{a: 1, b: 2}\n', after: '{a: 1, x: y, b: 2}\n' },
    { name: 'at the end of a flow map', before: '{ b: 2, a: 1 }\n', after: '{ b: 2, a: 1, x: y }\n' },
    {
      name: 'in a flow map of several lines',
      before: '{\n  a: 1,\n  b: 2\n}\n',
      after: '{\n  a: 1,\n  x: y,\n  b: 2\n}\n',
    },
  ])('$name', ({ before, after }) => {
    const added = [{ key: 'x', source: 'y', isJson: false }]
    expect(apply(before, insertAfter(before, siteIn(before, 'a'), added))).toBe(after)
  })

  it('in JSON with quotes', () => {
    const before = '{\n  "a": "1"\n}\n'
    const added = [{ key: 'x', source: '"y"', isJson: true }]
    expect(apply(before, insertAfter(before, siteIn(before, 'a'), added))).toBe('{\n  "a": "1",\n  "x": "y"\n}\n')
  })
})

describe('a pair is taken out', () => {
  it.each([
    { name: 'with its line and the comment on it', before: 'a: 1\nx: y # why\nb: 2\n', after: 'a: 1\nb: 2\n' },
    { name: 'without the comments around', before: 'a: 1\n# x\nx: y\n# b\nb: 2\n', after: 'a: 1\n# x\n# b\nb: 2\n' },
    { name: 'from the start', before: 'x: y\nb: 2\n', after: 'b: 2\n' },
    { name: 'from the start of a list item', before: '- x: y # why\n  b: 2\n', after: '- b: 2\n' },
    { name: 'from the end, without a final newline', before: 'a: 1\nx: y', after: 'a: 1' },
    { name: 'with CRLF, without a final newline', before: 'a: 1\r\nx: y', after: 'a: 1' },
    { name: 'with a block scalar', before: 'x: |\n  1\n  2\nb: 2\n', after: 'b: 2\n' },
    { name: 'from a flow map', before: '{a: 1, x: y, b: 2}', after: '{a: 1, b: 2}' },
    { name: 'from the start of a flow map', before: '{x: y, b: 2}', after: '{b: 2}' },
    { name: 'from JSON of several lines', before: '{\n  "a": 1,\n  "x": "y"\n}', after: '{\n  "a": 1\n}' },
    { name: 'behind a byte order mark', before: '\ufeffx: y\nb: 2\n', after: '\ufeffb: 2\n' },
  ])('$name', ({ before, after }) => {
    expect(apply(before, deletePair(before, siteIn(before, 'x')))).toBe(after)
  })

  it.each([
    { name: 'it is the only one', before: 'x: y\n' },
    { name: 'it is the only one of a list item', before: '- x: y\n- b: 2\n' },
    { name: 'it is the only one of a flow map', before: 'a: {x: y}\n' },
    { name: 'comments of the next pair would go', before: '- x: y\n  # about b\n  b: 2\n' },
    { name: 'aliases may read it', before: 'a: 1\nx: &y y\nb: *y\n' },
  ])('but not when $name', ({ before }) => {
    expect(deletePair(before, siteIn(before, 'x'))).toBeUndefined()
  })
})

describe('a pair is replaced', () => {
  it('in its place, with the comment of the line kept', () => {
    const before = '- name: a\n  x: y # why\n'
    const edit = replacePair(siteIn(before, 'x'), { key: 'b', source: '2', isJson: false })
    expect(apply(before, edit)).toBe('- name: a\n  b: 2 # why\n')
  })

  it('but not when aliases may read it', () => {
    expect(replacePair(siteIn('x: &y y\nb: *y\n', 'x'), { key: 'b', source: '2', isJson: false })).toBeUndefined()
  })
})
