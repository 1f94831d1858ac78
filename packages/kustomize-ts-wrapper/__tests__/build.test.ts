import { chmodSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findTool } from '../../../__tests__/support/tools.ts'
import { type BuildResult, build, findKustomize } from '../src/index.ts'
import { configMapFiles, createProgram, createSandbox } from './sandbox.ts'

const renderedConfigMap = 'apiVersion: v1\ndata:\n  greeting: hello\nkind: ConfigMap\nmetadata:\n  name: settings\n'

describe.each(['kustomize', 'kubectl'])('build with the real %s', (name) => {
  const { path, missing } = findTool(name)

  describe.skipIf(missing)(missing ?? '', () => {
    it('gives what was printed, the objects in it, and how it was made', async () => {
      const directory = createSandbox(configMapFiles())
      const result = await build(directory, { path })
      expect(result).toEqual({
        ok: true,
        stdout: renderedConfigMap,
        stderr: '',
        durationMs: expect.any(Number),
        objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { greeting: 'hello' } }],
        command: [path, name === 'kubectl' ? 'kustomize' : 'build', '--', directory],
      })
    })

    it('gives one object for each document, in their order', async () => {
      const result = await build(
        createSandbox({
          'kustomization.yaml': 'namespace: shop\nresources: [all.yaml]\n',
          'all.yaml': ['Namespace', 'ServiceAccount', 'ConfigMap']
            .map((kind) => `apiVersion: v1\nkind: ${kind}\nmetadata: {name: web}\n`)
            .join('---\n'),
        }),
        { path },
      )
      expect(objectNames(result)).toEqual(['Namespace/undefined/shop', 'ServiceAccount/shop/web', 'ConfigMap/shop/web'])
    })

    it('gives values as Kubernetes reads them, not as YAML 1.2 reads the source', async () => {
      const result = await build(
        createSandbox({
          'kustomization.yaml': 'resources: [thing.yaml]\n',
          'thing.yaml':
            'apiVersion: a/v1\nkind: Thing\nmetadata: {name: a}\n' +
            'spec: {mode: 0644, word: "yes", text: "0644", clock: 12:30:45, day: "2024-01-01", merge: "<<", n: "1_000"}\n',
        }),
        { path },
      )
      const spec = {
        mode: 420,
        word: 'yes',
        text: '0644',
        clock: '12:30:45',
        day: '2024-01-01',
        merge: '<<',
        n: '1_000',
      }
      expect(result).toMatchObject({ ok: true, objects: [{ spec }] })
    })

    it('gives no objects for a kustomization that renders nothing', async () => {
      const directory = createSandbox({ 'kustomization.yaml': 'resources: []\nnamespace: shop\n' })
      expect(await build(directory, { path })).toMatchObject({ ok: true, objects: [] })
    })

    it.each([
      { name: 'spaces', folder: 'my apps/the shop' },
      { name: 'a leading dash', folder: '--enable-helm' },
      { name: 'shell syntax', folder: '$(touch x); "a" \'b\' *' },
      { name: 'the look of a remote repository', folder: 'github.com/org/repo' },
    ])('builds a relative directory with $name', async ({ folder }) => {
      const cwd = createSandbox(configMapFiles(folder))
      // A proxy that answers nothing: a fetch would fail.
      const env = { PATH: process.env.PATH, HTTPS_PROXY: 'http://127.0.0.1:1' }
      expect(await build(folder, { path, cwd, env })).toMatchObject({ ok: true, stdout: renderedConfigMap })
    })

    it('tells which resource is missing', async () => {
      const directory = createSandbox({ 'kustomization.yaml': 'resources: [gone.yaml]\n' })
      const result = await build(directory, { path })
      expect(result).toMatchObject({ ok: false, reason: 'exit', exitCode: 1, stdout: '' })
      const verb = name === 'kubectl' ? 'kubectl kustomize' : 'kustomize build'
      expect(messageOf(result)).toMatch(`${verb} ${directory} ended with exit code 1\n`)
      expect(messageOf(result)).toContain('gone.yaml')
      // kubectl's own log line is not for people.
      expect(messageOf(result)).not.toContain('command failed')
    })

    it.each([
      { name: 'there is no directory', files: {}, folder: 'gone', hint: 'a directory that exists' },
      {
        name: 'there is no kustomization in it',
        files: { 'a/b': '' },
        folder: 'a',
        hint: 'holds a kustomization.yaml',
      },
      {
        name: 'it reads a file outside',
        files: { 'a/kustomization.yaml': 'configMapGenerator: [{name: a, files: [../b]}]\n', b: '' },
        folder: 'a',
        hint: 'LoadRestrictionsNone',
      },
      {
        name: 'it inflates a chart',
        files: { 'a/kustomization.yaml': 'helmCharts: [{name: a}]\n' },
        folder: 'a',
        hint: 'enableHelm',
      },
    ])('hints what to do when $name', async ({ files, folder, hint }) => {
      const result = await build(folder, { path, cwd: createSandbox(files as Record<string, string>) })
      expect(result).toMatchObject({ ok: false, reason: 'exit', hint: expect.stringContaining(hint) })
    })

    it('starts no binary that is older than the minimum version', async () => {
      const result = await build('gone', { path, minimumVersion: '99.0.0' })
      expect(result).toMatchObject({ ok: false, reason: 'too-old' })
      expect(messageOf(result)).toMatch(/^the kustomize of .* is too old: \d+\.\d+\.\d+, and 99\.0\.0 is needed$/)
    })

    it('takes the command that findKustomize gave', async () => {
      const kustomize = await findKustomize({ path })
      if (!kustomize.ok) throw new Error(kustomize.message)
      const directory = createSandbox(configMapFiles())
      expect(await build(directory, { kustomize, minimumVersion: '4.0.0' })).toMatchObject({ ok: true })
    })

    it('runs side by side with one signal', async () => {
      const directory = createSandbox(configMapFiles())
      const { signal } = new AbortController()
      const results = await Promise.all(Array.from({ length: 12 }, () => build(directory, { path, signal })))
      expect(results.filter((result) => result.ok)).toHaveLength(12)
    })
  })
})

describe('build', () => {
  it('says that the binary is missing', async () => {
    expect(await build('.', { env: { PATH: '' } })).toMatchObject({ ok: false, reason: 'missing', durationMs: 0 })
  })

  it('says that the binary is too old', async () => {
    const path = createProgram('echo "{Version:kustomize/v3.8.1 GitCommit:0b35902}"')
    const result = await build('.', { path, minimumVersion: 'v5.0.0' })
    expect(messageOf(result)).toBe(`the kustomize of ${path} is too old: 3.8.1, and 5.0.0 is needed`)
  })

  it('throws for a minimum version that is none', async () => {
    await expect(build('.', { minimumVersion: '5' })).rejects.toThrow(TypeError)
  })

  it('says that a file is no program for this machine', async () => {
    const path = join(createSandbox({ kustomize: '#!/nowhere/interpreter\n' }), 'kustomize')
    chmodSync(path, 0o755)
    expect(await build('.', { path })).toMatchObject({ ok: false, reason: 'spawn', cause: { code: 'ENOENT' } })
  })

  it('says that the output is no Kubernetes object', async () => {
    const result = await build('.', { path: createProgram('printf "kind: A\\n---\\n- text\\n"') })
    expect(result).toMatchObject({ ok: false, reason: 'parse', stdout: 'kind: A\n---\n- text\n' })
    expect(messageOf(result)).toMatch(/something else than Kubernetes objects: document 2 has no kind$/)
  })

  it('says that the output is no YAML, with the place', async () => {
    const result = await build('.', { path: createProgram('echo "a: [b"') })
    expect(result).toMatchObject({ ok: false, reason: 'parse' })
    expect(messageOf(result)).toContain('line 2')
  })

  it('tells a signal from elsewhere from a failure of its own', async () => {
    const result = await build('.', { path: createProgram('kill -SEGV $$') })
    expect(result).toMatchObject({ ok: false, reason: 'exit', signal: 'SIGSEGV' })
    expect(messageOf(result)).toContain('was ended by SIGSEGV')
  })

  it('gives the process the environment that is passed, and nothing else', async () => {
    const path = createProgram('echo "kind: A"; /usr/bin/env >&2')
    const result = await build('.', { path, env: { GREETING: 'hello' } })
    // What the shell sets by itself is not from us.
    const names = result.stderr.split('\n').map((line) => line.split('=')[0] ?? '')
    expect(names.filter((name) => !['', 'PWD', 'SHLVL', '_', 'OLDPWD'].includes(name))).toEqual(['GREETING'])
  })

  it('names no flag and no variable in a message', async () => {
    const result = await build('.', { path: createProgram('exit 1'), functionEnv: ['TOKEN=secret'] })
    expect(messageOf(result)).not.toContain('secret')
    expect(result.command).toContain('--env=TOKEN=secret')
  })

  it('takes kustomize from the PATH that is passed', async () => {
    const env = { PATH: dirname(createProgram('echo "kind: Found"')) }
    expect(await build('.', { env })).toMatchObject({ ok: true, objects: [{ kind: 'Found' }] })
  })
})

function messageOf(result: BuildResult): string {
  return result.ok ? '' : result.message
}

function objectNames(result: BuildResult): string[] {
  if (!result.ok) throw new Error(result.message)
  return result.objects.map(({ kind, metadata }) => `${kind}/${metadata?.namespace}/${metadata?.name}`)
}
