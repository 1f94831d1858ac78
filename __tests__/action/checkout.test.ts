import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoFiles } from '../../src/commands/demo-repo.ts'
import { copyAction, runAct } from '../support/act.ts'
import { type WorkflowOptions, workflowWith } from '../support/act-workflow.ts'
import { makeFolder } from '../support/git.ts'
import { type GitHub, startGitHub } from '../support/github/github.ts'
import type { Repo } from '../support/github/repo.ts'
import { findTool } from '../support/tools.ts'

const act = findTool('act')
const file = 'apps/web/overlays/dev/kustomization.yaml'
const after = demoFiles[file]?.replace('"1.9"', '"1.10"')
const image = 'ghcr.io/acme/web:1.10'
const showDiff = '- id: diff\n  run: git status --short; git --no-pager diff --stat; git --no-pager log --format=%s'

describe.skipIf(act.missing)(`the Action in the config repo itself ${act.missing ?? ''}`, { timeout: 60_000 }, () => {
  let github: GitHub
  let repo: Repo
  let token: string

  beforeEach(async () => {
    github = await startGitHub()
    repo = github.createRepo('acme/app', { files: demoFiles })
    token = github.token({ kind: 'workflow', repos: { 'acme/app': { contents: 'write', pull_requests: 'write' } } })
  })

  afterEach(() => github.stop())

  function run(inputs: Record<string, string>, options: WorkflowOptions & { files?: Record<string, string> } = {}) {
    const { files = demoFiles } = options
    return runAct({
      github,
      files,
      workflow: workflowWith({ image, environment: 'dev', ...inputs }, options),
      secrets: { GITHUB_TOKEN: token },
    })
  }

  it("proposes to the repo of the checkout, with the workflow's own token, when no other is named", async () => {
    const done = await run({})
    const { outputs } = done.step('drawbridge')
    expect({ ...outputs, log: done.log }).toMatchObject({ outcome: 'changed', 'pull-request-operation': 'created' })
    expect(repo.readFile('drawbridge/dev/web', file)?.toString()).toBe(after)
    expect(repo.pullRequests.map(({ author }) => author.login)).toEqual(['github-actions[bot]'])
  })

  it('warns that a pull request of the workflow’s own token starts no checks', async () => {
    const { annotations, summary } = (await run({})).step('drawbridge')
    expect(annotations.map(({ level }) => level)).toEqual(['warning'])
    expect(annotations[0]?.message).toContain('GitHub App')
    expect(summary).toContain('GitHub App')
  })

  it('sends one credential where actions/checkout has left its own', async () => {
    const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
    const leave = `- run: |\n    git config --local http.${github.url}/.extraheader "${header}"`
    const { outputs } = (await run({ delivery: 'push' }, { before: [leave] })).step('drawbridge')
    expect(outputs).toMatchObject({ outcome: 'changed', merged: 'true' })
    expect(repo.readFile('main', file)?.toString()).toBe(after)
  })

  it('edits files in place, and does no more than that', async () => {
    const done = await run({ delivery: 'files', directory: '.' }, { after: [showDiff] })
    expect(done.step('drawbridge').outputs).toMatchObject({ outcome: 'changed', changed: 'true' })
    expect(done.step('drawbridge').outputs).not.toHaveProperty('branch')
    expect(done.step('diff').lines).toEqual([
      ` M ${file}`,
      ` ${file} | 2 +-`,
      ' 1 file changed, 1 insertion(+), 1 deletion(-)',
      'The app',
    ])
    expect(github.requests).toEqual([])
  })

  it('edits the files of the workspace when no folder is named', async () => {
    const done = await run({ delivery: 'files' }, { after: [showDiff] })
    expect(done.step('diff').lines[0]).toBe(` M ${file}`)
  })

  it('commits in the checkout', async () => {
    const done = await run({ delivery: 'commit' }, { after: [showDiff] })
    expect(done.step('drawbridge').outputs).toMatchObject({ outcome: 'changed', branch: 'main', merged: 'false' })
    expect(done.step('diff').lines).toEqual(['web: 1.10 in dev', 'The app'])
    expect(github.requests).toEqual([])
  })

  it('takes a folder of the checkout as the config repo', async () => {
    const nested = Object.fromEntries(Object.entries(demoFiles).map(([path, text]) => [`deploy/${path}`, text]))
    repo.commit({ files: nested })
    const done = await run({ directory: 'deploy', delivery: 'push' }, { files: nested })
    expect(done.step('drawbridge').outputs).toMatchObject({ outcome: 'changed', merged: 'true' })
    expect(repo.readFile('main', `deploy/${file}`)?.toString()).toBe(after)
    expect(repo.readFile('main', file)?.toString()).toBe(demoFiles[file])
  })

  it('works without a checkout: then it is the repo of the workflow', async () => {
    const folder = makeFolder()
    copyAction(folder)
    const done = await runAct({
      github,
      workflow: workflowWith({ image, environment: 'dev' }, { hasCheckout: false, uses: 'acme/drawbridge@v1' }),
      secrets: { GITHUB_TOKEN: token },
      actions: { 'acme/drawbridge@v1': folder },
    })
    expect({ ...done.step('drawbridge').outputs, log: done.log }).toMatchObject({ 'pull-request-operation': 'created' })
    expect(repo.readFile('drawbridge/dev/web', file)?.toString()).toBe(after)
  })
})
