import { describe, expect, it } from 'vitest'
import { matchingPaths } from '../../src/pins/scan-values.ts'
import { parseValueInput } from '../../src/pins/value-input.ts'
import { parseValuePath } from '../../src/pins/value-path.ts'
import { type Files, refusal, update, updateOne } from '../plan/plan-files.ts'

// Design: "`value`: the first `:` ends the glob, the first `=` outside brackets and quotes ends the path."
describe('a value input', () => {
  it.each([
    { name: 'keys', item: 'a/b.yaml:image.tag=v2', update: { glob: 'a/b.yaml', path: 'image.tag', text: 'v2' } },
    {
      name: 'a text with = and :',
      item: 'b.yaml:url=http://x/?a=b',
      update: { glob: 'b.yaml', path: 'url', text: 'http://x/?a=b' },
    },
    { name: 'an empty text', item: 'b.yaml:a=', update: { glob: 'b.yaml', path: 'a', text: '' } },
    {
      name: 'an item by its name',
      item: 'b.yaml:images[name=a=b].tag=v2',
      update: { path: 'images[name=a=b].tag', text: 'v2' },
    },
    { name: 'a quoted key', item: 'b.yaml:"a=b:c".d=v2', update: { path: '"a=b:c".d', text: 'v2' } },
    {
      name: 'a document',
      item: 'b.yaml:Deployment/web#spec.x=2',
      update: { object: { kind: 'Deployment', name: 'web' }, path: 'spec.x' },
    },
    { name: 'a key with / and #', item: 'b.yaml:"a/b#c"=2', update: { path: '"a/b#c"', text: '2' } },
    { name: '!!str', item: 'b.yaml:a=!!str 3', update: { text: '3', forced: 'str' } },
    { name: '!!int', item: 'b.yaml:a=!!int -3', update: { text: '-3', forced: 'int' } },
    { name: '!!bool', item: 'b.yaml:a=!!bool true', update: { text: 'true', forced: 'bool' } },
  ])('$name', ({ item, update: expected }) => {
    expect(parseValueInput(item)).toMatchObject({ ok: true, update: expected })
  })

  it.each([
    { item: 'image.tag=v2', says: 'is not FILE-GLOB:PATH=TEXT' },
    { item: ':a=v2', says: 'is not FILE-GLOB:PATH=TEXT' },
    { item: 'b.yaml:=v2', says: 'the path is empty' },
    { item: 'b.yaml:a..b=v2', says: "can't be read from" },
    { item: 'b.yaml:a[=v2', says: 'is not FILE-GLOB:PATH=TEXT' },
    { item: 'b.yaml:a[x]=v2', says: 'is no step of a path' },
    { item: 'b.yaml:.a=v2', says: "can't be read from" },
    { item: 'b.yaml:a=!!int 0x1f', says: 'is no whole number' },
    { item: 'b.yaml:a=!!int 0123', says: 'is no whole number' },
    { item: 'b.yaml:a=!!bool yes', says: 'write true or false' },
  ])('$item is refused with what to write', ({ item, says }) => {
    expect(parseValueInput(item)).toMatchObject({
      ok: false,
      problem: {
        code: 'invalid-value',
        message: expect.stringContaining(says),
        hint: expect.stringContaining('image.tag=1.4.0'),
      },
    })
  })

  it.each([
    { path: 'a.b-c.d_e/f', steps: [{ key: 'a' }, { key: 'b-c' }, { key: 'd_e/f' }] },
    { path: 'a[0][12].b', steps: [{ key: 'a' }, { index: 0 }, { index: 12 }, { key: 'b' }] },
    { path: '[0].a', steps: [{ index: 0 }, { key: 'a' }] },
    { path: 'a[name=x.y/z].b', steps: [{ key: 'a' }, { where: { key: 'name', text: 'x.y/z' } }, { key: 'b' }] },
    { path: 'a["na]me"="x]y"].b', steps: [{ key: 'a' }, { where: { key: 'na]me', text: 'x]y' } }, { key: 'b' }] },
    { path: 'a["k=1"=2]', steps: [{ key: 'a' }, { where: { key: 'k=1', text: '2' } }] },
    { path: 'a."b.c\\"d".e', steps: [{ key: 'a' }, { key: 'b.c"d' }, { key: 'e' }] },
    { path: '*.a[*].b', steps: [{ any: true }, { key: 'a' }, { any: true }, { key: 'b' }] },
    { path: 'a b.c', steps: [{ key: 'a b' }, { key: 'c' }] },
  ])('the path $path', ({ path, steps }) => {
    expect(parseValuePath(path)).toEqual({ ok: true, steps })
  })

  it.each([
    { glob: 'a/*.yaml', matches: ['a/x.yaml'] },
    { glob: './a/x.yaml', matches: ['a/x.yaml'] },
    { glob: '**/x.yaml', matches: ['.hidden/x.yaml', 'a/b/x.yaml', 'a/x.yaml'] },
    { glob: '{a,.hidden}/x.yaml', matches: ['.hidden/x.yaml', 'a/x.yaml'] },
    { glob: 'odd[1].yaml', matches: ['odd[1].yaml'] },
    { glob: 'b', matches: [] },
  ])('the glob $glob', ({ glob, matches }) => {
    expect(matchingPaths(['.hidden/x.yaml', 'a/b/x.yaml', 'a/x.yaml', 'odd[1].yaml'], glob)).toEqual(matches)
  })
})

// Design: "Versions are strings: at a version key […] the new value reads back as a string under YAML 1.1 and 1.2, whatever the old
// one looked like. Elsewhere `value` keeps the kind of what it replaces […]; `!!str`, `!!int`, `!!bool` before the text force one."
describe('a value keeps the kind of what it replaces', () => {
  it.each([
    { name: 'a string stays one', before: 'a: x\n', set: 'a=8080', after: 'a: "8080"\n' },
    { name: 'a number stays one', before: 'a: 1\n', set: 'a=8080', after: 'a: 8080\n' },
    { name: 'a number becomes a string when the text is none', before: 'a: 1\n', set: 'a=8080x', after: 'a: 8080x\n' },
    { name: 'a number becomes a string for a boolean', before: 'a: 1\n', set: 'a=on', after: 'a: "on"\n' },
    { name: 'a number in quotes stays a string', before: 'a: "1"\n', set: 'a=2', after: 'a: "2"\n' },
    { name: 'a boolean stays one', before: 'a: true\n', set: 'a=false', after: 'a: false\n' },
    { name: 'a boolean of YAML 1.1 stays one', before: 'a: yes\n', set: 'a=no', after: 'a: no\n' },
    { name: 'a boolean becomes a string when the text is none', before: 'a: true\n', set: 'a=1', after: 'a: "1"\n' },
    { name: 'a date stays one', before: 'a: 2024-01-01\n', set: 'a=2024-02-01', after: 'a: 2024-02-01\n' },
    { name: 'a float stays a number', before: 'a: 0.5\n', set: 'a=1', after: 'a: 1\n' },
    { name: 'an octal stays one', before: 'a: 0644\n', set: 'a=0600', after: 'a: 0600\n' },
    { name: 'nothing becomes what it looks like', before: 'a:\n', set: 'a=3', after: 'a: 3\n' },
    { name: 'null becomes what it looks like', before: 'a: null\n', set: 'a=x', after: 'a: x\n' },
    { name: 'a version key is always a string', before: 'tag: 1.9\n', set: 'tag=1.10', after: 'tag: "1.10"\n' },
    { name: 'an empty version key too', before: 'version:\n', set: 'version=1.10', after: 'version: "1.10"\n' },
    {
      name: 'a version key that is read as a number gets its quotes',
      before: 'tag: 1.10\n',
      set: 'tag=1.10',
      after: 'tag: "1.10"\n',
    },
    { name: '!!str forces a string', before: 'a: 1\n', set: 'a=!!str 2', after: 'a: "2"\n' },
    { name: '!!str forces one where the text is there already', before: 'a: 2\n', set: 'a=!!str 2', after: 'a: "2"\n' },
    { name: '!!int forces a number', before: 'a: "1"\n', set: 'a=!!int 2', after: 'a: 2\n' },
    { name: '!!int forces one where the text is there already', before: "a: '2'\n", set: 'a=!!int 2', after: 'a: 2\n' },
    { name: '!!bool forces a boolean', before: 'a: "x"\n', set: 'a=!!bool true', after: 'a: true\n' },
    { name: 'JSON: a number', before: '{"a": 1}', set: 'a=2', after: '{"a": 2}' },
    { name: 'JSON: a number that JSON has not', before: '{"a": 1}', set: 'a=0x1f', after: '{"a": "0x1f"}' },
    { name: 'JSON: a forced number', before: '{"a": "1"}', set: 'a=!!int 2', after: '{"a": 2}' },
    { name: 'a block scalar', before: 'a: |\n  x\nb: 1\n', set: 'a=y', after: 'a: |\n  y\nb: 1\n' },
    { name: 'the last of two keys', before: 'a: x\na: y\n', set: 'a=z', after: 'a: x\na: z\n' },
    { name: 'behind an alias', before: 'x: &x v\na: *x\n', set: 'a=w', after: 'x: &x w\na: *x\n' },
    { name: 'in an aliased map', before: 'x: &x\n  b: v\na: *x\n', set: 'a.b=w', after: 'x: &x\n  b: w\na: *x\n' },
    {
      name: 'merged in',
      before: 'x: &x\n  b: v\na:\n  <<: *x\n',
      set: 'a.b=w',
      after: 'x: &x\n  b: w\na:\n  <<: *x\n',
    },
    { name: 'all items', before: 'a: [{b: v}, {b: w}]\n', set: 'a[*].b=x', after: 'a: [{b: x}, {b: x}]\n' },
    {
      name: 'all keys, aliases once',
      before: 'a: {x: &x {b: v}, y: *x}\n',
      set: 'a.*.b=w',
      after: 'a: {x: &x {b: w}, y: *x}\n',
    },
    {
      name: 'one item by its name',
      before: 'a:\n- name: x\n  b: v\n- name: y\n  b: v\n',
      set: 'a[name=y].b=w',
      after: 'a:\n- name: x\n  b: v\n- name: y\n  b: w\n',
    },
    {
      name: 'one item by a merged name',
      before: 'x: &x {name: y}\na:\n- <<: *x\n  b: v\n',
      set: 'a[name=y].b=w',
      after: 'x: &x {name: y}\na:\n- <<: *x\n  b: w\n',
    },
    {
      name: 'one document by kind and name',
      before: 'kind: A\nmetadata: {name: x}\nb: v\n---\nkind: A\nmetadata: {name: y}\nb: v\n',
      set: 'A/y#b=w',
      after: 'kind: A\nmetadata: {name: x}\nb: v\n---\nkind: A\nmetadata: {name: y}\nb: w\n',
    },
    { name: 'the only document that has it', before: 'a: 1\n---\nb: v\n', set: 'b=w', after: 'a: 1\n---\nb: w\n' },
  ])('$name', async ({ before, set, after }) => {
    expect(await updateOne('dev/x.yaml', before, { value: `dev/x.yaml:${set}` })).toBe(after)
  })
})

describe('a value that is not to be found', () => {
  // Design: "A path that exists in several documents is an error that names them."
  it('several documents have it', async () => {
    const error = await refusal({ 'x.yaml': 'b: 1\n---\nb: 2\n' }, { value: 'x.yaml:b=3' })
    expect(error.exitCode).toBe(2)
    expect(error.problems).toEqual([
      {
        code: 'ambiguous-value',
        file: 'x.yaml',
        line: 1,
        message: 'b stands in several documents of the file (lines 1, 3)',
        hint: 'Pick one by kind and name: "x.yaml:Deployment/web#b=3".',
      },
    ])
  })

  it.each([
    { name: 'no such file', files: { 'x.yaml': 'a: 1\n' }, value: 'y.yaml:a=2', code: 'no-such-file' },
    { name: 'no such path', files: { 'x.yaml': 'a: 1\n' }, value: 'x.yaml:b=2', code: 'not-pinned' },
    { name: 'a map at the path', files: { 'x.yaml': 'a: {b: 1}\n' }, value: 'x.yaml:a=2', code: 'not-pinned' },
    { name: 'a file that is no YAML', files: { 'x.yaml': 'a: [\n' }, value: 'x.yaml:a=2', code: 'invalid-yaml' },
    {
      name: 'a template that was named',
      files: { 'x.yaml': 'a: {{ b }}\n{{ c }}\n' },
      value: 'x.yaml:a=2',
      code: 'invalid-yaml',
    },
    {
      name: 'a file that is no YAML among others',
      files: { 'x.yaml': 'a: [\n', 'y.yaml': 'a: 1\n' },
      value: '*.yaml:a=2',
      code: 'invalid-yaml',
    },
    { name: 'a file that is no text', files: { 'x.yaml': Uint8Array.of(0, 1) }, value: 'x.yaml:a=2', code: 'not-text' },
  ])('$name', async ({ files, value, code }) => {
    const error = await refusal(files as Files, { value })
    expect(error).toMatchObject({ exitCode: 2, code })
  })

  it('a pattern passes templates and other files by', async () => {
    const files = { 'a/x.yaml': 'a: 1\n', 'a/t.yaml': '{{ if x }}\na: 1\n{{ end }}\n', 'a/run.sh': 'a: [\n' }
    expect(await update(files, { value: 'a/*:a=2' })).toEqual({ 'a/x.yaml': 'a: 2\n' })
  })
})
