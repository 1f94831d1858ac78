import { describe, expect, it } from 'vitest'
import { isMap, isScalar, type YAMLMap } from 'yaml'
import { innerDocuments } from '../../src/edit/inner-yaml.ts'
import { deletePair, insertAfter } from '../../src/edit/pairs.ts'
import { formatScalar } from '../../src/edit/scalar.ts'
import { pairSite, scalarSite } from '../../src/edit/sites.ts'
import { applyViewEdits } from '../../src/edit/view.ts'
import type { YamlDocument } from '../../src/edit/yaml-file.ts'
import { keyText } from '../../src/edit/yaml-file.ts'
import { documentsOf } from './replace.ts'

/** The document in the first block scalar of a text. */
function innerOf(text: string): YamlDocument {
  const [document] = documentsOf(text)
  const value =
    document && isMap(document.root)
      ? document.root.items.map((pair) => pair.value).find((each) => isScalar(each))
      : undefined
  const [inner] = document ? innerDocuments(document, value, 0) : []
  if (!inner) throw new Error('no inner document')
  return inner
}

function pairIn(inner: YamlDocument, key: string) {
  const map = inner.root as YAMLMap
  const site = pairSite(
    map,
    map.items.findIndex((pair) => keyText(pair.key) === key),
  )
  if (!site) throw new Error(`no pair ${key}`)
  return site
}

const texts = [
  { name: 'LF', text: 'v: |\n  a: 1\n\n  tag: v1 # c\n  b: 2\nw: x\n' },
  { name: 'CRLF', text: 'v: |\r\n  a: 1\r\n\r\n  tag: v1 # c\r\n  b: 2\r\nw: x\r\n' },
  { name: 'an indicator', text: 'v: |2\n  a: 1\n\n  tag: v1 # c\n  b: 2\nw: x\n' },
  { name: 'a byte order mark', text: '\ufeffv: |\n  a: 1\n\n  tag: v1 # c\n  b: 2\nw: x\n' },
  { name: 'no final newline', text: 'w: [x]\nv: |\n  a: 1\n\n  tag: v1 # c\n  b: 2' },
]

describe('YAML in a block scalar is edited in place', () => {
  it.each(texts)('with $name', ({ text }) => {
    const inner = innerOf(text)
    const map = inner.root as YAMLMap
    const site = scalarSite(inner, map.items[1]?.value)
    if (!site) throw new Error('no scalar')
    expect(inner.view.lineOf(site.start)).toBe(text.split('\n').findIndex((line) => line.includes('tag')) + 1)
    const { source } = formatScalar(site, { value: '1.10', type: 'string', quote: '"' })
    const edit = { start: site.start, end: site.end, text: source }
    expect(applyViewEdits(text, [{ view: inner.view, edit }])).toBe(text.replace('v1', '"1.10"'))
  })

  it.each(texts)('a pair comes after another one, with $name', ({ text }) => {
    const inner = innerOf(text)
    const eol = text.includes('\r') ? '\r\n' : '\n'
    const edit = insertAfter(inner.view.text, pairIn(inner, 'tag'), [{ key: 'x', source: 'y', isJson: false }])
    expect(applyViewEdits(text, [{ view: inner.view, edit }])).toBe(
      text.replace(`v1 # c${eol}`, `v1 # c${eol}  x: y${eol}`),
    )
  })

  it.each(texts)('a pair goes with its line, with $name', ({ text }) => {
    const inner = innerOf(text)
    const eol = text.includes('\r') ? '\r\n' : '\n'
    const edit = deletePair(inner.view.text, pairIn(inner, 'tag'))
    expect(edit && applyViewEdits(text, [{ view: inner.view, edit }])).toBe(text.replace(`  tag: v1 # c${eol}`, ''))
    const last = deletePair(inner.view.text, pairIn(inner, 'b'))
    const isUnended = !/\n$/.test(text)
    expect(last && applyViewEdits(text, [{ view: inner.view, edit: last }])).toBe(
      isUnended ? text.replace('\n  b: 2', '') : text.replace(`  b: 2${eol}`, ''),
    )
  })

  it('a block in it keeps the indentation of what follows', () => {
    const text = 'v: |\n  a: |\n    one\n  b: 2\n'
    const inner = innerOf(text)
    const site = scalarSite(inner, (inner.root as YAMLMap).items[0]?.value)
    if (!site) throw new Error('no scalar')
    const { source } = formatScalar(site, { value: 'two\nthree', type: 'string', quote: '"' })
    const edit = { start: site.start, end: site.end, text: source }
    expect(applyViewEdits(text, [{ view: inner.view, edit }])).toBe('v: |\n  a: |\n    two\n    three\n  b: 2\n')
  })
})
