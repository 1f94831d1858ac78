import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ActOptions, type ActRun, copyAction, runAct } from '../support/act.ts'
import { actions } from '../support/act-workflow.ts'
import { makeFolder } from '../support/git.ts'
import { type GitHub, startGitHub } from '../support/github/github.ts'
import type { Repo } from '../support/github/repo.ts'
import type { Protection } from '../support/github/repo-settings.ts'
import type { Grants } from '../support/github/tokens.ts'
import { findTool } from '../support/tools.ts'
import { readWorkflow, released, stepsOf } from './example-workflow.ts'
import { filesOf, read, root, workflows } from './texts.ts'

const act = findTool('act')
const folder = 'examples/config-repo'
const config = Object.fromEntries(
  filesOf(folder, 9).map((path) => [path.slice(folder.length + 1), readFileSync(join(root, path), 'utf8')]),
)
const web = (environment: string) => `apps/web/overlays/${environment}/kustomization.yaml`
const tag = { ref: 'refs/tags/1.11.0' }

interface Ended {
  readonly run: ActRun
  readonly config: Repo
  readonly app: Repo
}

interface Example {
  readonly options: Pick<ActOptions, 'ref' | 'event' | 'inputs'>
  /** What the config repo asks of a merge. */
  readonly protection?: Partial<Protection>
  /** What the example promises. */
  readonly check: (ended: Ended) => void
}

const examples: Readonly<Record<string, Example>> = {
  'update.yml': {
    options: tag,
    check: ({ config }) => expectProposed(config, 'dev/web', web('dev'), ['1.10', '1.11.0']),
  },
  'auto-merge.yml': {
    options: tag,
    protection: { requiredChecks: ['ci'] },
    check: ({ config }) => {
      expectProposed(config, 'staging/web', web('staging'), ['1.9.2', '1.11.0'])
      expect(config.pullRequests[0]).toMatchObject({ labels: ['release'], autoMerge: { method: expect.anything() } })
      config.setStatus(config.pullRequests[0]?.headSha ?? '', 'ci', 'success')
      expect(config.pullRequests[0]?.merged).toBeDefined()
    },
  },
  'merge.yml': {
    options: tag,
    check: ({ run, config }) => {
      expectEdited(config, 'main', web('dev'), ['1.10', '1.11.0'])
      expect(config.pullRequests[0]?.merged?.sha).toBe(config.branchHead('main'))
      expect(run.log).toContain(`/acme/config/pull/1 was merged as ${config.branchHead('main')}`)
    },
  },
  'push.yml': {
    options: {},
    check: ({ config }) => {
      expectEdited(config, 'main', web('dev'), ['1.10', '1.11.17'])
      expect(config.pullRequests).toEqual([])
    },
  },
  'metadata-tags.yml': {
    options: tag,
    check: ({ config }) => expectProposed(config, 'dev/web', web('dev'), ['1.10', '1.11.0']),
  },
  'github-app.yml': {
    options: tag,
    check: ({ config }) => {
      expectProposed(config, 'dev/web', web('dev'), ['1.10', '1.11.0'])
      expect(config.pullRequests[0]?.author.login).toBe('drawbridge[bot]')
    },
  },
  'several-images.yml': {
    options: { event: 'workflow_dispatch', inputs: { web: '1.12.0', api: '2.2.0' } },
    check: ({ config }) => {
      expectProposed(config, 'dev/web', web('dev'), ['1.10', '1.12.0'])
      expectProposed(config, 'dev/api', 'charts/api/values-dev.yaml', ['2.1.0', '2.2.0'])
      expect(config.pullRequests).toHaveLength(2)
    },
  },
  'values.yml': {
    options: { event: 'workflow_dispatch', inputs: { version: '3.2.1' } },
    check: ({ config }) =>
      expectProposed(config, 'staging/worker', 'envs/staging/worker/deployment.yaml', ['3.2.0', '3.2.1']),
  },
  'monorepo.yml': {
    options: tag,
    check: ({ app }) => expectProposed(app, 'dev/web', web('dev'), ['1.10', '1.11.0'], 'deploy/'),
  },
  'dry-run.yml': {
    options: { event: 'workflow_dispatch', inputs: { image: 'ghcr.io/acme/web:1.11.0', environment: 'dev' } },
    check: ({ run, config }) => {
      expect(stripVTControlCharacters(run.log)).toContain('"to": "1.11.0"')
      expect([...config.branches().keys()]).toEqual(['main'])
    },
  },
}

it('every example of a workflow is run here', () => {
  expect(workflows.map((path) => path.replace('examples/workflows/', ''))).toEqual(Object.keys(examples).toSorted())
})

describe.skipIf(act.missing)(`the examples in a workflow runner ${act.missing ?? ''}`, { timeout: 60_000 }, () => {
  let github: GitHub
  let action: string

  beforeEach(async () => {
    github = await startGitHub()
    action = makeFolder()
    copyAction(action)
  })

  afterEach(() => github.stop())

  it.each(Object.entries(examples).map(([name, example]) => ({ name, ...example })))(
    '$name does what it says, and nothing when it is run again',
    async ({ name, options, protection, check }) => {
      const repos = makeRepos(github, protection)
      const path = `examples/workflows/${name}`
      const secrets = makeSecrets(github, path)
      const go = () =>
        runAct({
          ...{ github, secrets, ...options, workflow: read(path), actions: { ...standIns(path), [released]: action } },
          folder: { from: join(root, folder), to: 'deploy' },
        })
      const run = await go()
      expect({ log: run.log, exitCode: run.exitCode }).toMatchObject({ exitCode: 0 })
      check({ run, ...repos })
      const state = () => [repos.config, repos.app].map((repo) => [...repo.branches(), repo.pullRequests.length])
      const before = state()
      const again = await go()
      expect({ log: again.log, exitCode: again.exitCode }).toMatchObject({ exitCode: 0 })
      expect(state()).toEqual(before)
    },
  )
})

function makeRepos(github: GitHub, protection: Partial<Protection> = {}) {
  const deploy = Object.fromEntries(Object.entries(config).map(([path, text]) => [`deploy/${path}`, text]))
  return {
    app: github.createRepo('acme/app', { files: { 'README.md': '# The app\n', ...deploy } }),
    config: github.createRepo('acme/config', {
      files: config,
      settings: { allowAutoMerge: true },
      protection: { main: protection },
    }),
  }
}

/** The workflow's own token may do what the workflow asks for, no more. */
function makeSecrets(github: GitHub, path: string): Record<string, string> {
  const asked = Object.assign({}, ...Object.values(readWorkflow(path).jobs).map((job) => job.permissions ?? {}))
  const own: Grants = Object.fromEntries(
    Object.entries(asked as Record<string, string>)
      .filter(([name]) => name !== 'packages')
      .map(([name, level]) => [name.replace('-', '_'), level]),
  )
  const forConfig = { 'acme/config': { contents: 'write', pull_requests: 'write' } } as const
  const app = github.app({ repos: forConfig })
  return {
    GITHUB_TOKEN: github.token({ kind: 'workflow', repos: { 'acme/app': own } }),
    CONFIG_TOKEN: github.token({ kind: 'fine-grained', repos: forConfig }),
    APP_ID: String(app.id),
    APP_PRIVATE_KEY: app.privateKey,
  }
}

function standIns(path: string): Record<string, string> {
  const used = stepsOf(readWorkflow(path)).flatMap(({ uses }) => uses ?? [])
  return Object.fromEntries(
    used.flatMap((name) => {
      const folder = (actions as Record<string, string>)[name.replace(/@.*/, '')]
      return folder ? [[name, folder]] : []
    }),
  )
}

function expectProposed(repo: Repo, branch: string, path: string, versions: Versions, prefix = ''): void {
  const name = `drawbridge/${branch}`
  expect(repo.pullRequests.map(({ headRef }) => headRef)).toContain(name)
  expectEdited(repo, name, path, versions, prefix)
  expect(repo.readFile('main', `${prefix}${path}`)?.toString()).toBe(config[path])
}

type Versions = readonly [from: string, to: string]

/** The file has the new version in the place of the old one, the digest of the image beside it, and is else as it was. */
function expectEdited(repo: Repo, branch: string, path: string, [from, to]: Versions, prefix = ''): void {
  const before = config[path] ?? ''
  expect(before).toContain(from)
  const text = repo.readFile(branch, `${prefix}${path}`)?.toString()
  expect(text).not.toBe(before)
  expect(text).toBe(replaceVersions(before, from, to))
}

// Comments may speak of the old version.
function replaceVersions(text: string, from: string, to: string): string {
  return text.replace(/^[^#\n]*/gm, (code) => code.replaceAll(from, to))
}
