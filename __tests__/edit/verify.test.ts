import { describe, expect, it } from 'vitest'
import { type Expected, verifyEdit } from '../../src/edit/verify.ts'

const tag: Expected = { place: '0:tag', value: '2', mustBeString: true }

describe('verifyEdit lets the planned edit pass', () => {
  it.each([
    { name: 'a new value', before: 'tag: "1"\nb: 1\n', after: 'tag: "2"\nb: 1\n', expected: [tag] },
    {
      name: 'a number',
      before: 'n: 1\n',
      after: 'n: 2\n',
      expected: [{ place: '0:n', value: '2', mustBeString: false }],
    },
    { name: 'a new key', before: 'b: 1\n', after: 'b: 1\ntag: "2"\n', expected: [tag] },
    { name: 'a key that goes', before: 'b: 1\ntag: "2"\n', after: 'b: 1\n', expected: [{ ...tag, value: undefined }] },
    {
      name: 'a value in YAML in a block',
      before: 'a: |\n  tag: "1"\n',
      after: 'a: |\n  tag: "2"\n',
      expected: [{ ...tag, place: '0:a|0:tag' }],
    },
    {
      name: 'a block as a whole',
      before: 'a: |-\n  tag: 1\n',
      after: 'a: |-\n  x\n',
      expected: [{ place: '0:a', value: 'x', mustBeString: true }],
    },
    {
      name: 'a map where nothing was',
      before: 'a:\n',
      after: 'a:\n  tag: "2"\n',
      expected: [
        { place: '0:a', container: 'map' },
        { ...tag, place: '0:a.tag' },
      ],
    },
    {
      name: 'a list item',
      before: 'a: [1]\n',
      after: 'a: [1, {tag: "2"}]\n',
      expected: [
        { place: '0:a[1]', container: 'map' },
        { ...tag, place: '0:a[1].tag' },
      ],
    },
  ] satisfies { name: string; before: string; after: string; expected: Expected[] }[])(
    '$name',
    ({ before, after, expected }) => {
      expect(verifyEdit(before, after, expected)).toEqual([])
    },
  )
})

describe('verifyEdit finds what is wrong', () => {
  it.each([
    { name: 'another value changed', after: 'tag: "2"\nb: 2\n', wrong: ['0:b would change'] },
    { name: 'nothing was written', after: 'tag: "1"\nb: 1\n', wrong: ['0:tag would read "1"'] },
    { name: 'something else was written', after: 'tag: "3"\nb: 1\n', wrong: ['0:tag would read "3"'] },
    { name: 'a number was written', after: 'tag: 2\nb: 1\n', wrong: ['0:tag would not be read as a string'] },
    { name: 'the place is gone', after: 'b: 1\n', wrong: ['0:tag would be missing'] },
    { name: 'a key is new', after: 'tag: "2"\nb: 1\nc: 1\n', wrong: ['0:c would be new'] },
    { name: 'a comment was swallowed', after: 'tag: "2"\nb: 1#x\n', wrong: ['0:b would change'] },
    { name: 'the type of another value changed', after: 'tag: "2"\nb: "1"\n', wrong: ['0:b would change'] },
    { name: 'another value got an anchor', after: 'tag: "2"\nb: &x 1\n', wrong: ['0:b would change'] },
    { name: 'another value got a tag', after: 'tag: "2"\nb: !!str 1\n', wrong: ['0:b would change'] },
    {
      name: 'the text is no YAML any more',
      after: 'tag: "2\nb: 1\n',
      wrong: ['the edited file is no longer valid YAML'],
    },
    {
      name: 'a document was added',
      after: 'tag: "2"\nb: 1\n---\nc: 1\n',
      wrong: ['1:{} would be new', '1:c would be new'],
    },
    {
      name: 'the value became a map',
      after: 'tag:\n  c: 1\nb: 1\n',
      wrong: ['0:tag{} would be new', '0:tag.c would be new', '0:tag would be missing'],
    },
    { name: 'the value became an alias', after: 'tag: *x\nb: 1\n', wrong: ['0:tag would read "*"'] },
  ])('$name', ({ after, wrong }) => {
    expect(verifyEdit('tag: "1"\nb: 1\n', after, [tag])).toEqual(wrong)
  })

  it.each([
    {
      name: 'a string only to YAML 1.2',
      before: 'tag: v1\n',
      after: 'tag: on\n',
      expected: { ...tag, value: 'on' },
      wrong: ['0:tag would not be read as a string'],
    },
    {
      name: 'an alias that lost its anchor',
      before: 'tag: &x "1"\nb: *x\n',
      after: 'tag: "2"\nb: *x\n',
      expected: tag,
      wrong: ['0:b would change'],
    },
    {
      name: 'a shadowed pair of the same key',
      before: 'tag: "1"\ntag: "1"\n',
      after: 'tag: "3"\ntag: "2"\n',
      expected: tag,
      wrong: ['0:"tag (0)" would change'],
    },
    {
      name: 'the pair that was to go',
      before: 'b: 1\ntag: "2"\n',
      after: 'b: 1\ntag: "2"\n',
      expected: { ...tag, value: undefined },
      wrong: ['0:tag would stay'],
    },
    {
      name: 'other text in the block',
      before: 'a: |\n  tag: "1"\n  b: 1\n',
      after: 'a: |\n  tag: "2"\n  b: 2\n',
      expected: { ...tag, place: '0:a|0:tag' },
      wrong: ['0:a|0:b would change'],
    },
    {
      name: 'a map over a value that was there',
      before: 'a: 1\n',
      after: 'a:\n  tag: "2"\n',
      expected: { place: '0:a', container: 'map' as const },
      wrong: ['0:a would change', '0:a.tag would be new'],
    },
  ])('$name', ({ before, after, expected, wrong }) => {
    expect(verifyEdit(before, after, [expected])).toEqual(wrong)
  })
})
