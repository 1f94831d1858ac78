import { describe, expect, it } from 'vitest'
import { type Asked, type Files, update } from '../plan/plan-files.ts'

const web = 'ghcr.io/acme/web'
const base = `image:\n  repository: ${web}\n  tag: v1\n`
const tagOnly = (tag: string) => `image:\n  tag: ${tag}\n`

// Design: "Helm layers: a lone `tag` (or `digest`, `imageTag`) takes its repository from the same path in lower layers: the chart's
// `values.yaml`, earlier value files, the parent's values."
describe('a lone version takes its name from the layers below', () => {
  const cases: { name: string; files: Files; asked?: Asked; changed: Record<string, string> }[] = [
    {
      name: 'values-dev.yaml over values.yaml',
      files: { 'web/values.yaml': base, 'web/values-dev.yaml': tagOnly('v1'), 'web/values-prod.yaml': tagOnly('v1') },
      changed: { 'web/values-dev.yaml': tagOnly('v2') },
    },
    {
      name: 'dev/values.yaml over base/values.yaml',
      files: { 'web/base/values.yaml': base, 'web/dev/values.yaml': tagOnly('v1') },
      changed: { 'web/dev/values.yaml': tagOnly('v2') },
    },
    {
      name: 'three layers',
      files: { 'web/values.yaml': base, 'web/values-dev.yaml': tagOnly('v1'), 'web/values-dev-eu.yaml': tagOnly('v1') },
      asked: { environment: 'dev-eu' },
      changed: { 'web/values-dev-eu.yaml': tagOnly('v2') },
    },
    {
      name: 'only the registry’s path in the name',
      files: {
        'web/values.yaml': 'image:\n  registry: ghcr.io/acme\n  repository: web\n',
        'web/values-dev.yaml': tagOnly('v1'),
      },
      changed: { 'web/values-dev.yaml': tagOnly('v2') },
    },
    {
      name: 'a lone imageTag beside an image',
      files: { 'web/values.yaml': `image: ${web}\n`, 'web/values-dev.yaml': 'imageTag: v1\n' },
      changed: { 'web/values-dev.yaml': 'imageTag: v2\n' },
    },
    {
      name: 'the values of a subchart',
      files: {
        'app/Chart.yaml': 'name: app\n',
        'app/values.yaml': 'x: 1\n',
        'app/charts/web/Chart.yaml': 'name: web\n',
        'app/charts/web/values.yaml': base,
        'app/values-dev.yaml': 'web:\n  image:\n    tag: v1\n',
      },
      changed: { 'app/values-dev.yaml': 'web:\n  image:\n    tag: v2\n' },
    },
    {
      name: 'a `path` that leaves the layer below out',
      files: { 'web/values.yaml': base, 'web/values-dev.yaml': tagOnly('v1') },
      asked: { paths: ['web/values-dev.yaml'] },
      changed: { 'web/values-dev.yaml': tagOnly('v2') },
    },
    {
      name: 'not when a nearer layer has another repository',
      files: {
        'web/values.yaml': base,
        'web/values-dev.yaml': 'image:\n  repository: ghcr.io/acme/other\n  tag: v1\n',
        'web/values-dev-eu.yaml': tagOnly('v1'),
      },
      asked: { environment: 'dev-eu', paths: ['web/values-dev-eu.yaml'], allowMissing: true },
      changed: {},
    },
    {
      name: 'not from another path',
      files: { 'web/values.yaml': base, 'web/values-dev.yaml': 'sidecar:\n  image:\n    tag: v1\n' },
      asked: { paths: ['web/values-dev.yaml'], allowMissing: true },
      changed: {},
    },
    {
      name: 'not in a list, which Helm replaces whole',
      files: {
        'web/values.yaml': `images:\n- repository: ${web}\n  tag: v1\n`,
        'web/values-dev.yaml': 'images:\n- tag: v1\n',
      },
      asked: { paths: ['web/values-dev.yaml'], allowMissing: true },
      changed: {},
    },
    {
      name: 'not in a file of another application',
      files: { 'web/values.yaml': base, 'api/values-dev.yaml': tagOnly('v1') },
      asked: { allowMissing: true },
      changed: {},
    },
  ]
  it.each(cases)('$name', async ({ files, asked, changed }) => {
    expect(await update(files, { image: `${web}:v2`, environment: 'dev', ...asked })).toEqual(changed)
  })
})

// Design: "nearest layer with another repository wins".
it('a record of its own is no lone version', async () => {
  const files = {
    'web/values.yaml': base,
    'web/values-dev.yaml': 'image:\n  repository: ghcr.io/acme/other\n  tag: v1\n',
  }
  expect(await update(files, { image: 'ghcr.io/acme/other:v2', environment: 'dev' })).toEqual({
    'web/values-dev.yaml': 'image:\n  repository: ghcr.io/acme/other\n  tag: v2\n',
  })
})
