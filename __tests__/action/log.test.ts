import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoFiles } from '../../src/commands/demo-repo.ts'
import type { Result } from '../../src/report/result.ts'
import { type ActRun, runAct } from '../support/act.ts'
import { workflowWith } from '../support/act-workflow.ts'
import { type GitHub, startGitHub } from '../support/github/github.ts'
import { findTool } from '../support/tools.ts'

const act = findTool('act')
const file = 'apps/web/overlays/dev/kustomization.yaml'

describe.skipIf(act.missing)(`what the Action says ${act.missing ?? ''}`, { timeout: 60_000 }, () => {
  let github: GitHub
  let token: string

  beforeEach(async () => {
    github = await startGitHub()
    token = github.token({ kind: 'app', repos: { 'acme/config': { contents: 'write', pull_requests: 'write' } } })
  })

  afterEach(() => github.stop())

  function run(inputs: Record<string, string> = {}, { after = [] as string[] } = {}) {
    const given = { image: 'ghcr.io/acme/web:1.10', environment: 'dev', repository: 'acme/config', token }
    const options = { hasCheckout: true, after }
    return runAct({ github, workflow: workflowWith({ ...given, ...inputs }, options) })
  }

  it('masks the token for this step and the ones after it', async () => {
    github.createRepo('acme/config', { files: demoFiles })
    // The workflow holds it as text here, so nobody but the Action can have told the runner.
    const done = await run({}, { after: [`- id: later\n  run: echo "the token is ${token}"`] })
    const { lines } = done.step('drawbridge')
    expect(lines.filter((line) => line.includes(token))).toEqual([`::add-mask::${token}`])
    expect(done.log.slice(done.log.indexOf('⭐ Run Main ./'))).not.toContain(token)
    expect(done.log).toContain('the token is ***')
  })

  it('fails with an annotation for each problem, all in one run', async () => {
    github.createRepo('acme/config', { files: demoFiles })
    const done = await run({ image: 'ghcr.io/Acme/Web:1.10\nghcr.io/acme/api@1', draft: 'yes', delivery: 'later' })
    const { result, outputs, annotations, summary, lines } = done.step('drawbridge')
    expect(done.exitCode).toBe(1)
    expect({ result, outcome: outputs.outcome, changed: outputs.changed }).toEqual({
      result: 'failure',
      outcome: 'failed',
      changed: 'false',
    })
    expect(lines.filter((line) => !line.startsWith('::'))).toEqual(['Failed: 4 problems'])
    expect(annotations.map(({ level, title }) => `${level} ${title}`)).toEqual(
      resultOf(done).errors.map(({ code }) => `error drawbridge: ${code}`),
    )
    expect(annotations.map(({ message }) => message).join('\n')).toMatchInlineSnapshot(`
      "delivery: "later" is not one of files, commit, push, pull-request, auto-merge, merge — Write delivery: one of files, commit, push, pull-request, auto-merge, merge.
      draft: "yes" is not true or false — Write draft: true or false.
      "ghcr.io/Acme/Web:1.10" has uppercase letters in its name — registries accept lowercase only: write "ghcr.io/acme/web:1.10"
      the digest of "ghcr.io/acme/api@1" names no algorithm — a digest is "sha256:" and 64 lowercase hex digits"
    `)
    expect(summary).toMatchInlineSnapshot(`
      "### Drawbridge: failed: 4 problems

      **Errors**

      - delivery: "later" is not one of files, commit, push, pull-request, auto-merge, merge<br>Write delivery: one of files, commit, push, pull-request, auto-merge, merge.
      - draft: "yes" is not true or false<br>Write draft: true or false.
      - "ghcr.io/Acme/Web:1.10" has uppercase letters in its name<br>registries accept lowercase only: write "ghcr.io/acme/web:1.10"
      - the digest of "ghcr.io/acme/api@​1" names no algorithm<br>a digest is "sha256:" and 64 lowercase hex digits
      "
    `)
  })

  it('names the file and the line of the config repo in an annotation, for it belongs to no file of this repo', async () => {
    const files = { ...demoFiles, [file]: 'images:\n  - name: ghcr.io/acme/web\n    newTag: "1.9\n' }
    github.createRepo('acme/config', { files })
    const { annotations, outputs } = (await run()).step('drawbridge')
    expect(outputs.outcome).toBe('failed')
    expect(annotations).toEqual([
      expect.objectContaining({ level: 'error', message: expect.stringMatching(/^apps\/web\/overlays\/dev\/kusto/) }),
    ])
  })

  it('says refused when a guard refuses, and fails the step', async () => {
    const repo = github.createRepo('acme/config', { files: demoFiles })
    const done = await run({ image: 'ghcr.io/acme/web:1.8.0' })
    const { result, outputs, annotations } = done.step('drawbridge')
    expect({ result, outcome: outputs.outcome }).toEqual({ result: 'failure', outcome: 'refused' })
    expect(annotations.map(({ title }) => title)).toEqual(['drawbridge: downgrade'])
    expect(repo.pullRequests).toEqual([])
  })

  it('says what to do when the secret with the token is empty, before it asks anybody', async () => {
    github.createRepo('acme/config', { files: demoFiles })
    const { annotations } = (await run({ token: expression('secrets.NO_SUCH_SECRET') })).step('drawbridge')
    expect(annotations.map(({ level, title }) => `${level} ${title}`)).toEqual(['error drawbridge: missing-token'])
    expect(github.requests).toEqual([])
  })

  it("says what to do when it got the workflow's own token for another repo", async () => {
    github.createRepo('acme/config', { files: demoFiles })
    const own = github.token({ kind: 'workflow', repos: { 'acme/app': { contents: 'write', pull_requests: 'write' } } })
    const { annotations } = (await run({ token: own })).step('drawbridge')
    expect(annotations).toHaveLength(1)
    expect(annotations[0]?.message).toContain('acme/config')
    expect(annotations[0]?.message).toContain("a workflow's own GITHUB_TOKEN sees no private repo but its own")
  })

  it('says which permission the token lacks', async () => {
    github.createRepo('acme/config', { files: demoFiles })
    const weak = github.token({ kind: 'app', repos: { 'acme/config': { contents: 'write' } } })
    const { annotations } = (await run({ token: weak })).step('drawbridge')
    expect(annotations).toHaveLength(1)
    expect(annotations[0]?.message).toContain('pull-requests')
  })

  it('obeys no command that stands in a file of the config repo, shown in the diff', async () => {
    const hostile = `notes: |

  ::error::in a text
images:
  - name: ghcr.io/acme/web
    newTag: "1.9"
    # ##[error]old style
more: |
  ::set-output name=stolen::yes
`
    github.createRepo('acme/config', { files: { ...demoFiles, [file]: hostile } })
    const { outputs, annotations, lines } = (await run()).step('drawbridge')
    expect(outputs).toMatchObject({ outcome: 'changed' })
    expect(outputs).not.toHaveProperty('stolen')
    expect(annotations).toEqual([])
    expect(lines.filter((line) => line.includes('set-output'))).toHaveLength(1)
    expectHarmless(lines)
  })

  it.each<{ name: string; inputs: Record<string, string> }>([
    { name: 'a title', inputs: { title: 'Release\n::error::injected' } },
    { name: 'an image', inputs: { image: '::error::x\nghcr.io/acme/web:1.10' } },
    { name: 'an environment', inputs: { environment: '::error::x' } },
    { name: 'an actor', inputs: { actor: 'me\n::error::x\nDrawbridge-Actor: you' } },
    { name: 'a value', inputs: { value: '**:images[0].name=x%0A::error::x\n::error::y' } },
    { name: 'a branch', inputs: { branch: '::error::x' } },
    { name: 'a delivery', inputs: { delivery: 'push\n::error::x' } },
  ])('obeys no command in $name', async ({ inputs }) => {
    const repo = github.createRepo('acme/config', { files: demoFiles })
    const done = await run(inputs)
    const { annotations, lines } = done.step('drawbridge')
    expectHarmless(lines)
    // What is told of them is told by annotations of Drawbridge's own, each one line for one problem.
    const { errors, warnings } = resultOf(done)
    expect(annotations).toHaveLength(errors.length + warnings.filter(({ code }) => code !== 'unknown-order').length)
    for (const { title } of annotations) expect(title).toMatch(/^drawbridge: /)
    for (const pull of repo.pullRequests) expect(pull.title).not.toContain('\n')
    for (const { message } of repo.log('main')) expect(message).not.toContain('Drawbridge-Actor: you')
  })
})

/** Lines that the runner would obey (src/Runner.Common/ActionCommand.cs), besides those that Drawbridge means. */
function expectHarmless(lines: readonly string[]): void {
  const commands = lines.filter((line) => line.trimStart().startsWith('::') || line.includes('##['))
  const meant =
    /^::(?:add-mask::|group::What (?:changed|would change)$|endgroup::$|(?:error|warning) title=drawbridge%3A )/
  expect(commands.filter((line) => !meant.test(line))).toEqual([])
}

function expression(text: string): string {
  return `\${{ ${text} }}`
}

function resultOf(run: ActRun): Result {
  return JSON.parse(run.step('drawbridge').outputs.result ?? '') as Result
}
