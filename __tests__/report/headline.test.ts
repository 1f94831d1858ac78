import { describe, expect, it } from 'vitest'
import { formatHeadline } from '../../src/report/headline.ts'
import { digestOf, rowOf } from './hostile.ts'

const web = rowOf()
const long = 'registry.example.com/a-very-long-organisation/some-team/payments'

describe('formatHeadline', () => {
  it.each([
    { name: 'one image of one application', rows: [web], line: 'web: 1.4.0 in dev' },
    {
      name: 'several images at one version',
      rows: [web, rowOf({ name: 'ghcr.io/acme/job' })],
      line: 'web: 1.4.0 in dev',
    },
    {
      name: 'several images at several versions: the one that is called like the application',
      rows: [rowOf({ name: 'ghcr.io/acme/job', to: '7' }), web, rowOf({ name: 'docker.io/library/nginx', to: '1.29' })],
      line: 'web: ghcr.io/acme/web 1.4.0 and 2 more in dev',
    },
    {
      name: 'several images, none called like the application: the first',
      rows: [rowOf({ name: 'docker.io/library/nginx', to: '1.29' }), rowOf({ name: 'ghcr.io/acme/job', to: '7' })],
      line: 'web: nginx 1.29 and 1 more in dev',
    },
    {
      name: 'what stays as it is, is not told',
      rows: [web, rowOf({ name: 'x', from: '1', to: '1' })],
      line: 'web: 1.4.0 in dev',
    },
    { name: 'the same image in several places', rows: [web, rowOf({ line: 30 })], line: 'web: 1.4.0 in dev' },
    {
      name: 'two applications in two environments',
      rows: [web, rowOf({ application: 'api', environment: 'staging' })],
      line: 'web, api: 1.4.0 in dev, staging',
    },
    {
      name: 'many applications',
      rows: ['a', 'b', 'c', 'd'].map((application) => rowOf({ application })),
      line: 'a and 3 more: 1.4.0 in dev',
    },
    { name: 'no application', rows: [rowOf({ application: null })], line: 'ghcr.io/acme/web: 1.4.0 in dev' },
    { name: 'no environment', rows: [rowOf({ environment: null })], line: 'web: 1.4.0' },
    { name: 'neither', rows: [rowOf({ environment: null, application: null })], line: 'ghcr.io/acme/web: 1.4.0' },
    {
      name: 'neither, and several versions',
      rows: [rowOf({ application: null }), rowOf({ application: null, name: 'ghcr.io/acme/job', to: '7' })],
      line: 'ghcr.io/acme/web 1.4.0 and 1 more in dev',
    },
    {
      name: 'a digest alone',
      rows: [rowOf({ from: digestOf('a'), to: digestOf('0123456789abc') })],
      line: 'web: sha256:0123456789ab in dev',
    },
    { name: 'a new tag with a digest', rows: [rowOf({ to: `1.4.0@${digestOf('b')}` })], line: 'web: 1.4.0 in dev' },
    {
      name: 'a new digest under the old tag',
      rows: [rowOf({ from: `1.3@${digestOf('a')}`, to: `1.3@${digestOf('b')}` })],
      line: 'web: 1.3@sha256:b00000000000 in dev',
    },
    { name: 'nothing', rows: [], line: 'No version changed' },
    {
      name: 'a name too long: only its last part',
      rows: [rowOf({ name: long, to: '2' }), rowOf({ name: 'x', to: '3' })],
      line: 'web: payments 2 and 1 more in dev',
    },
    {
      name: 'lists too long: the first and a count',
      rows: ['dev-eu-west-1-blue', 'dev-us-east-1-blue', 'dev-ap-south-1-blue'].map((environment) =>
        rowOf({ environment }),
      ),
      line: 'web: 1.4.0 in dev-eu-west-1-blue and 2 more',
    },
    {
      name: 'hopeless: cut',
      rows: [rowOf({ application: 'a'.repeat(99) })],
      line: `${'a'.repeat(71)}…`,
    },
  ])('$name', ({ rows, line }) => {
    expect(formatHeadline({ rows }, 72)).toBe(line)
    expect(line.length).toBeLessThanOrEqual(72)
  })
})
