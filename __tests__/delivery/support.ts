import { onTestFinished } from 'vitest'
import type { Result } from '../../src/report/result.ts'
import { git, makeFolder } from '../support/git.ts'
import { type CreateRepoOptions, type GitHub, startGitHub, type TokenOptions } from '../support/github/github.ts'
import type { Repo } from '../support/github/repo.ts'
import { type CliRun, runCli, runForResult } from '../support/run-drawbridge.ts'

export const web = 'apps/web/overlays/dev/kustomization.yaml'
export const webBranch = 'drawbridge/dev/web'

/** A kustomization that pins the application's two images. */
export function kustomization(app: string, tag: string, sidecar = '0.9.0'): string {
  return `# ${app}\nimages:\n  - name: ghcr.io/acme/${app}\n    newTag: ${tag}  # by CI\n\n  - name: ghcr.io/acme/${app}-proxy\n    newTag: "${sidecar}"\n`
}

/** Two applications in three environments, and files that nobody is to touch. */
export const configFiles: CreateRepoOptions['files'] & {} = {
  ...Object.fromEntries(
    ['web', 'api'].flatMap((app) =>
      ['dev', 'staging', 'prod'].map((environment) => [
        `apps/${app}/overlays/${environment}/kustomization.yaml`,
        kustomization(app, '1.0.0'),
      ]),
    ),
  ),
  'README.md': 'Config\r\n',
  'bin/check.sh': { content: '#!/bin/sh\n', mode: '100755' },
  latest: { content: 'apps/web', mode: '120000' },
}

export interface SetUpOptions extends Pick<CreateRepoOptions, 'settings' | 'protection' | 'files'> {
  readonly token?: Partial<TokenOptions>
  readonly env?: Readonly<Record<string, string>>
}

export interface Run {
  readonly exitCode: number | null
  readonly result: Result
  readonly stderr: string
}

export interface World {
  readonly github: GitHub
  readonly repo: Repo
  readonly token: string
  readonly env: Readonly<Record<string, string>>
  /** `drawbridge update --repository acme/config` with these flags and `--json`. */
  readonly update: (...flags: string[]) => Promise<Run>
  /** The same for the people's output. */
  readonly show: (...flags: string[]) => Promise<CliRun>
  /** A checkout of the repo, as `actions/checkout` leaves it without its token. */
  readonly clone: () => string
  /** The requests since the last call that write: Git pushes, REST by other methods than GET, mutations. */
  readonly writes: () => readonly string[]
  readonly text: (branch: string, path?: string) => string | undefined
}

/** `acme/config` on a GitHub of its own, which is checked and stopped when the test ends. */
export async function setUp({
  settings = {},
  protection = {},
  files,
  token,
  env = {},
}: SetUpOptions = {}): Promise<World> {
  const github = await startGitHub()
  onTestFinished(() => github.stop())
  const repo = github.createRepo('acme/config', { files: files ?? configFiles, settings, protection })
  const grants = { contents: 'write', pull_requests: 'write' } as const
  const value = github.token({ kind: 'app', repos: { 'acme/config': grants }, ...token })
  const all = { ...github.environment, GITHUB_TOKEN: value, ...env }
  const args = ['update', '--repository', 'acme/config']
  return {
    github,
    repo,
    token: value,
    env: all,
    update: (...flags) => runForResult([...args, ...flags], { env: all }),
    show: (...flags) => runCli([...args, ...flags], { env: all }),
    clone: () => clone(repo, github),
    writes: writesOf(github),
    text: (branch, path = web) => repo.readFile(branch, path)?.toString(),
  }
}

function clone(repo: Repo, github: GitHub): string {
  const folder = makeFolder()
  git(folder, 'clone', '--quiet', repo.directory, '.')
  git(folder, 'remote', 'set-url', 'origin', `${github.url}/${repo.nameWithOwner}`)
  return folder
}

function writesOf(github: GitHub): () => readonly string[] {
  let seen = 0
  return () => {
    const fresh = github.requests.slice(seen)
    seen = github.requests.length
    return fresh.flatMap(({ kind, method, operation, graphql, service, path }) => {
      if (kind === 'git') return method === 'POST' && service === 'receive-pack' ? ['push'] : []
      if (kind === 'graphql') return graphql?.type === 'mutation' ? graphql.fields : []
      return method === 'GET' ? [] : [operation ?? path]
    })
  }
}

/** The flags of a usual run: these images of the web application in dev, as a pull request. */
export function propose(...images: string[]): string[] {
  return [...images.flatMap((image) => ['--image', image]), '--environment', 'dev', '--delivery', 'pull-request']
}

export const image = (name: string, tag: string) => `ghcr.io/acme/${name}:${tag}`
