import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { findTool } from '../../../__tests__/support/tools.ts'
import { type BuildFlags, build, type Flavour } from '../src/index.ts'
import { configMapFiles, createProgram, createSandbox } from './sandbox.ts'

const kustomize = findTool('kustomize')
const kubectl = findTool('kubectl')
const helm = findTool('helm')

const shared: Required<Omit<BuildFlags, 'enableExec' | 'stackTrace'>> = {
  loadRestrictor: 'LoadRestrictionsNone',
  enableHelm: true,
  helmCommand: '-my helm',
  helmApiVersions: ['apps/v1', 'batch/v1'],
  helmKubeVersion: '1.31.0',
  helmDebug: true,
  enableAlphaPlugins: true,
  network: true,
  networkName: 'host',
  asCurrentUser: true,
  functionEnv: ['A', 'B=1,2'],
  mount: ['type=bind,src=/tmp,dst=/tmp'],
  reorder: 'none',
}
const all: Required<BuildFlags> = { ...shared, enableExec: true, stackTrace: true }

const inOrder = [
  '--load-restrictor=LoadRestrictionsNone',
  '--enable-helm',
  '--helm-command=-my helm',
  '--helm-api-versions=apps/v1',
  '--helm-api-versions=batch/v1',
  '--helm-kube-version=1.31.0',
  '--helm-debug',
  '--enable-alpha-plugins',
  '--enable-exec',
  '--network',
  '--network-name=host',
  '--as-current-user',
  '--env=A',
  '--env=B=1,2',
  '--mount=type=bind,src=/tmp,dst=/tmp',
  '--reorder=none',
  '--stack-trace',
]

describe('flags', () => {
  it('stand between the verb and the directory, each value in its own argument', async () => {
    const path = createProgram('for argument in "$@"; do echo "$argument" >&2; done')
    const result = await build('/apps', { path, ...all })
    expect(result.stderr.split('\n')).toEqual(['build', ...inOrder, '--', '/apps', ''])
  })

  it('that are false or absent are not passed', async () => {
    const path = createProgram('echo "$@" >&2')
    const result = await build('/apps', { path, enableHelm: false, helmCommand: undefined, mount: [] })
    expect(result.stderr).toBe('build -- /apps\n')
  })

  it.each([
    { name: 'enableExec', flags: { enableExec: true }, said: '--enable-exec' },
    { name: 'both', flags: { enableExec: true, stackTrace: true }, said: '--enable-exec, --stack-trace' },
  ])('that kubectl lacks start nothing and are named: $name', async ({ flags, said }) => {
    const path = createProgram('echo started >&2', 'kubectl')
    const result = await build('.', { path, ...flags })
    expect(result).toMatchObject({ ok: false, reason: 'unsupported', stderr: '' })
    expect(result).toHaveProperty('message', `kubectl kustomize has no ${said}`)
  })
})

describe.each([
  { flavour: 'kustomize' as Flavour, tool: kustomize, flags: all },
  { flavour: 'kubectl' as Flavour, tool: kubectl, flags: shared },
])('flags of the real $flavour', ({ tool, flags, flavour }) => {
  describe.skipIf(tool.missing)(tool.missing ?? '', () => {
    it('are all taken', async () => {
      const result = await build(createSandbox(configMapFiles()), { path: tool.path, ...flags })
      expect(result).toMatchObject({ ok: true, objects: [{ kind: 'ConfigMap' }] })
    })

    it('have an option each, but for --output and --help', () => {
      const verb = flavour === 'kubectl' ? 'kustomize' : 'build'
      const help = spawnSync(tool.path ?? '', [verb, '--help'], { encoding: 'utf8' }).stdout
      const documented = [...help.matchAll(/^ +(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag ?? '')
      const known = [...inOrder.map((argument) => argument.split('=')[0]), '--output', '--help']
      expect(documented.length).toBeGreaterThan(5)
      expect(documented.filter((flag) => !known.includes(flag))).toEqual([])
    })

    it('let a kustomization read outside its folder when loadRestrictor allows it', async () => {
      const cwd = createSandbox({
        'app/kustomization.yaml': 'resources: [../config-map.yaml]\n',
        ...configMapFiles('.'),
      })
      const allowed = await build('app', { path: tool.path, cwd, loadRestrictor: 'LoadRestrictionsNone' })
      expect(allowed).toMatchObject({ ok: true, objects: [{ kind: 'ConfigMap' }] })
      expect(await build('app', { path: tool.path, cwd })).toMatchObject({ ok: false, reason: 'exit' })
    })

    it('start the Helm that is named when enableHelm allows it', async () => {
      const directory = createSandbox(chartFiles)
      const options = { path: tool.path, enableHelm: true, helmCommand: '/nowhere/helm' }
      const result = await build(directory, options)
      expect(result).toMatchObject({ ok: false, reason: 'exit', hint: expect.stringContaining('helmCommand') })
    })
  })
})

describe.skipIf(kustomize.missing ?? helm.missing)(`charts ${kustomize.missing ?? helm.missing ?? ''}`, () => {
  it('in a local folder are rendered by the real Helm without the network', async () => {
    const result = await build(createSandbox(chartFiles), {
      path: kustomize.path,
      enableHelm: true,
      helmCommand: helm.path,
      helmKubeVersion: '1.31.0',
      helmApiVersions: ['example.com/v1'],
    })
    const data = { kube: 'v1.31.0', has: 'true' }
    expect(result).toMatchObject({ ok: true, objects: [{ kind: 'ConfigMap', metadata: { name: 'shop' }, data }] })
  })
})

const chartFiles = {
  'kustomization.yaml': 'helmCharts: [{name: shop, releaseName: shop}]\n',
  'charts/shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  // kustomize wants one, Helm does not.
  'charts/shop/values.yaml': '',
  'charts/shop/templates/config-map.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
data:
  kube: {{ .Capabilities.KubeVersion.Version | quote }}
  has: {{ .Capabilities.APIVersions.Has "example.com/v1" | quote }}
`,
}
