import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runAct } from '../support/act.ts'
import { workflowWith } from '../support/act-workflow.ts'
import { type GitHub, startGitHub } from '../support/github/github.ts'
import type { Repo } from '../support/github/repo.ts'
import { runForResult } from '../support/run-drawbridge.ts'
import { findTool } from '../support/tools.ts'
import { type Case, chooseCases, missing } from './cases.ts'

const act = findTool('act')
const cases = chooseCases()
const branch = 'release'
const options = { group: 'run', environment: 'all', branch }

describe.skipIf(missing)(`real commits of public config repos ${missing}`, { timeout: 60_000 }, () => {
  let github: GitHub
  let token: string

  beforeEach(async () => {
    github = await startGitHub()
    token = github.token({ kind: 'app', repos: { 'acme/config': { contents: 'write', pull_requests: 'write' } } })
  })

  afterEach(() => github.stop())

  it('are of three repos at least', () => {
    expect(new Set(cases.map(({ repo }) => repo)).size).toBeGreaterThanOrEqual(3)
  })

  function runCli(flags: readonly string[], delivery: string) {
    const given = Object.entries({ ...options, repository: 'acme/config', delivery })
    const all = ['update', ...given.flatMap(([name, value]) => [`--${name}`, value]), ...flags]
    return runForResult(all, { env: { ...github.environment, GITHUB_TOKEN: token } })
  }

  it.each(cases.map((each) => ({ name: `${each.id} (${each.kinds.join(', ')})`, case: each })))(
    '$name by the CLI: proposed, merged, and nothing left to do',
    async ({ case: each }) => {
      const repo = github.createRepo('acme/config', { files: each.before })
      for (const flags of each.runs) {
        const proposed = await runCli(flags, 'pull-request')
        expect(proposed.result.errors).toEqual([])
        expect(proposed).toMatchObject({ exitCode: 0, result: { outcome: 'changed' } })
      }
      expectTree(repo, branch, each.after)
      expectTree(repo, 'main', each.before)
      expect(repo.pullRequests).toHaveLength(1)
      for (const flags of each.runs) expect((await runCli(flags, 'merge')).result.errors).toEqual([])
      expectTree(repo, 'main', each.after)
      for (const flags of each.runs) {
        const again = await runCli(flags, 'pull-request')
        expect(again).toMatchObject({ exitCode: 0, result: { outcome: 'unchanged', changed: false, proposals: [] } })
      }
      expect(repo.pullRequests).toHaveLength(1)
    },
  )

  // One of each repo: the runner is the same for every file.
  const ofEachRepo = cases.filter(({ repo, runs }, index) => {
    return runs.length === 1 && cases.findIndex((other) => other.repo === repo) === index
  })

  it.skipIf(act.missing).each(ofEachRepo.map((each) => ({ name: `${each.id} (${each.repo})`, case: each })))(
    `$name by the Action ${act.missing ?? ''}`,
    async ({ case: each }) => {
      const repo = github.createRepo('acme/config', { files: each.before })
      const workflow = workflowWith({ repository: 'acme/config', token: expression, ...options, ...inputsOf(each) })
      const run = () => runAct({ github, workflow, secrets: { CONFIG_TOKEN: token } })
      const first = await run()
      expect({ exitCode: first.exitCode, log: first.log }).toMatchObject({ exitCode: 0 })
      expectTree(repo, branch, each.after)
      const head = repo.branchHead(branch)
      expect((await run()).step('drawbridge').outputs['pull-request-operation']).toBe('unchanged')
      expect(repo.branchHead(branch)).toBe(head)
    },
  )
})

const expression = `\${{ secrets.CONFIG_TOKEN }}`

/** `--image a --image b` as the input of several lines. */
function inputsOf({ runs }: Case): Record<string, string> {
  const inputs: Record<string, string> = {}
  const flags = runs[0] ?? []
  for (let index = 0; index < flags.length; index += 2) {
    const name = flags[index]?.slice(2) ?? ''
    const value = flags[index + 1] ?? ''
    inputs[name] = inputs[name] === undefined ? value : `${inputs[name]}\n${value}`
  }
  return inputs
}

function expectTree(repo: Repo, name: string, files: Readonly<Record<string, Buffer>>): void {
  expect(repo.paths(name).toSorted()).toEqual(Object.keys(files).toSorted())
  // Compared as text first: what differs can be read then.
  for (const [path, bytes] of Object.entries(files)) {
    expect(repo.readFile(name, path)?.toString('utf8'), path).toBe(bytes.toString('utf8'))
    expect(repo.readFile(name, path)?.equals(bytes), path).toBe(true)
  }
}
