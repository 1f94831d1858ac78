import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tagKind } from '../../src/versions/tag-kind.ts'

describe('tagKind', () => {
  it.each([
    {
      kind: 'semver',
      tags: ['1.4.0', 'v1.4.0', '1.4.0-rc.1', '1.4.0-alpine', 'web-v1.4.0', '1.4.0-5-gabc1234', '1.2.3.4', '1.2.3rc1'],
    },
    { kind: 'partial', tags: ['1', '1.4', 'v1', 'v1.4', '1.4-alpine', '24.04', '4521'] },
    {
      kind: 'date',
      tags: ['20240115', '2024.01.15', '2024-01-15', '20240115-abc1234', 'nightly-20240115', 'main-abc123-1700000000'],
    },
    {
      kind: 'commit',
      tags: ['sha-abc1234', 'sha-1234567', 'abc1234', 'main-abc1234', 'pr-12-abc1234', '0a'.repeat(20)],
    },
    {
      kind: 'mutable',
      tags: ['latest', 'main', 'edge', 'pr-12', 'feature-42', 'latest-pg15', 'stable-alpine', 'bookworm', 'dev'],
    },
    { kind: 'other', tags: ['1234567', 'jira-123-login', 'build-12', 'dev1'] },
  ])('knows $kind', ({ kind, tags }) => {
    expect(Object.fromEntries(tags.map((tag) => [tag, tagKind(tag)]))).toEqual(
      Object.fromEntries(tags.map((tag) => [tag, kind])),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(tagKind(text)).toBeTypeOf('string')
      }),
    )
  })
})
