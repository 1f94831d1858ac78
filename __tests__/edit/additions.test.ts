import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { addToDocument } from '../../src/edit/additions.ts'
import { layoutOf } from '../../src/edit/layout.ts'
import { mergeMaps, type NewMap, type NewNode, nestedMap } from '../../src/edit/new-node.ts'
import { applyEdits } from '../../src/edit/text.ts'
import { verifyEdit } from '../../src/edit/verify.ts'
import { fileView } from '../../src/edit/view.ts'
import type { YamlPath } from '../../src/edit/yaml-path.ts'
import { documentsOf } from './replace.ts'

const tag: NewNode = { scalar: '1.10', type: 'string' }

function add(text: string, added: NewMap, { at = [], isJson = false }: { at?: YamlPath; isJson?: boolean } = {}) {
  const documents = documentsOf(text)
  const [document] = documents
  const layout = layoutOf(documents, { isJson: isJson || document?.isJson === true, quote: '"' })
  const addition = addToDocument({ view: fileView(text), documents, document, layout }, at, added)
  if (!addition) return undefined
  const after = applyEdits(text, addition.edits)
  return { text: after, wrong: verifyEdit(text, after, addition.expected) }
}

const imageTag = nestedMap(['image', 'tag'], tag)

describe('keys are added at the end of their map, in the style of the file', () => {
  it.each([
    { name: 'a file without a byte', before: '', after: 'image:\n  tag: "1.10"\n' },
    { name: 'a byte order mark alone', before: '\ufeff', after: '\ufeffimage:\n  tag: "1.10"\n' },
    { name: 'comments alone', before: '# values of dev\n', after: '# values of dev\nimage:\n  tag: "1.10"\n' },
    { name: 'a comment without a newline', before: '# dev', after: '# dev\nimage:\n  tag: "1.10"' },
    { name: 'a comment with CRLF', before: '# dev\r\n', after: '# dev\r\nimage:\r\n  tag: "1.10"\r\n' },
    { name: 'a marker', before: '---\n', after: '---\nimage:\n  tag: "1.10"\n' },
    { name: 'an empty map', before: '{}\n', after: 'image:\n  tag: "1.10"\n' },
    {
      name: 'an empty map behind a comment',
      before: '# dev\n{} # nothing\n',
      after: '# dev\nimage:\n  tag: "1.10" # nothing\n',
    },
    { name: 'null', before: 'image: null # none\n', after: 'image: # none\n  tag: "1.10"\n' },
    { name: 'an empty value', before: 'image:\nb: 1\n', after: 'image:\n  tag: "1.10"\nb: 1\n' },
    {
      name: 'an empty value with a comment',
      before: 'image: # soon\nb: 1\n',
      after: 'image: # soon\n  tag: "1.10"\nb: 1\n',
    },
    { name: 'an empty value at the end', before: 'b: 1\nimage:', after: 'b: 1\nimage:\n  tag: "1.10"' },
    { name: 'an empty map as a value', before: 'image: {}\nb: 1\n', after: 'image:\n  tag: "1.10"\nb: 1\n' },
    { name: 'an empty text', before: 'image:\n  tag:\nb: 1\n', after: 'image:\n  tag: "1.10"\nb: 1\n' },
    {
      name: 'a map with keys',
      before: 'image:\n  repo: x # r\nb: 1\n',
      after: 'image:\n  repo: x # r\n  tag: "1.10"\nb: 1\n',
    },
    {
      name: 'a map with a nested map at the end',
      before: 'image:\n  a:\n    b: 1\n\nb: 1\n',
      after: 'image:\n  a:\n    b: 1\n  tag: "1.10"\n\nb: 1\n',
    },
    {
      name: 'a map with a block at the end',
      before: 'image:\n  a: |\n    x\nb: 1\n',
      after: 'image:\n  a: |\n    x\n  tag: "1.10"\nb: 1\n',
    },
    { name: 'the root', before: 'b: 1\n\n# the end\n', after: 'b: 1\n\n# the end\nimage:\n  tag: "1.10"\n' },
    {
      name: 'the root before an end marker',
      before: 'b: 1\n# c\n...\n',
      after: 'b: 1\nimage:\n  tag: "1.10"\n# c\n...\n',
    },
    { name: 'the root without a final newline', before: 'b: 1', after: 'b: 1\nimage:\n  tag: "1.10"' },
    { name: 'four columns a level', before: 'a:\n    b: 1\n', after: 'a:\n    b: 1\nimage:\n    tag: "1.10"\n' },
    { name: 'an indented root', before: '  a: 1\n', after: '  a: 1\n  image:\n    tag: "1.10"\n' },
    { name: 'CRLF', before: 'a: 1\r\n', after: 'a: 1\r\nimage:\r\n  tag: "1.10"\r\n' },
    { name: 'a flow map', before: 'image: {repo: x}\n', after: 'image: {repo: x, tag: "1.10"}\n' },
    { name: 'a flow root', before: '{b: 1}\n', after: '{b: 1, image: {tag: "1.10"}}\n' },
    { name: 'an empty map in a flow map', before: '{image: {}, b: 1}\n', after: '{image: {tag: "1.10"}, b: 1}\n' },
    { name: 'an empty value in a flow map', before: '{image: , b: 1}\n', after: '{image: {tag: "1.10"}, b: 1}\n' },
    { name: 'JSON', before: '{\n  "b": 1\n}\n', after: '{\n  "b": 1,\n  "image": {"tag": "1.10"}\n}\n' },
  ])('$name', ({ before, after }) => {
    expect(add(before, imageTag)).toEqual({ text: after, wrong: [] })
  })

  it('an empty JSON file stays JSON', () => {
    expect(add('{}\n', imageTag, { isJson: true })).toEqual({ text: '{"image": {"tag": "1.10"}}\n', wrong: [] })
  })

  it('keys that YAML would misread are quoted', () => {
    expect(add('a: 1\n', nestedMap(['on', 'a: b', 'c.d/e'], tag))?.text).toBe(
      'a: 1\n"on":\n  "a: b":\n    c.d/e: "1.10"\n',
    )
  })

  it('several additions share the parents that they make', () => {
    const both = mergeMaps([
      nestedMap(['image', 'tag'], tag),
      nestedMap(['image', 'digest'], { scalar: 'x', type: 'string' }),
    ])
    expect(add('', both)?.text).toBe('image:\n  tag: "1.10"\n  digest: x\n')
  })

  it('into a map in a list, by its path', () => {
    const before = 'list:\n- name: a\n- name: b\n  x: 1\n'
    expect(add(before, { map: new Map([['tag', tag]]) }, { at: ['list', 0] })).toEqual({
      text: 'list:\n- name: a\n  tag: "1.10"\n- name: b\n  x: 1\n',
      wrong: [],
    })
  })

  it.each([
    { name: 'another value', before: 'image: nginx\n' },
    { name: 'a text', before: 'image:\n  tag: x\n' },
    { name: 'an alias', before: 'a: &a {b: 1}\nimage: *a\n' },
    { name: 'a list', before: 'image: [a]\n' },
    { name: 'an empty list', before: 'image: []\n' },
    { name: 'a list at the root', before: '- a\n' },
    { name: 'another document', before: '---\n---\na: 1\n' },
    { name: 'the end of the document', before: '# c\n...\n' },
    { name: 'an anchor that an alias reads', before: 'image: &a {b: 1}\nc: *a\n' },
    { name: 'an anchor on nothing', before: 'image: &a\nb: *a\n' },
  ])('nothing is added where $name is in the way', ({ before }) => {
    expect(add(before, imageTag)).toBeUndefined()
  })
})

const entry: NewMap = {
  map: new Map<string, NewNode>([
    ['name', { scalar: 'acme/web', type: 'string' }],
    ['newTag', { scalar: '1.10', type: 'string' }],
  ]),
}
const images: NewMap = { map: new Map([['images', { list: [entry] }]]) }

describe('items are added at the end of their list', () => {
  it.each([
    {
      name: 'no list yet',
      before: 'resources:\n- ../base\n',
      after: 'resources:\n- ../base\nimages:\n- name: acme/web\n  newTag: "1.10"\n',
    },
    {
      name: 'indented lists',
      before: 'resources:\n  - ../base\n',
      after: 'resources:\n  - ../base\nimages:\n  - name: acme/web\n    newTag: "1.10"\n',
    },
    {
      name: 'an empty list',
      before: 'images: [] # none\nb: 1\n',
      after: 'images: # none\n- name: acme/web\n  newTag: "1.10"\nb: 1\n',
    },
    { name: 'an empty value', before: 'images:\nb: 1\n', after: 'images:\n- name: acme/web\n  newTag: "1.10"\nb: 1\n' },
    {
      name: 'a list',
      before: 'images:\n- name: a\n  newTag: x # c\nb: 1\n',
      after: 'images:\n- name: a\n  newTag: x # c\n- name: acme/web\n  newTag: "1.10"\nb: 1\n',
    },
    {
      name: 'an indented list, with comments behind',
      before: 'images:\n  - name: a\n  # more to come\n',
      after: 'images:\n  - name: a\n  - name: acme/web\n    newTag: "1.10"\n  # more to come\n',
    },
    {
      name: 'wide dashes',
      before: 'images:\n-   name: a\n    newTag: x\n',
      after: 'images:\n-   name: a\n    newTag: x\n-   name: acme/web\n    newTag: "1.10"\n',
    },
    {
      name: 'CRLF and no final newline',
      before: 'images:\r\n- name: a',
      after: 'images:\r\n- name: a\r\n- name: acme/web\r\n  newTag: "1.10"',
    },
    {
      name: 'flow items',
      before: 'images:\n- {name: a}\n',
      after: 'images:\n- {name: a}\n- name: acme/web\n  newTag: "1.10"\n',
    },
    {
      name: 'a flow list',
      before: 'images: [{name: a}]\n',
      after: 'images: [{name: a}, {name: acme/web, newTag: "1.10"}]\n',
    },
    {
      name: 'a flow list of several lines',
      before: 'images: [\n  {name: a}\n]\n',
      after: 'images: [\n  {name: a},\n  {name: acme/web, newTag: "1.10"}\n]\n',
    },
    {
      name: 'JSON',
      before: '{\n  "images": [\n    {"name": "a"}\n  ]\n}',
      after: '{\n  "images": [\n    {"name": "a"},\n    {"name": "acme/web", "newTag": "1.10"}\n  ]\n}',
    },
  ])('$name', ({ before, after }) => {
    expect(add(before, images)).toEqual({ text: after, wrong: [] })
  })
})

describe('for every document', () => {
  it('what is added is there, and all that was there is as it was', () => {
    const key = fc.constantFrom('a', 'b', 'on', 'x.y', '1')
    const { node } = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof({ maxDepth: 3 }, fc.constantFrom(null, 'x', 1), fc.dictionary(key, tie('node'), { maxKeys: 3 })),
    }))
    const styles = fc.record({
      indent: fc.integer({ min: 1, max: 4 }),
      collectionStyle: fc.constantFrom('any', 'block', 'flow'),
    } as const)
    const keys = fc.array(key, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.dictionary(key, node, { maxKeys: 3 }), styles, keys, (value, style, [first = 'a', ...rest]) => {
        const before = stringify(value, style)
        const added = add(before, nestedMap([first, ...rest], tag))
        fc.pre(added !== undefined)
        expect(added?.wrong).toEqual([])
        expect(parse(added?.text ?? '')).toEqual(withValue(value, [first, ...rest]))
      }),
      { numRuns: 1000 },
    )
  })
})

function withValue(old: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return '1.10'
  const map = (old ?? {}) as Record<string, unknown>
  return { ...map, [step]: withValue(map[step], rest) }
}
