import fc from 'fast-check'
import semver from 'semver'
import { describe, expect, it } from 'vitest'
import { compareVersions } from '../../src/versions/order.ts'

describe('compareVersions', () => {
  it.each([
    { name: 'patch', from: '1.2.3', to: '1.2.4' },
    { name: 'numbers, not text', from: '1.2.9', to: '1.2.10' },
    { name: 'a v on one side only', from: 'v1.2.3', to: '1.3.0' },
    { name: 'one flavour', from: '1.2.3-alpine', to: '1.2.4-alpine' },
    { name: 'one flavour with its own version', from: '1.2.3-alpine3.19', to: '1.2.4-alpine3.20' },
    { name: 'a prerelease and its release', from: '1.2.0-rc.1', to: '1.2.0' },
    { name: 'a prerelease and the release before', from: '1.1.9', to: '1.2.0-rc.1' },
    { name: 'prereleases counted without a dot', from: '1.2.0-rc9', to: '1.2.0-rc10' },
    { name: 'alpha, beta', from: '1.2.0-alpha.7', to: '1.2.0-beta.1' },
    { name: 'a prerelease of Python’s kind', from: '1.2.0b1', to: '1.2.0' },
    { name: 'build metadata on another version', from: '1.2.3+a', to: '1.2.4' },
    { name: 'two numbers', from: '1.9', to: '1.10' },
    { name: 'two and three numbers that differ early', from: '1.4', to: '1.5.2' },
    { name: 'four numbers', from: '1.2.3.9', to: '1.2.3.10' },
    { name: 'one number', from: '41', to: '42' },
    { name: 'one number and a flavour', from: '22-alpine', to: '24-alpine' },
    { name: 'a calendar', from: '2024.01.15', to: '2024.02.01' },
    { name: 'a calendar and a counter', from: '20240115.9', to: '20240115.10' },
    { name: 'numbers of any size', from: `${'9'.repeat(30)}.0.0`, to: `1${'0'.repeat(30)}.0.0` },
    { name: 'one prefix', from: 'web-v1.4.0', to: 'web-v1.5.0' },
    { name: 'a packager’s revision', from: '1.2.3-debian-12-r5', to: '1.2.3-debian-12-r10' },
    { name: 'a revision of a higher version', from: '1.2.3', to: '1.2.4-1' },
    { name: 'a date and a commit', from: '20240115-abc1234', to: '20240116-def5678' },
    { name: 'a branch, a commit and seconds', from: 'main-abc123-1700000000', to: 'main-def456-1700000001' },
    { name: 'a release by its time', from: 'RELEASE.2021-06-14T01-29-23Z', to: 'RELEASE.2021-06-17T00-10-46Z' },
    { name: 'a version with a date and a commit', from: '1.4.0-20240115-abc1234', to: '1.4.0-20240116-def5678' },
    { name: 'commits in versions that differ', from: '1.4.0-abc1234', to: '1.5.0-def5678' },
  ])('orders by $name: $from, $to', ({ from, to }) => {
    expect(compareVersions(from, to)).toBe('newer')
    expect(compareVersions(to, from)).toBe('older')
  })

  it.each([
    { name: 'flavours that differ', from: '1.2.3-alpine', to: '1.2.4' },
    { name: 'a prerelease of another flavour', from: '1.2.0-rc.1-alpine', to: '1.2.0' },
    { name: 'the runtime of a flavour', from: '1.2.3-java11', to: '1.2.3-java17' },
    { name: 'a v before the same numbers', from: 'v1.2.3', to: '1.2.3' },
    { name: 'build metadata alone', from: '1.2.3+a', to: '1.2.3+b' },
    { name: 'a part of the other version', from: '1.4', to: '1.4.2' },
    { name: 'commits', from: 'abc1234', to: 'def5678' },
    { name: 'commits with a prefix', from: 'sha-abc1234', to: 'sha-1234567' },
    { name: 'commits without letters', from: '1234567', to: '7654321' },
    { name: 'commits on one day', from: '20240115-abc1234', to: '20240115-def5678' },
    { name: 'branches that differ', from: 'main-abc123-1700000000', to: 'dev-abc123-1700000001' },
    { name: 'a distance from a tag', from: '1.4.0-5-gabc1234', to: '1.4.0-7-gdef5678' },
    { name: 'a calendar and a version', from: '2024.1.15', to: '1.4.0' },
    { name: 'a calendar that was padded once', from: '2024.1', to: '2024.01' },
    { name: 'a build number and a version', from: '412', to: '1.2.3' },
    { name: 'pull requests', from: 'pr-12', to: 'pr-13' },
    { name: 'components that differ', from: 'web-1.4.0', to: 'api-1.5.0' },
    { name: 'stages of no known order', from: '1.4.0-beta.3', to: '1.4.0-snapshot.4' },
    { name: 'a revision of the same version', from: '1.2.3', to: '1.2.3-1' },
    { name: 'a word and a version', from: 'latest', to: '1.4.0' },
  ])('does not order by $name: $from, $to', ({ from, to }) => {
    expect(compareVersions(from, to)).toBe('unknown')
    expect(compareVersions(to, from)).toBe('unknown')
  })

  const piece = fc.constantFrom(
    '1',
    '2',
    '10',
    '01',
    '.',
    '-',
    '+',
    'v',
    'rc',
    'alpine',
    'abc1234',
    '20240115',
    '1700000000',
    'r5',
    '_',
  )
  const tag = fc.oneof(fc.string({ unit: piece, maxLength: 7 }), fc.string())
  const opposite = { newer: 'older', older: 'newer', same: 'same', unknown: 'unknown' } as const

  it('gives the opposite answer to the opposite question, and "same" to the same text only', () => {
    fc.assert(
      fc.property(tag, tag, (from, to) => {
        expect(compareVersions(to, from)).toBe(opposite[compareVersions(from, to)])
        expect(compareVersions(from, to) === 'same').toBe(from === to)
      }),
      { numRuns: 2000 },
    )
  })

  it('agrees with semver wherever semver has an order', () => {
    const number = fc.nat({ max: 12 }).map(String)
    const pre = fc.oneof(
      fc.constant(''),
      fc.tuple(fc.constantFrom('alpha', 'beta', 'rc'), number).map(([word, n]) => `-${word}.${n}`),
    )
    const version = fc.tuple(number, number, number, pre).map(([x, y, z, end]) => `${x}.${y}.${z}${end}`)
    fc.assert(
      fc.property(version, version, (from, to) => {
        expect(compareVersions(from, to)).toBe({ '-1': 'newer', 0: 'same', 1: 'older' }[semver.compare(from, to)])
      }),
      { numRuns: 2000 },
    )
  })
})
