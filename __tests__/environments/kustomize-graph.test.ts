import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isKustomizationFile, kustomizeGraph } from '../../src/environments/kustomize-graph.ts'

function graphOf(kustomizations: Readonly<Record<string, unknown>>, files: readonly string[] = []) {
  return kustomizeGraph({
    kustomizations: new Map(Object.entries(kustomizations)),
    paths: [...Object.keys(kustomizations), ...files],
  })
}

const web = graphOf(
  {
    'web/base/kustomization.yaml': {
      resources: ['deployment.yaml', './service.yaml'],
      configMapGenerator: [{ files: ['app.conf=conf/app.conf'] }],
    },
    'web/overlays/dev/kustomization.yml': {
      bases: ['../../base'],
      patches: [{ path: 'patch.yaml' }, { patch: '- op: add' }],
    },
    'web/overlays/prod/Kustomization': { resources: ['../../base/'], components: ['../../components/tls'] },
    'web/overlays/prod-eu/kustomization.yaml': {
      resources: ['../prod'],
      patchesStrategicMerge: ['patch.yaml', 'kind: Deployment\n'],
    },
    'web/components/tls/kustomization.yaml': { kind: 'Component', patches: [{ path: 'tls.yaml' }] },
    'web/remote/kustomization.yaml': {
      resources: ['https://github.com/acme/web//base?ref=v1', 'git@github.com:a/b', 'github.com/a/b', '../../../../x'],
    },
    'kustomization.yaml': {
      resources: ['web/overlays/dev'],
      helmCharts: [{ name: 'redis', valuesFile: 'redis.yaml' }],
    },
  },
  [
    'web/base/deployment.yaml',
    'web/base/service.yaml',
    'web/base/conf/app.conf',
    'web/overlays/dev/patch.yaml',
    'web/components/tls/tls.yaml',
    'redis.yaml',
  ],
)

describe('kustomizeGraph', () => {
  it.each([
    {
      name: 'a file of a base',
      path: 'web/base/deployment.yaml',
      by: ['', 'web/base', 'web/overlays/dev', 'web/overlays/prod', 'web/overlays/prod-eu'],
    },
    {
      name: 'a path that begins with a dot',
      path: 'web/base/service.yaml',
      by: ['', 'web/base', 'web/overlays/dev', 'web/overlays/prod', 'web/overlays/prod-eu'],
    },
    {
      name: 'a base as a folder',
      path: 'web/base',
      by: ['', 'web/overlays/dev', 'web/overlays/prod', 'web/overlays/prod-eu'],
    },
    {
      name: 'the kustomization of a base',
      path: 'web/base/kustomization.yaml',
      by: ['', 'web/base', 'web/overlays/dev', 'web/overlays/prod', 'web/overlays/prod-eu'],
    },
    {
      name: 'a file of a generator',
      path: 'web/base/conf/app.conf',
      by: ['', 'web/base', 'web/overlays/dev', 'web/overlays/prod', 'web/overlays/prod-eu'],
    },
    { name: 'a patch', path: 'web/overlays/dev/patch.yaml', by: ['', 'web/overlays/dev'] },
    {
      name: 'a patch of a component',
      path: 'web/components/tls/tls.yaml',
      by: ['web/components/tls', 'web/overlays/prod', 'web/overlays/prod-eu'],
    },
    { name: 'a chart’s values', path: 'redis.yaml', by: [''] },
    { name: 'a file that nothing names', path: 'README.md', by: [] },
    { name: 'a folder that nothing names', path: 'web/remote/', by: [] },
  ])('knows who uses $name', ({ path, by }) => {
    expect(web.reach(path)).toEqual(by)
  })

  it('ends where folders use each other', () => {
    const graph = graphOf(
      {
        'a/kustomization.yaml': { resources: ['../b', '.'] },
        'b/kustomization.yaml': { resources: ['../a', 'x.yaml'] },
      },
      ['b/x.yaml'],
    )
    expect(graph.reach('a')).toEqual(['b'])
    expect(graph.reach('b/x.yaml')).toEqual(['a', 'b'])
  })

  it('passes over data of another shape', () => {
    const graph = graphOf({
      'a/kustomization.yaml': null,
      'b/kustomization.yaml': { resources: [1, null], patches: 'x', openapi: [] },
    })
    expect(graph.reach('b')).toEqual([])
  })

  it('never lets a folder use itself, whatever the data', () => {
    const entry = fc.constantFrom('../a', '../b', '../c', '.', '..', 'x.yaml', '../../..', 'https://x')
    const resources = fc.array(entry, { maxLength: 4 })
    fc.assert(
      fc.property(resources, resources, resources, (a, b, c) => {
        const graph = graphOf({
          'a/kustomization.yaml': { resources: a },
          'b/kustomization.yaml': { resources: b },
          'c/kustomization.yaml': { resources: c },
        })
        for (const folder of ['a', 'b', 'c']) expect(graph.reach(folder)).not.toContain(folder)
      }),
    )
  })
})

describe('isKustomizationFile', () => {
  it('knows the three names that kustomize reads', () => {
    const files = [
      'kustomization.yaml',
      'a/kustomization.yml',
      'a/Kustomization',
      'a/kustomization',
      'my-kustomization.yaml',
    ]
    expect(files.filter(isKustomizationFile)).toEqual(files.slice(0, 3))
  })
})
