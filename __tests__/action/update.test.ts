import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoFiles } from '../../src/commands/demo-repo.ts'
import { outputSpecs } from '../../src/outputs.ts'
import type { Result } from '../../src/report/result.ts'
import { type ActRun, runAct } from '../support/act.ts'
import { actions, buildStep, builtDigest, workflowWith } from '../support/act-workflow.ts'
import { type GitHub, startGitHub } from '../support/github/github.ts'
import { findTool } from '../support/tools.ts'

const act = findTool('act')
const kustomize = findTool('kustomize')
const file = 'apps/web/overlays/dev/kustomization.yaml'
const after = demoFiles[file]?.replace('"1.9"', '"1.10"')
const digest = `\${{ steps.build.outputs.digest }}`

describe.skipIf(act.missing)(`the Action after a build ${act.missing ?? ''}`, { timeout: 60_000 }, () => {
  let github: GitHub
  let token: string

  beforeEach(async () => {
    github = await startGitHub()
    token = github.token({ kind: 'app', repos: { 'acme/config': { contents: 'write', pull_requests: 'write' } } })
  })

  afterEach(() => github.stop())

  function run(inputs: Record<string, string> = {}, options: { before?: string[]; programs?: string[] } = {}) {
    const { before = [buildStep], programs } = options
    const given = { image: `ghcr.io/acme/web:1.10@${digest}`, environment: 'dev', repository: 'acme/config' }
    return runAct({
      github,
      workflow: workflowWith({ ...given, token: expression('secrets.CONFIG_TOKEN'), ...inputs }, { before }),
      secrets: { CONFIG_TOKEN: token, GITHUB_TOKEN: 'the-workflows-own' },
      actions: {
        'docker/build-push-action@v6': actions['docker/build-push-action'],
        'docker/metadata-action@v5': actions['docker/metadata-action'],
      },
      ...(programs && { programs }),
    })
  }

  it('opens a pull request and tells it by every output', async () => {
    const repo = github.createRepo('acme/config', { files: demoFiles })
    const done = await run()
    const [pull] = repo.pullRequests
    const { outputs, result } = done.step('drawbridge')
    expect({ exitCode: done.exitCode, result, log: done.log }).toMatchObject({ exitCode: 0, result: 'success' })
    expect(Object.keys(outputs).toSorted()).toEqual(Object.keys(outputSpecs).toSorted())
    const { result: _, ...flat } = outputs
    expect(flat).toEqual({
      outcome: 'changed',
      changed: 'true',
      branch: 'drawbridge/dev/web',
      commit: repo.branchHead('drawbridge/dev/web'),
      'pull-request-number': '1',
      'pull-request-url': `${github.url}/acme/config/pull/1`,
      'pull-request-operation': 'created',
      merged: 'false',
    })
    expect(resultOf(done)).toEqual({
      outcome: 'changed',
      changed: true,
      changes: [
        {
          ...{ file, line: 11, format: 'kustomize', kind: 'image', name: 'ghcr.io/acme/web' },
          ...{ environment: 'dev', application: 'web', from: '1.9', to: '1.10' },
        },
      ],
      files: [file],
      proposals: [
        {
          environments: ['dev'],
          applications: ['web'],
          branch: 'drawbridge/dev/web',
          commit: flat.commit,
          pullRequest: { number: 1, url: flat['pull-request-url'], operation: 'created' },
          merged: false,
        },
      ],
      blocked: [],
      warnings: [],
      errors: [],
    })
    expect(pull).toMatchObject({ number: 1, baseRef: 'main' })
    expect(repo.readFile('drawbridge/dev/web', file)?.toString()).toBe(after)
  })

  it('runs on Node 24 and starts no other', async () => {
    github.createRepo('acme/config', { files: demoFiles })
    const { nodes } = await run()
    expect(process.version).toMatch(/^v24\./)
    expect(nodes).toEqual([{ version: process.version, script: expect.stringMatching(/\/dist\/index\.js$/) }])
  })

  it('writes into the commit where it comes from', async () => {
    const repo = github.createRepo('acme/config', { files: demoFiles })
    const { commit } = await run()
    expect(repo.log('drawbridge/dev/web')[0]?.message.split('\n\n').at(-1)).toBe(`Drawbridge-Command: update
Drawbridge-Pin: dev/web ghcr.io/acme/web 1.9 -> 1.10
Drawbridge-Source: acme/app@${commit}
Drawbridge-Actor: octocat
Drawbridge-Run: ${github.url}/acme/app/actions/runs/4711
Drawbridge-Environment: dev
Drawbridge-Application: web
`)
  })

  it('shows in the log one line a change, where it can be read, and the diff in a group', async () => {
    github.createRepo('acme/config', { files: demoFiles })
    const { groups, annotations, lines } = (await run()).step('drawbridge')
    expect({ groups, annotations }).toEqual({ groups: ['What changed'], annotations: [] })
    expect(lines.filter((line) => !line.startsWith('::add-mask::'))).toEqual(
      `Changed 1 version in 1 file
  dev/web  ghcr.io/acme/web  1.9 → 1.10  ${file}:11
  Pull request #1 created: ${github.url}/acme/config/pull/1 (drawbridge/dev/web)
::group::What changed
--- a/${file}
+++ b/${file}
@@ -8,4 +8,4 @@
 images:
   # written by CI
   - name: ghcr.io/acme/web
-    newTag: "1.9"  # keep the quotes: 1.10 is no number
+    newTag: "1.10"  # keep the quotes: 1.10 is no number
::endgroup::`.split('\n'),
    )
  })

  it('writes a summary with a table and the pull request', async () => {
    github.createRepo('acme/config', { files: demoFiles })
    const { summary } = (await run()).step('drawbridge')
    expect(summary).toBe(`### Drawbridge: changed 1 version in 1 file

| Environment | Application | Name | Where | From → to | Proposal |
| --- | --- | --- | --- | --- | --- |
| \`dev\` | \`web\` | [\`ghcr.io/acme/web\`](https://ghcr.io/acme/web) | \`${file}:11\` | \`1.9\` → \`1.10\` | [#1](${github.url}/acme/config/pull/1) created |
`)
  })

  it.skipIf(kustomize.missing)(
    `shows in the summary what kustomize renders, when it is installed ${kustomize.missing ?? ''}`,
    async () => {
      github.createRepo('acme/config', { files: demoFiles })
      const programs = kustomize.path === undefined ? [] : [kustomize.path]
      const { summary } = (await run({}, { programs })).step('drawbridge')
      expect(summary).toContain('<details><summary>Rendered: <code>apps/web/overlays/dev</code></summary>')
      expect(summary).toContain('-      - image: ghcr.io/acme/web:1.9\n+      - image: ghcr.io/acme/web:1.10\n')
      const silent = await run({ render: 'off', image: 'ghcr.io/acme/web:1.11' }, { programs, before: [] })
      expect(silent.step('drawbridge').summary).not.toContain('Rendered')
    },
  )

  it('changes nothing when it is run again', async () => {
    const repo = github.createRepo('acme/config', { files: demoFiles })
    const first = await run()
    const again = await run()
    expect(again.step('drawbridge').outputs).toMatchObject({
      outcome: 'unchanged',
      changed: 'false',
      branch: 'drawbridge/dev/web',
      commit: first.step('drawbridge').outputs.commit,
      'pull-request-number': '1',
      'pull-request-operation': 'unchanged',
    })
    expect(repo.log('drawbridge/dev/web')).toHaveLength(2)
    expect(repo.pullRequests).toHaveLength(1)
  })

  it('says why there is nothing to do, once the version is on the base branch', async () => {
    const repo = github.createRepo('acme/config', { files: demoFiles })
    await run({ delivery: 'push' })
    const head = repo.branchHead('main')
    const { outputs, summary, lines, groups } = (await run()).step('drawbridge')
    expect(outputs).toMatchObject({ outcome: 'unchanged', changed: 'false' })
    expect(outputs).not.toHaveProperty('pull-request-number')
    expect(summary).toBe(
      '### Drawbridge: nothing to do\n\n**Unchanged**\n\n- ghcr.io/acme/web is at 1.10 already, in 1 place\n',
    )
    expect(lines).toContain('  ghcr.io/acme/web is at 1.10 already, in 1 place')
    expect(groups).toEqual([])
    expect(repo.branchHead('main')).toBe(head)
    expect(repo.pullRequests).toEqual([])
  })

  it('moves the pull request that is open to a newer version', async () => {
    const repo = github.createRepo('acme/config', { files: demoFiles })
    await run()
    const { outputs } = (await run({ image: 'ghcr.io/acme/web:1.11.0' })).step('drawbridge')
    expect(outputs).toMatchObject({ 'pull-request-number': '1', 'pull-request-operation': 'updated' })
    expect(repo.readFile('drawbridge/dev/web', file)?.toString()).toContain('newTag: "1.11.0"')
    expect(repo.log('drawbridge/dev/web')).toHaveLength(2)
  })

  it('pushes to the base branch', async () => {
    const repo = github.createRepo('acme/config', { files: demoFiles })
    const { outputs } = (await run({ delivery: 'push' })).step('drawbridge')
    expect(outputs).toMatchObject({ commit: repo.branchHead('main'), merged: 'true', 'pull-request-number': '' })
    expect(repo.readFile('main', file)?.toString()).toBe(after)
    expect([...repo.branches().keys()]).toEqual(['main'])
  })

  it('merges at once, by the method that was asked for', async () => {
    const repo = github.createRepo('acme/config', { files: demoFiles })
    const done = await run({ delivery: 'merge', 'merge-method': 'squash' })
    expect(done.step('drawbridge').outputs).toMatchObject({ commit: repo.branchHead('main'), merged: 'true' })
    expect(done.step('drawbridge').summary).toContain('created, merged')
    expect(repo.readFile('main', file)?.toString()).toBe(after)
    expect(repo.log('main')).toHaveLength(2)
    expect([...repo.branches().keys()]).toEqual(['main'])
  })

  it('leaves the merge to GitHub until its rules are met', async () => {
    const repo = github.createRepo('acme/config', {
      files: demoFiles,
      settings: { allowAutoMerge: true },
      protection: { main: { requiredChecks: ['ci'] } },
    })
    const { outputs } = (await run({ delivery: 'auto-merge' })).step('drawbridge')
    expect(outputs).toMatchObject({ merged: 'false', 'pull-request-operation': 'created' })
    expect(repo.readFile('main', file)?.toString()).toBe(demoFiles[file])
    repo.setStatus(outputs.commit ?? '', 'ci', 'success')
    expect(repo.readFile('main', file)?.toString()).toBe(after)
  })

  it('takes the tags of docker/metadata-action line by line, with the digest beside them', async () => {
    const before = demoFiles[file]?.replace(
      'newTag: "1.9"',
      'newTag: "1.9"\n    digest: sha256:'.concat('0'.repeat(64)),
    )
    const repo = github.createRepo('acme/config', { files: { ...demoFiles, [file]: before ?? '' } })
    const tags = 'type=raw,value=1.10.0\\ntype=raw,value=1.10\\ntype=raw,value=latest'
    const meta = `- id: meta\n  uses: docker/metadata-action@v5\n  with: { images: ghcr.io/acme/web, tags: "${tags}" }`
    const image = `${expression('steps.meta.outputs.tags')}\nghcr.io/acme/web@${digest}`
    const done = await run({ image }, { before: [buildStep, meta] })
    expect({ log: done.log, exitCode: done.exitCode }).toMatchObject({ exitCode: 0 })
    expect(repo.readFile('drawbridge/dev/web', file)?.toString()).toBe(
      before?.replace('"1.9"', '"1.10.0"').replace(`sha256:${'0'.repeat(64)}`, builtDigest),
    )
  })

  it('reads lists by the line or the comma, and booleans as YAML has them', async () => {
    const repo = github.createRepo('acme/config', { files: demoFiles })
    const done = await run({ draft: 'True', labels: 'release, dev\nweb', environment: 'dev,\nstaging' })
    expect({ log: done.log, exitCode: done.exitCode }).toMatchObject({ exitCode: 0 })
    expect(repo.pullRequests.map(({ isDraft, labels }) => ({ isDraft, labels }))).toEqual([
      { isDraft: true, labels: ['release', 'dev', 'web'] },
      { isDraft: true, labels: ['release', 'dev', 'web'] },
    ])
  })

  it('gives no flat outputs for several pull requests, for they would be about one of them', async () => {
    const repo = github.createRepo('acme/config', { files: demoFiles })
    const done = await run({ environment: 'dev\nstaging' })
    expect(Object.keys(done.step('drawbridge').outputs).toSorted()).toEqual(['changed', 'outcome', 'result'])
    expect(resultOf(done).proposals.map(({ environments }) => environments)).toEqual([['dev'], ['staging']])
    expect(repo.pullRequests).toHaveLength(2)
  })

  it('shows everything and changes nothing on a dry run', async () => {
    const repo = github.createRepo('acme/config', { files: demoFiles })
    const { outputs, summary, groups } = (await run({ 'dry-run': 'true' })).step('drawbridge')
    expect(outputs).toMatchObject({ changed: 'true', outcome: 'changed' })
    expect(summary).toMatch(/^### Drawbridge: dry run: would change 1 version in 1 file\n/)
    expect(groups).toEqual(['What would change'])
    expect([...repo.branches().keys()]).toEqual(['main'])
    expect(repo.pullRequests).toEqual([])
  })
})

function expression(text: string): string {
  return `\${{ ${text} }}`
}

function resultOf(run: ActRun): Result {
  return JSON.parse(run.step('drawbridge').outputs.result ?? '') as Result
}
