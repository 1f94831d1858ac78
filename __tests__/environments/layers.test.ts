import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { higherLayers, indexPaths, lowerLayers } from '../../src/environments/layers.ts'

const index = indexPaths([
  'charts/values.yaml',
  'charts/web/Chart.yaml',
  'charts/web/values.yaml',
  'charts/web/values-common.yaml',
  'charts/web/values-dev.yaml',
  'charts/web/values-prod.yaml',
  'charts/web/values-prod-eu.yaml',
  'charts/web/ci/values-test.yaml',
  'charts/web/templates/deployment.yaml',
  'api/values.yaml',
  'api/base/values.yaml',
  'api/overlays/dev/values.yaml',
  'api/overlays/prod/values.yaml',
  'environments/base/values.yaml',
  'environments/base/db/values.yaml',
  'environments/dev/db/values.yaml',
  'svc/values/base.yaml',
  'svc/values/qa.yaml',
  'job/values.yml',
  'job/envs/dev.yaml',
  'apps/values.yaml',
  'apps/mail/dev/values.yaml',
])

describe('lowerLayers', () => {
  it.each([
    {
      name: 'the wider environment, the common file, the chart’s own',
      path: 'charts/web/values-prod-eu.yaml',
      lower: ['charts/web/values-prod.yaml', 'charts/web/values-common.yaml', 'charts/web/values.yaml'],
    },
    {
      name: 'the chart’s own below the common file',
      path: 'charts/web/values-common.yaml',
      lower: ['charts/web/values.yaml'],
    },
    { name: 'nothing beyond the chart', path: 'charts/web/values.yaml', lower: [] },
    {
      name: 'the chart’s own from a folder in it',
      path: 'charts/web/ci/values-test.yaml',
      lower: ['charts/web/values-common.yaml', 'charts/web/values.yaml'],
    },
    {
      name: 'a base beside the overlays',
      path: 'api/overlays/dev/values.yaml',
      lower: ['api/values.yaml', 'api/base/values.yaml'],
    },
    {
      name: 'a base beside the environments, the application’s first',
      path: 'environments/dev/db/values.yaml',
      lower: ['environments/base/db/values.yaml', 'environments/base/values.yaml'],
    },
    { name: 'a base in a folder of values', path: 'svc/values/qa.yaml', lower: ['svc/values/base.yaml'] },
    { name: 'the application’s own below an environment’s file', path: 'job/envs/dev.yaml', lower: ['job/values.yml'] },
    { name: 'nothing of a folder that holds several applications', path: 'apps/mail/dev/values.yaml', lower: [] },
    { name: 'nothing for a file that holds no values', path: 'charts/web/templates/deployment.yaml', lower: [] },
    {
      name: 'the same for a file that is not there yet',
      path: 'api/overlays/qa/values.yaml',
      lower: ['api/values.yaml', 'api/base/values.yaml'],
    },
  ])('finds $name', ({ path, lower }) => {
    expect(lowerLayers(path, index)).toEqual(lower)
  })
})

describe('higherLayers', () => {
  it('finds what lies on top', () => {
    expect(higherLayers('api/base/values.yaml', index)).toEqual([
      'api/overlays/dev/values.yaml',
      'api/overlays/prod/values.yaml',
    ])
    expect(higherLayers('charts/web/values-prod.yaml', index)).toEqual(['charts/web/values-prod-eu.yaml'])
    expect(higherLayers('nowhere/values.yaml', index)).toEqual([])
  })

  it('is the inverse of lowerLayers', () => {
    const folder = fc.constantFrom('a', 'base', 'overlays', 'dev', 'prod', 'apps', 'values')
    const file = fc.constantFrom(
      'values.yaml',
      'values-dev.yaml',
      'values-common.yaml',
      'dev.yaml',
      'base.yaml',
      'Chart.yaml',
      'values-dev-eu.yaml',
    )
    const path = fc
      .tuple(fc.array(folder, { maxLength: 4 }), file)
      .map(([folders, name]) => [...folders, name].join('/'))
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 12 }), (paths) => {
        const all = indexPaths(paths)
        const up = paths.flatMap((high) => lowerLayers(high, all).map((low) => `${low} < ${high}`))
        const down = paths.flatMap((low) => higherLayers(low, all).map((high) => `${low} < ${high}`))
        expect(down.sort()).toEqual(up.sort())
        expect(up.filter((pair) => pair.split(' < ')[0] === pair.split(' < ')[1])).toEqual([])
      }),
    )
  })

  it('stays quick with very many files in one folder', () => {
    const many = indexPaths(['web/values.yaml', ...Array.from({ length: 57_500 }, (_, i) => `web/values-x${i}.yaml`)])
    expect(higherLayers('web/values.yaml', many)).toHaveLength(57_500)
  }, 10_000)
})
