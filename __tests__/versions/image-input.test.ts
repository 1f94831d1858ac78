import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseImageInput } from '../../src/versions/image-input.ts'

const a = `sha256:${'a'.repeat(64)}`
const b = `sha256:${'b'.repeat(64)}`
const web = { name: 'docker.io/acme/web', written: 'acme/web' }

describe('parseImageInput', () => {
  it.each([
    { name: 'a tag', items: ['acme/web:1.4.0'], image: { ...web, tag: '1.4.0' } },
    { name: 'a digest', items: [`acme/web@${a}`], image: { ...web, digest: a } },
    { name: 'both', items: [`acme/web:1.4.0@${a}`], image: { ...web, tag: '1.4.0', digest: a } },
    {
      name: 'a rename',
      items: ['acme/web=ghcr.io/acme/web:1.4.0'],
      image: { ...web, newName: 'ghcr.io/acme/web', tag: '1.4.0' },
    },
    { name: 'the same twice', items: ['acme/web:1.4.0', 'docker.io/acme/web:1.4.0'], image: { ...web, tag: '1.4.0' } },
    { name: 'blank lines and commas', items: ['\n acme/web:1.4.0 \r\n\n', ' , '], image: { ...web, tag: '1.4.0' } },
    { name: 'a partial version alone', items: ['acme/web:1.4'], image: { ...web, tag: '1.4' } },
  ])('takes $name without a word', ({ items, image }) => {
    expect(parseImageInput(items)).toEqual({ images: [image], problems: [], warnings: [] })
  })

  it.each([
    {
      name: 'a full version before all others',
      tags: ['latest', '1', '1.4', '1.4.0', 'sha-abc1234', '20240115'],
      tag: '1.4.0',
    },
    { name: 'the first writing of one version', tags: ['v1.4.0', '1.4.0'], tag: 'v1.4.0' },
    { name: 'a prerelease before a branch', tags: ['next', '1.4.0-rc.1'], tag: '1.4.0-rc.1' },
    { name: 'a flavour with its partial', tags: ['1.4-alpine', '1.4.0-alpine'], tag: '1.4.0-alpine' },
    { name: 'a date before a commit', tags: ['nightly', '20240115', 'sha-abc1234'], tag: '20240115' },
    { name: 'a date with more in it', tags: ['20240115', '20240115-abc1234'], tag: '20240115-abc1234' },
    { name: 'a commit before a branch', tags: ['main', 'sha-abc1234'], tag: 'sha-abc1234' },
    { name: 'a commit before a branch with a number', tags: ['jira-12-login', 'sha-abc1234'], tag: 'sha-abc1234' },
    {
      name: 'the long form of a commit',
      tags: ['sha-abc1234', `sha-abc1234${'0'.repeat(33)}`],
      tag: `sha-abc1234${'0'.repeat(33)}`,
    },
    { name: 'the fuller partial', tags: ['v1', 'v1.4', 'latest'], tag: 'v1.4' },
    { name: 'a commit before a pull request', tags: ['pr-12', 'sha-abc1234'], tag: 'sha-abc1234' },
  ])('picks $name, and says so', ({ tags, tag }) => {
    const result = parseImageInput([tags.map((each) => `acme/web:${each}`).join('\n'), `acme/web@${a}`])
    expect(result).toMatchObject({
      images: [{ ...web, tag, digest: a }],
      problems: [],
      warnings: [{ code: 'tag-picked' }],
    })
    expect(result.warnings[0]?.message).toContain(`took ${tag}, `)
  })

  it.each([
    { name: 'two versions', items: ['acme/web:1.4.0', 'acme/web:1.5.0', 'acme/web:latest'], both: ['1.4.0', '1.5.0'] },
    { name: 'two flavours', items: ['acme/web:1.4.0', 'acme/web:1.4.0-alpine'], both: ['1.4.0', '1.4.0-alpine'] },
    { name: 'a partial of another version', items: ['acme/web:1.4', 'acme/web:1.5.0'], both: ['1.4', '1.5.0'] },
    {
      name: 'two commits',
      items: ['acme/web:sha-abc1234', 'acme/web:sha-def5678'],
      both: ['sha-abc1234', 'sha-def5678'],
    },
    { name: 'two digests', items: [`acme/web@${a}`, `acme/web@${b}`], both: [a, b] },
    {
      name: 'a digest of a tag that is not taken',
      items: ['acme/web:1.4.0', `acme/web:latest@${b}`],
      both: ['1.4.0', `latest@${b}`],
    },
    { name: 'two new names', items: ['acme/web=x/web:1.0.0', 'acme/web=y/web:1.0.0'], both: ['x/web', 'y/web'] },
  ])('refuses $name, naming both', ({ items, both }) => {
    const result = parseImageInput(items)
    expect(result).toMatchObject({ images: [], problems: [{ code: 'conflicting-versions' }] })
    for (const each of both) expect(result.problems[0]?.message).toContain(each)
  })

  it('accepts a tag that moves, with a warning', () => {
    expect(parseImageInput(['acme/web:latest'])).toMatchObject({
      images: [{ ...web, tag: 'latest' }],
      problems: [],
      warnings: [{ code: 'mutable-tag' }],
    })
  })

  it('takes the first of several that move', () => {
    expect(parseImageInput(['acme/web:main,acme/web:latest'])).toMatchObject({
      images: [{ ...web, tag: 'main' }],
      warnings: [{ code: 'tag-picked' }, { code: 'mutable-tag' }],
    })
  })

  it('keeps different images apart, in the order given', () => {
    expect(parseImageInput(['ghcr.io/acme/web:2,acme/web:1', 'web:3']).images.map((image) => image.name)).toEqual([
      'ghcr.io/acme/web',
      'docker.io/acme/web',
      'docker.io/library/web',
    ])
  })

  it('names every problem of every item', () => {
    const result = parseImageInput(['Acme/web:1', 'web', 'web:1=x:2', 'a=b', 'ok:1', 'x:1@'])
    expect(result.problems.map((problem) => problem.code)).toEqual([
      'image-uppercase',
      'image-version-missing',
      'image-name',
      'image-version-missing',
      'image-digest-empty',
    ])
    expect(result.images).toHaveLength(1)
  })

  it('decides the same in whatever order the lines come', () => {
    const tags = ['latest', '1', '1.4', '1.4.0', 'sha-abc1234', 'main', 'nightly-20240115']
    fc.assert(
      fc.property(fc.shuffledSubarray(tags, { minLength: 7 }), (shuffled) => {
        expect(parseImageInput(shuffled.map((tag) => `web:${tag}`)).images[0]?.tag).toBe('1.4.0')
      }),
    )
  })

  it('never throws, and gives each image a version', () => {
    const soup = fc.string({
      unit: fc.constantFrom('web', 'x', ':', '@', '=', '1.4', 'latest', ',', '\n', `sha256:${'a'.repeat(64)}`),
    })
    fc.assert(
      fc.property(fc.array(soup, { maxLength: 4 }), (items) => {
        for (const { tag, digest } of parseImageInput(items).images) expect(tag ?? digest).toBeDefined()
      }),
    )
  })
})
