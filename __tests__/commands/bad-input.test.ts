import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { image, kustomization, propose, setUp, web } from '../delivery/support.ts'
import { git, makeFolder, makeRemote, makeRepo, writeTree } from '../support/git.ts'
import { runCli, runForResult } from '../support/run-drawbridge.ts'

const files = {
  [web]: kustomization('web', '1.0.0'),
  'apps/web/overlays/prod/kustomization.yaml': kustomization('web', '1.0.0'),
  'apps/web/values-dev.yaml': 'replicas: 2\n',
}
const good = ['--image', image('web', '1.1.0'), '--environment', 'dev']

/** Runs `update` in a folder with these files; every bad input leaves them as they were. */
async function refuse(flags: readonly string[], more: Record<string, string> = {}) {
  const folder = makeFolder()
  writeTree(folder, { ...files, ...more })
  const { exitCode, result } = await runForResult(['update', ...flags], { cwd: folder })
  expect(readFileSync(join(folder, web), 'utf8')).toBe(files[web])
  expect(result).toMatchObject({ changed: false, changes: [], files: [], proposals: [] })
  return { exitCode, outcome: result.outcome, errors: result.errors }
}

describe('what was asked for', () => {
  it.each([
    {
      name: 'nothing',
      flags: ['--environment', 'dev'],
      error: { code: 'nothing-asked', hint: expect.stringContaining('"image"') },
    },
    {
      name: 'a file that is not there',
      flags: ['--value', 'apps/api/*.yaml:image.tag=1'],
      error: { code: 'no-such-file', message: expect.stringContaining('"apps/api/*.yaml"') },
    },
    {
      name: 'a value that is not there',
      flags: ['--value', 'apps/web/values-dev.yaml:image.tag=1'],
      error: { code: 'not-pinned', message: expect.stringContaining('apps/web/values-dev.yaml:image.tag') },
    },
    {
      name: 'an environment that is not there',
      flags: ['--image', image('web', '1.1.0'), '--environment', 'qa'],
      error: { code: 'unknown-environment', hint: expect.stringMatching(/dev.*prod/) },
    },
    {
      name: 'an application that is not there',
      flags: [...good, '--application', 'shop'],
      error: {
        code: 'unknown-application',
        message: expect.stringContaining('"shop"'),
        hint: expect.stringContaining('web'),
      },
    },
    {
      name: 'an image that is pinned nowhere, beside one of the same name',
      flags: ['--image', 'docker.io/acme/web:1.1.0', '--environment', 'dev'],
      error: {
        code: 'not-pinned',
        message: expect.stringContaining('docker.io/acme/web'),
        hint: expect.stringMatching(/Did you mean ghcr\.io\/acme\/web \(apps\/web\/.*:4\)\?/),
      },
    },
    {
      name: 'an image without a version',
      flags: ['--image', 'ghcr.io/acme/web', '--environment', 'dev'],
      error: { message: expect.stringContaining('ghcr.io/acme/web') },
    },
    {
      name: 'a tag with characters that no tag has',
      flags: ['--image', 'ghcr.io/acme/web:1.1.0 $(id)', '--environment', 'dev'],
      error: { message: expect.stringContaining('1.1.0 $(id)') },
    },
    {
      name: 'a name in uppercase letters',
      flags: ['--image', 'ghcr.io/Acme/web:1.1.0', '--environment', 'dev'],
      error: { hint: expect.stringContaining('ghcr.io/acme/web:1.1.0') },
    },
    {
      name: 'two versions for one name',
      flags: [...good, '--image', image('web', '1.2.0')],
      error: { message: expect.stringMatching(/1\.1\.0.*1\.2\.0/) },
    },
    {
      name: 'files outside, by a glob of "value"',
      flags: ['--value', '../*.yaml:image.tag=1'],
      error: { code: 'no-such-file', message: expect.stringContaining('"../*.yaml"') },
    },
    {
      name: 'files outside, by "path"',
      flags: [...good, '--path', '../**'],
      error: { message: expect.stringContaining('../**') },
    },
    {
      name: 'a path that no file has',
      flags: [...good, '--path', 'charts/**'],
      error: { message: expect.stringContaining('charts/**') },
    },
    {
      name: 'a folder that is not there',
      flags: [...good, '--directory', 'nowhere'],
      error: { code: 'no-directory', message: expect.stringContaining('nowhere') },
    },
    {
      name: 'a repository that is no owner/name',
      flags: [...good, '--repository', 'https://github.com/acme/config', '--delivery', 'push'],
      error: { code: 'invalid-input', message: expect.stringContaining('is not owner/name') },
    },
    {
      name: 'a choice that is none',
      flags: [...good, '--delivery', 'pr'],
      error: { code: 'invalid-input', message: expect.stringContaining('pull-request, auto-merge, merge') },
    },
    {
      name: 'a deadline that is none',
      flags: [...good, '--deadline', '5m'],
      error: { code: 'invalid-input', message: expect.stringContaining('seconds') },
    },
  ])('is an error of its own: $name', async ({ flags, error }) => {
    const { exitCode, outcome, errors } = await refuse(flags)
    expect(errors).toMatchObject([error])
    expect(errors[0]?.hint).toBeTruthy()
    expect({ exitCode, outcome }).toEqual({ exitCode: 2, outcome: 'failed' })
  })

  it('is told in one message, whatever is wrong with it', async () => {
    const { exitCode, errors } = await refuse([
      ...[
        '--image',
        'ghcr.io/Acme/web:1',
        '--image',
        'nginx',
        '--value',
        'no path',
        '--delivery',
        'pr',
        '--wrong',
        'x',
      ],
      ...['--repository', 'acme', '--draft=maybe', '--title'],
    ])
    expect(exitCode).toBe(2)
    const told = ['--wrong', '--title', 'delivery', 'draft', 'Acme', 'nginx', 'no path', 'repository']
    expect(errors.map(({ message }) => message)).toEqual(told.map((text) => expect.stringContaining(text)))
  })

  it('names every image that is pinned nowhere, unless that is allowed', async () => {
    const flags = ['--image', 'ghcr.io/acme/one:1', '--image', 'ghcr.io/acme/two:1', '--environment', 'dev']
    const { exitCode, errors } = await refuse(flags)
    expect({ exitCode, count: errors.length }).toEqual({ exitCode: 2, count: 2 })
    expect(await refuse([...flags, '--allow-missing'])).toMatchObject({ exitCode: 0, outcome: 'unchanged' })
  })

  it('is no guess: several environments need a name from "commit" on', async () => {
    const { work, bare } = makeRemote(files)
    const flags = ['update', '--image', image('web', '1.1.0'), '--delivery', 'push']
    const { exitCode, result } = await runForResult(flags, { cwd: work })
    expect(exitCode).toBe(2)
    expect(result.errors).toMatchObject([
      {
        code: 'several-environments',
        message: expect.stringMatching(/dev \(.*:4\), prod \(.*:4\)/),
        hint: expect.stringContaining('environment: all'),
      },
    ])
    expect(git(bare, 'rev-list', '--count', 'main')).toBe('1')
    expect((await runForResult([...flags, '--environment', 'all'], { cwd: work })).exitCode).toBe(0)
    expect(git(bare, 'rev-list', '--count', 'main')).toBe('3')
  })
})

describe('what was found', () => {
  it('may be no YAML: the file and the line are told', async () => {
    const { exitCode, errors } = await refuse([...good], {
      'apps/api/overlays/dev/kustomization.yaml': 'images:\n  - name: ghcr.io/acme/web\n   newTag: 1.0.0\n',
    })
    expect(exitCode).toBe(2)
    expect(errors).toMatchObject([{ file: 'apps/api/overlays/dev/kustomization.yaml', line: 3 }])
  })

  it('may be a link that leads outside: it is neither read nor written', async () => {
    const outside = makeFolder()
    writeTree(outside, { 'kustomization.yaml': kustomization('web', '1.0.0'), 'values.yaml': 'tag: 1\n' })
    const folder = makeFolder()
    writeTree(folder, files)
    mkdirSync(join(folder, 'apps/shop/overlays'), { recursive: true })
    symlinkSync(outside, join(folder, 'apps/shop/overlays/dev'))
    symlinkSync(join(outside, 'values.yaml'), join(folder, 'apps/web/linked.yaml'))
    const linked = await runForResult(['update', '--value', 'apps/web/linked.yaml:tag=2'], { cwd: folder })
    expect(linked).toMatchObject({
      exitCode: 2,
      result: { errors: [{ message: expect.stringContaining('apps/web/linked.yaml') }] },
    })
    const { exitCode, result } = await runForResult(['update', ...good], { cwd: folder })
    expect({ exitCode, files: result.files }).toEqual({ exitCode: 0, files: [web] })
    expect(readFileSync(join(outside, 'kustomization.yaml'), 'utf8')).toBe(kustomization('web', '1.0.0'))
    expect(readFileSync(join(outside, 'values.yaml'), 'utf8')).toBe('tag: 1\n')
  })

  it('may not be writable: nothing is changed', async () => {
    const folder = makeFolder()
    writeTree(folder, files)
    chmodSync(join(folder, web), 0o444)
    chmodSync(folder, 0o755)
    for (const name of ['apps', 'apps/web', 'apps/web/overlays', 'apps/web/overlays/dev'])
      chmodSync(join(folder, name), 0o555)
    const { exitCode, stdout, stderr } = await runAsNobody(folder, ['update', ...good, '--json'])
    const { errors, outcome } = JSON.parse(stdout || '{}')
    expect({ exitCode, outcome, stderr }).toMatchObject({ exitCode: 1, outcome: 'failed' })
    expect(errors).toMatchObject([
      { code: 'read-only', file: web, hint: expect.stringContaining('No file was changed') },
    ])
    expect(readdirSync(join(folder, 'apps/web/overlays/dev'))).toEqual(['kustomization.yaml'])
  })

  it('may have changes of its own where a commit would write: those stay', async () => {
    const { work } = makeRemote(files)
    writeFileSync(join(work, web), 'mine')
    const { exitCode, result } = await runForResult(['update', ...good, '--delivery', 'commit'], { cwd: work })
    expect(exitCode).toBe(2)
    expect(result.errors).toMatchObject([
      { code: 'dirty-file', file: web, hint: expect.stringContaining('--delivery push') },
    ])
    expect(readFileSync(join(work, web), 'utf8')).toBe('mine')
    expect(git(work, 'rev-list', '--count', 'HEAD')).toBe('1')
  })
})

describe('the checkout', () => {
  it.each([
    { name: 'a detached head', make: detached, delivery: 'commit', code: 'detached-head', says: 'git switch' },
    { name: 'a detached head without a base', make: detached, delivery: 'push', code: 'detached-head', says: 'base' },
    { name: 'no remote', make: () => makeRepo(files), delivery: 'push', code: 'no-remote', says: 'git remote add' },
    { name: 'no Git repo', make: noRepo, delivery: 'commit', code: 'not-a-repo', says: '--delivery files' },
    { name: 'no commit', make: unborn, delivery: 'commit', code: 'unborn-branch', says: 'first commit' },
    {
      name: 'a base that the remote does not have',
      make: otherBranch,
      delivery: 'push',
      code: 'unknown-branch',
      says: 'base',
    },
  ])('may have $name: exit 2 and what to do, for $delivery', async ({ make, delivery, code, says }) => {
    const { exitCode, result } = await runForResult(['update', ...good, '--delivery', delivery], { cwd: make() })
    expect(exitCode).toBe(2)
    expect(result.errors).toMatchObject([{ code, hint: expect.stringContaining(says) }])
  })

  function detached(): string {
    const { work } = makeRemote(files)
    git(work, 'checkout', '--quiet', '--detach')
    return work
  }

  function noRepo(): string {
    const folder = makeFolder()
    writeTree(folder, files)
    return folder
  }

  function unborn(): string {
    const folder = noRepo()
    git(folder, 'init', '--quiet')
    return folder
  }

  function otherBranch(): string {
    const { work } = makeRemote(files)
    git(work, 'switch', '--quiet', '-c', 'mine')
    return work
  }

  it('may have a remote that is gone: exit 1', async () => {
    const { work, bare } = makeRemote(files)
    rmSync(bare, { recursive: true })
    const { exitCode, result } = await runForResult(['update', ...good, '--delivery', 'push'], { cwd: work })
    expect(exitCode).toBe(1)
    expect(result.errors).toMatchObject([{ code: 'remote-not-found', message: expect.stringContaining(bare) }])
  })
})

describe('GitHub', () => {
  const run = propose(image('web', '1.1.0'))

  it('needs a token for a pull request, and none to show one', async () => {
    const world = await setUp({ settings: { private: false } })
    const args = ['update', '--repository', 'acme/config', ...run]
    const { exitCode, result } = await runForResult(args, { env: world.github.environment })
    expect(exitCode).toBe(2)
    expect(result.errors).toMatchObject([{ code: 'missing-token', hint: expect.stringContaining('GITHUB_TOKEN') }])
    expect(world.github.requests).toEqual([])
    const dry = await runForResult([...args, '--dry-run'], { env: world.github.environment })
    expect(dry).toMatchObject({ exitCode: 0, result: { outcome: 'changed' } })
  })

  it.each([
    {
      name: '401: it knows no such token',
      env: { GITHUB_TOKEN: 'ghp_unknown' },
      code: 'authentication',
      says: 'token',
    },
    {
      name: '404: no such repo',
      flags: ['--repository', 'acme/nothing'],
      code: 'remote-not-found',
      says: 'private repo',
    },
  ])('may answer $name', async ({ env = {}, flags = [], code, says }) => {
    const world = await setUp({ env })
    const { exitCode, result } = await world.update(...run, ...flags)
    expect(exitCode).toBe(1)
    expect(result.errors).toMatchObject([{ code, hint: expect.stringContaining(says) }])
  })

  it('may answer 403: the permission that is missing is named', async () => {
    const readOnly = await setUp({ token: { repos: { 'acme/config': { contents: 'read', pull_requests: 'write' } } } })
    const denied = await readOnly.update(...run)
    expect(denied).toMatchObject({
      exitCode: 1,
      result: { errors: [{ code: 'missing-permission', hint: expect.stringContaining('contents: write') }] },
    })
    const noPulls = await setUp({ token: { repos: { 'acme/config': { contents: 'write', pull_requests: 'read' } } } })
    const refused = await noPulls.update(...run)
    expect(refused).toMatchObject({
      exitCode: 1,
      result: { errors: [{ code: 'missing-permission', hint: expect.stringContaining('pull-requests: write') }] },
    })
  })

  it.each([{ kind: 'ruleset' as const }, { kind: 'classic' as const }])(
    'may protect the base by a $kind: a push says what to use instead',
    async ({ kind }) => {
      const world = await setUp({ protection: { main: { kind, requirePullRequest: true } } })
      const { exitCode, result } = await world.update(...run.slice(0, -1), 'push')
      expect(exitCode).toBe(1)
      expect(result.errors).toMatchObject([
        {
          code: 'protected-branch',
          message: expect.stringContaining('main'),
          hint: expect.stringContaining('"delivery: pull-request"'),
        },
      ])
      expect(world.text('main')).toBe(kustomization('web', '1.0.0'))
    },
  )
})

async function runAsNobody(folder: string, args: readonly string[]) {
  if (process.geteuid?.() !== 0) return runCli(args, { cwd: folder })
  chownSync(join(folder, web), 65534, 65534)
  chownSync(join(folder, 'apps/web/overlays/dev'), 65534, 65534)
  return runCli(args, { cwd: folder, uid: 65534 })
}
