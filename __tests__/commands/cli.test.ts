import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { image, kustomization, web } from '../delivery/support.ts'
import { git, makeFolder, makeRemote, writeTree } from '../support/git.ts'
import { runCli, runForResult } from '../support/run-drawbridge.ts'

function makeConfig(files: Record<string, string> = { [web]: kustomization('web', '1.0.0') }): string {
  const folder = makeFolder()
  writeTree(folder, files)
  return folder
}

it('prints the document alone on standard output with --json, and the words for people on standard error', async () => {
  const cwd = makeConfig()
  const run = await runCli(['update', '--image', image('web', '1.1.0'), '--json'], { cwd })
  expect(Object.keys(JSON.parse(run.stdout))).toEqual([
    ...['outcome', 'changed', 'changes', 'files', 'proposals', 'blocked', 'warnings', 'errors'],
  ])
  expect(run.stderr).toBe(`Changed 1 version in 1 file\n  dev/web  ghcr.io/acme/web  1.0.0 → 1.1.0  ${web}:4\n`)
})

it('prints words on standard output without it, and errors on standard error', async () => {
  const cwd = makeConfig()
  const good = await runCli(['update', '--image', image('web', '1.1.0')], { cwd })
  expect({ ...good, stdout: good.stdout.split('\n')[0] }).toEqual({
    exitCode: 0,
    stdout: 'Changed 1 version in 1 file',
    stderr: '',
  })
  const bad = await runCli(['update', '--image', image('nope', '1.1.0')], { cwd })
  expect({ exitCode: bad.exitCode, stdout: bad.stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(bad.stderr).toMatch(/^Failed: 1 problem\nerror: image ghcr\.io\/acme\/nope is pinned nowhere\n {2}\S/)
})

it('prints a document whatever is wrong, even with the flags', async () => {
  for (const args of [['promotee'], ['update', '--wrong'], ['update'], ['--delivery=x']]) {
    const { exitCode, result } = await runForResult(args, { cwd: makeConfig() })
    expect({ exitCode, outcome: result.outcome }).toEqual({ exitCode: 2, outcome: 'failed' })
    expect(result.errors.length).toBeGreaterThan(0)
  }
})

it('prints a diff that git applies with --dry-run, and touches nothing', async () => {
  const { work } = makeRemote({ [web]: kustomization('web', '1.0.0'), 'b/values-dev.yaml': 'image:\n  tag: 1' })
  const flags = ['update', '--image', image('web', '1.1.0'), '--value', 'b/values-dev.yaml:image.tag=2', '--dry-run']
  const { exitCode, stdout } = await runCli(flags, { cwd: work })
  expect(exitCode).toBe(0)
  expect(git(work, 'status', '--porcelain')).toBe('')
  writeTree(work, { 'change.diff': stdout })
  git(work, 'apply', 'change.diff')
  expect(readFileSync(join(work, web), 'utf8')).toBe(kustomization('web', '1.1.0'))
  expect(readFileSync(join(work, 'b/values-dev.yaml'), 'utf8')).toBe('image:\n  tag: "2"')
})

it('shows help and version, and help for nothing at all', async () => {
  const [help, none, version] = await Promise.all([['help'], [], ['--version']].map((args) => runCli(args)))
  expect(help).toMatchObject({ exitCode: 0, stdout: none?.stdout, stderr: '' })
  expect(help?.stdout).toMatch(/--image TEXT[\s\S]*--dry-run\n/)
  expect(help?.stdout).not.toMatch(/--token/)
  expect(version?.stdout).toMatch(/^drawbridge \d+\.\d+\.\d+\n$/)
})

it('ends with 3 for what a guard refuses, from "commit" on, and with a warning for files', async () => {
  const { work } = makeRemote({ [web]: kustomization('web', '1.2.0') })
  const flags = ['update', '--image', image('web', '1.1.0'), '--environment', 'dev']
  const refused = await runForResult([...flags, '--delivery', 'commit'], { cwd: work })
  expect(refused).toMatchObject({
    exitCode: 3,
    result: { outcome: 'refused', changed: false, errors: [{ code: 'downgrade' }] },
  })
  const allowed = await runForResult([...flags, '--delivery', 'commit', '--allow-downgrade'], { cwd: work })
  expect(allowed).toMatchObject({ exitCode: 0, result: { outcome: 'changed' } })
  const { work: other } = makeRemote({ [web]: kustomization('web', '1.2.0') })
  const edited = await runForResult(flags, { cwd: other })
  expect(edited).toMatchObject({ exitCode: 0, result: { outcome: 'changed', warnings: [{ code: 'downgrade' }] } })
})

it('picks one tag of the output of docker/metadata-action, with its digest, and says which', async () => {
  const cwd = makeConfig()
  const digest = `sha256:${'ab'.repeat(32)}`
  const tags = ['1.11.0', '1.11', 'latest', 'sha-0a1b2c3'].map((tag) => image('web', tag)).join('\n')
  const flags = ['update', '--image', tags, '--image', `ghcr.io/acme/web@${digest}`, '--digest', 'add']
  const { exitCode, result } = await runForResult(flags, { cwd })
  expect(exitCode).toBe(0)
  expect(result.changes).toMatchObject([{ to: `1.11.0@${digest}` }])
  expect(JSON.stringify(result.warnings)).toContain('1.11.0')
})

it('takes the flags of a value that begins with a dash or holds several lines', async () => {
  const cwd = makeConfig({ 'a/values-dev.yaml': 'args: x\nnote: y\n' })
  const flags = ['update', '--value=a/values-dev.yaml:args=--verbose', '--value', 'a/values-dev.yaml:note=two words']
  expect((await runForResult(flags, { cwd })).exitCode).toBe(0)
  expect(readFileSync(join(cwd, 'a/values-dev.yaml'), 'utf8')).toBe('args: --verbose\nnote: two words\n')
})

it('says where a run has come from in whichever CI it runs, and what is given wins', async () => {
  const { work } = makeRemote({ [web]: kustomization('web', '1.0.0') })
  const env = {
    GITLAB_CI: 'true',
    CI_PROJECT_PATH: 'acme/shop/web',
    CI_COMMIT_SHA: '0a1b2c3d',
    GITLAB_USER_LOGIN: 'ann',
    CI_JOB_URL: 'https://gitlab.com/acme/shop/web/-/jobs/7',
  }
  const flags = ['update', '--environment', 'dev', '--delivery', 'commit', '--image']
  await runForResult([...flags, image('web', '1.1.0')], { cwd: work, env })
  expect(
    git(work, 'log', '-1', '--format=%(trailers:key=Drawbridge-Source,key=Drawbridge-Actor,key=Drawbridge-Run)'),
  ).toBe(
    'Drawbridge-Source: acme/shop/web@0a1b2c3d\nDrawbridge-Actor: ann\nDrawbridge-Run: https://gitlab.com/acme/shop/web/-/jobs/7\n',
  )
  const given = ['--source', 'acme/web@ffff000', '--actor', 'bob', '--run-url', 'https://u:secret@ci.acme.com/7']
  await runForResult([...flags, image('web', '1.2.0'), ...given], { cwd: work, env })
  expect(
    git(work, 'log', '-1', '--format=%(trailers:key=Drawbridge-Source,key=Drawbridge-Actor,key=Drawbridge-Run)'),
  ).toBe('Drawbridge-Source: acme/web@ffff000\nDrawbridge-Actor: bob\nDrawbridge-Run: https://ci.acme.com/7\n')
})
