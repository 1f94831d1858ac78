import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'kustomize-ts-wrapper'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../support/git.ts'
import { runForResult } from '../support/run-drawbridge.ts'
import { findTool } from '../support/tools.ts'
import { filesOf, root } from './texts.ts'

const kustomize = findTool('kustomize')
const helm = findTool('helm')
const digest = `sha256:${'5a'.repeat(32)}`
const environments = ['dev', 'staging', 'prod']
const source = join(root, 'examples/config-repo')

function copyRepo(): string {
  const folder = makeFolder()
  cpSync(source, folder, { recursive: true })
  return folder
}

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesOf('examples/config-repo', 9).map((path) => {
      const name = path.replace('examples/config-repo/', '')
      return [name, readFileSync(join(folder, name), 'utf8')]
    }),
  )
}

/** The lines that differ, in order: what went and what came. */
function changedLines(before: string, after: string): [string, string][] {
  const [old, next] = [before.split('\n'), after.split('\n')]
  expect(next).toHaveLength(old.length)
  return old.flatMap((line, index) => (line === next[index] ? [] : [[line.trim(), next[index]?.trim() ?? '']]))
}

describe('the config repo of the examples', () => {
  it.each(environments)(
    'takes a new version of every application in %s, and nothing the second time',
    async (environment) => {
      const directory = copyRepo()
      const images = ['web:2.3.4', 'api:2.3.4', 'worker:3.3.0'].flatMap((name) => [
        '--image',
        `ghcr.io/acme/${name}@${digest}`,
      ])
      const flags = ['update', '--directory', directory, '--environment', environment, ...images]
      const before = contents(directory)
      const first = await runForResult(flags)
      expect(first).toMatchObject({ exitCode: 0, result: { outcome: 'changed', errors: [] } })
      expect(new Set(first.result.changes.map((change) => `${change.environment}/${change.application}`))).toEqual(
        new Set(['web', 'api', 'worker'].map((application) => `${environment}/${application}`)),
      )
      const after = contents(directory)
      const changed = Object.keys(after).filter((path) => after[path] !== before[path])
      expect(changed.toSorted()).toEqual(first.result.files.toSorted())
      const again = await runForResult(flags)
      expect(again).toMatchObject({ exitCode: 0, result: { outcome: 'unchanged', changed: false, files: [] } })
      expect(contents(directory)).toEqual(after)
    },
  )
})

describe.skipIf(kustomize.missing)(`kustomize on the config repo of the examples ${kustomize.missing ?? ''}`, () => {
  async function render(directory: string, environment: string): Promise<string> {
    const options = kustomize.path === undefined ? {} : { path: kustomize.path }
    const built = await build(join(directory, 'apps/web/overlays', environment), { ...options, timeoutMs: 20_000 })
    if (!built.ok) throw new Error(built.message)
    return built.stdout
  }

  it.each(environments)('renders %s with the new version and nothing else changed', async (environment) => {
    const directory = copyRepo()
    const before = await Promise.all(environments.map((each) => render(directory, each)))
    const image = `ghcr.io/acme/web:2.3.4@${digest}`
    const done = await runForResult([
      'update',
      '--directory',
      directory,
      '--environment',
      environment,
      '--image',
      image,
    ])
    expect(done.exitCode).toBe(0)
    const after = await Promise.all(environments.map((each) => render(directory, each)))
    for (const [index, each] of environments.entries()) {
      const lines = changedLines(before[index] ?? '', after[index] ?? '')
      expect(lines).toEqual(
        each === environment
          ? [[expect.stringContaining('image: ghcr.io/acme/web'), expect.stringContaining('image: ghcr.io/acme/web')]]
          : [],
      )
    }
    expect(after[environments.indexOf(environment)]).toMatch(
      environment === 'prod' ? `image: ghcr.io/acme/web:2.3.4@${digest}\n` : 'image: ghcr.io/acme/web:2.3.4\n',
    )
  })
})

describe.skipIf(helm.missing)(`Helm on the config repo of the examples ${helm.missing ?? ''}`, () => {
  function render(directory: string, environment: string): string {
    const chart = join(directory, 'charts/api')
    const args = ['template', 'api', chart, '--values', join(chart, `values-${environment}.yaml`)]
    return execFileSync(helm.path ?? 'helm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  }

  it.each(environments)('renders %s with the new version and nothing else changed', async (environment) => {
    const directory = copyRepo()
    const before = render(directory, environment)
    const image = ['--image', 'ghcr.io/acme/api:2.10']
    const done = await runForResult(['update', '--directory', directory, '--environment', environment, ...image])
    expect(done.exitCode).toBe(0)
    const lines = changedLines(before, render(directory, environment))
    expect(lines).toEqual([
      [expect.stringContaining('ghcr.io/acme/api:2.'), expect.stringContaining('ghcr.io/acme/api:2.10')],
    ])
  })
})
