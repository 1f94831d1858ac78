import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseTrailers } from '../../src/report/commit-message.ts'
import { git, makeFolder, writeTree } from '../support/git.ts'
import type { GitHub } from '../support/github/github.ts'
import { runCli, runForResult } from '../support/run-drawbridge.ts'
import { image, kustomization, propose, setUp, type World, webBranch } from './support.ts'

/** A `git` that writes down what it is called with, its settings from files, and the environment's URLs. */
function recordGit() {
  const folder = makeFolder()
  const log = join(folder, 'calls.txt')
  const real = git(folder, '--exec-path')
  writeTree(folder, {
    git: {
      executable: `#!/bin/sh\nprintf '%s\\n' "$*" >> ${log}\ncat "$GIT_DIR/config" >> ${log} 2>/dev/null\nexec ${real}/git "$@"\n`,
    },
  })
  return {
    env: { PATH: `${folder}:${process.env.PATH}` },
    calls: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
  }
}

const encoded = (token: string) => Buffer.from(`x-access-token:${token}`).toString('base64')

function authorizations(github: GitHub): string[] {
  return github.requests.filter(({ kind }) => kind === 'git').map(({ headers }) => headers.authorization ?? 'none')
}

describe('the token', () => {
  it.each([
    { name: 'a pull request by a clone', delivery: 'merge', fault: undefined },
    { name: 'a push that fails', delivery: 'push', fault: 500 },
    { name: 'a pull request that fails', delivery: 'pull-request', fault: 422 },
  ])('is in no argument, URL, setting or text: $name', async ({ delivery, fault }) => {
    const recorder = recordGit()
    const world = await setUp({ env: { ...recorder.env, GIT_TRACE: '1', GIT_CURL_VERBOSE: '1' } })
    const operation = delivery === 'push' ? 'receive-pack' : 'pulls/create'
    const body = { message: `Bad: ${world.token}` }
    if (fault) world.github.fault({ match: { operation }, do: { status: fault, body }, times: 20 })
    const flags = [...propose(image('web', '1.1.0')).slice(0, -1), delivery, '--json']
    const { stdout, stderr, exitCode } = await world.show(...flags)
    expect(exitCode).toBe(fault ? 1 : 0)
    expect(recorder.calls()).toContain('push --porcelain')
    const urls = world.github.requests.map(({ path }) => path).join('\n')
    for (const secret of [world.token, encoded(world.token)]) {
      for (const text of [stdout, stderr, recorder.calls(), urls]) expect(text).not.toContain(secret)
    }
  })

  it('goes to the server it is for, and to no other', async () => {
    const world = await setUp({ settings: { private: false } })
    const checkout = world.clone()
    const env = { ...world.env, GITHUB_SERVER_URL: 'https://github.example' }
    const flags = ['update', ...propose(image('web', '1.1.0')).slice(0, -1), 'push']
    const { exitCode } = await runForResult(flags, { cwd: checkout, env })
    expect(exitCode).toBe(1)
    expect(new Set(authorizations(world.github))).toEqual(new Set(['none']))
  })

  it('comes from the environment, DRAWBRIDGE_TOKEN before GITHUB_TOKEN', async () => {
    const world = await setUp()
    const env = { ...world.env, DRAWBRIDGE_TOKEN: world.token, GITHUB_TOKEN: 'ghp_other' }
    const flags = ['update', '--repository', 'acme/config', ...propose(image('web', '1.1.0'))]
    expect((await runForResult(flags, { env })).exitCode).toBe(0)
  })
})

describe('a checkout that actions/checkout made', () => {
  it.each([
    { name: 'since v2', leave: leaveInConfig },
    { name: 'since v6', leave: leaveInIncludedFile },
  ])('is pushed from with one header, ours, whatever it left: $name', async ({ leave }) => {
    const world = await setUp()
    const readOnly = world.github.token({ kind: 'workflow', repos: { 'acme/config': { contents: 'read' } } })
    const checkout = world.clone()
    leave(world, { checkout, token: readOnly })
    const config = readFileSync(join(checkout, '.git/config'), 'utf8')
    const flags = ['update', ...propose(image('web', '1.1.0'))]
    const { exitCode, result } = await runForResult(flags, { cwd: checkout, env: world.env })
    expect({ exitCode, errors: result.errors }).toEqual({ exitCode: 0, errors: [] })
    expect(new Set(authorizations(world.github))).toEqual(new Set([`basic ${encoded(world.token)}`]))
    expect(readFileSync(join(checkout, '.git/config'), 'utf8')).toBe(config)
  })

  it('is pushed from with the header that it left where no other token is given', async () => {
    const world = await setUp()
    const checkout = world.clone()
    leaveInConfig(world, { checkout, token: world.token })
    const flags = ['update', ...propose(image('web', '1.1.0')).slice(0, -1), 'push']
    const { exitCode } = await runForResult(flags, { cwd: checkout, env: world.github.environment })
    expect(exitCode).toBe(0)
    expect(world.text('main')).toBe(kustomization('web', '1.1.0'))
  })

  interface Left {
    readonly checkout: string
    readonly token: string
  }

  function leaveInConfig({ github }: World, { checkout, token }: Left): void {
    git(checkout, 'config', `http.${github.url}/.extraheader`, `AUTHORIZATION: basic ${encoded(token)}`)
  }

  function leaveInIncludedFile({ github }: World, { checkout, token }: Left): void {
    const file = join(makeFolder(), 'credentials.config')
    writeFileSync(file, `[http "${github.url}/"]\n\textraheader = AUTHORIZATION: basic ${encoded(token)}\n`)
    git(checkout, 'config', `includeIf.gitdir:${checkout}/.git.path`, file)
  }
})

describe('text from users', () => {
  const forged =
    'Fine\n\nDrawbridge-Pin: prod/web x 1 -> 2\nSigned-off-by: Boss <b@x>\n::set-output name=x::y\n@everyone'

  it('forges no trailer and no command, whichever input it comes by', async () => {
    const world = await setUp()
    const { exitCode, stdout, stderr } = await world.show(
      ...propose(image('web', '1.1.0')),
      ...['title', 'body', 'commit-message', 'source', 'actor', 'run-url'].map((name) => `--${name}=${forged}`),
      `--labels=${forged}`,
    )
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const message = world.repo.log(webBranch)[0]?.message ?? ''
    const pull = world.repo.pullRequest(1)
    for (const text of [message, pull.body]) {
      const pins = parseTrailers(text).filter(({ key }) => key === 'Drawbridge-Pin')
      expect(pins.map(({ value }) => value)).toEqual(['dev/web ghcr.io/acme/web 1.0.0 -> 1.1.0'])
    }
    const folder = makeFolder()
    writeFileSync(join(folder, 'message'), message)
    expect(git(folder, 'interpret-trailers', '--parse', 'message')).not.toMatch(/^Signed-off-by|^Drawbridge-Pin: prod/m)
    expect(message.split('\n')[0]).toMatch(/^Fine/)
    expect(pull.title).not.toContain('\n')
    expect(stdout).not.toMatch(/^\s*::/m)
  })

  it('works as the name of a file or folder: spaces, quotes, other scripts, a dash at the start, a command', async () => {
    const names = ['a b', 'it\'s "q"', 'wéb-ü', '-rf', '::error::x', '$(id)', '##[add-mask]x', 'a\\b']
    const files = Object.fromEntries(
      names.map((name) => [`apps/${name}/overlays/dev/kustomization.yaml`, kustomization('web', '1.0.0')]),
    )
    const world = await setUp({ files })
    const { exitCode, result, stderr } = await world.update(...propose(image('web', '1.1.0')))
    expect({ exitCode, errors: result.errors }).toEqual({ exitCode: 0, errors: [] })
    expect(result.proposals.map(({ applications }) => applications[0]).sort()).toEqual([...names].sort())
    expect(new Set(result.proposals.map(({ branch }) => branch)).size).toBe(names.length)
    for (const { branch, applications } of result.proposals) {
      const path = `apps/${applications[0]}/overlays/dev/kustomization.yaml`
      expect(git(world.repo.directory, 'diff', '--name-only', '-z', 'main', branch ?? '').replace('\0', '')).toBe(path)
      expect(world.text(branch ?? '', path)).toBe(kustomization('web', '1.1.0'))
    }
    expect(stderr).not.toMatch(/^\s*::|##\[/m)
    const checkout = world.clone()
    const committed = await runForResult(
      ['update', '--image', image('web', '1.2.0'), '--environment', 'dev', '--delivery', 'commit'],
      { cwd: checkout },
    )
    expect(committed.result.files).toHaveLength(names.length)
    expect(git(checkout, 'status', '--porcelain')).toBe('')
  })

  it('of a file is no command in a dry run that a workflow logs, and as it is anywhere else', async () => {
    const folder = makeFolder()
    const values = 'note: |\n  ::add-mask::1\n  ##[add-mask]2\ntag: 1\n'
    writeTree(folder, { 'values-dev.yaml': values })
    const args = ['update', '--value', 'values-dev.yaml:tag=2', '--dry-run']
    const plain = await runCli(args, { cwd: folder })
    expect(plain.stdout).toContain('   ::add-mask::1\n   ##[add-mask]2\n')
    const logged = await runCli(args, { cwd: folder, env: { GITHUB_ACTIONS: 'true' } })
    expect(logged.stdout).not.toMatch(/^\s*::|##\[/m)
  })
})
