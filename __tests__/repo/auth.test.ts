import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { authorizationSettings, redact, splitUrlCredentials, tokenAuthorization } from '../../src/repo/auth.ts'
import { openCheckout } from '../../src/repo/checkout.ts'
import { writeCommit } from '../../src/repo/commit-writer.ts'
import { GitTree } from '../../src/repo/git-tree.ts'
import { push } from '../../src/repo/push.ts'
import { fetchBranch } from '../../src/repo/remote-branches.ts'
import { cloneForRun } from '../../src/repo/run-clone.ts'
import { git, makeFolder, makeRemote } from '../support/git.ts'
import { authorizationsOf, type GitHttpOptions, serveGit } from '../support/git-http.ts'

const token = 'ghs_s3cretS3cretS3cret'
const encoded = Buffer.from(`x-access-token:${token}`).toString('base64')

afterEach(() => vi.unstubAllEnvs())

describe('authorizationSettings', () => {
  const auth = tokenAuthorization({ token, serverUrl: 'https://github.com' })

  it.each([
    {
      name: 'the server',
      url: 'https://github.com/acme/config.git',
      key: 'http.https://github.com/acme/config.git.extraheader',
    },
    { name: 'the server in capitals', url: 'https://GitHub.com/a/b', key: 'http.https://github.com/a/b.extraheader' },
    { name: 'with a user', url: 'https://git@github.com/a/b', key: 'http.https://git@github.com/a/b.extraheader' },
    {
      name: 'with the standard port',
      url: 'https://github.com:443/a/b',
      key: 'http.https://github.com/a/b.extraheader',
    },
  ])('resets the header and sets its own: $name', ({ url, key }) => {
    expect(authorizationSettings(url, auth ? [auth] : [])).toEqual([
      [key, ''],
      [key, `AUTHORIZATION: basic ${encoded}`],
    ])
  })

  it.each([
    'https://gitlab.com/acme/config',
    'https://github.com.evil.example/acme/config',
    'https://github.com@evil.example/acme/config',
    'https://github.com:8443/acme/config',
    'http://github.com/acme/config',
    'git@github.com:acme/config.git',
    'ssh://git@github.com/acme/config',
    '/srv/git/config.git',
    'file:///srv/git/config.git',
  ])('gives %s no token', (url) => {
    expect(authorizationSettings(url, auth ? [auth] : [])).toEqual([])
  })
})

describe('redact', () => {
  it.each([
    { text: `a ${token} b ${encoded}`, masked: 'a *** b ***' },
    { text: 'https://ada:pw@example.com/x', masked: 'https://***@example.com/x' },
    { text: "'https://:pw@example.com/x'", masked: "'https://***@example.com/x'" },
    { text: 'https://example.com/x:y@z', masked: 'https://example.com/x:y@z' },
    { text: 'https://ghp_x@github.com/x', masked: 'https://***@github.com/x' },
    { text: 'ssh://git@github.com/x', masked: 'ssh://git@github.com/x' },
    { text: 'ssh://git:pw@github.com/x', masked: 'ssh://***@github.com/x' },
    { text: 'git@github.com:acme/config', masked: 'git@github.com:acme/config' },
  ])('$text', ({ text, masked }) => {
    expect(redact(text, [token, encoded])).toBe(masked)
  })
})

it('takes user and password out of a URL', () => {
  const { url, authorization } = splitUrlCredentials('https://ada:p%40ss@example.com/acme/config.git')
  expect(url).toBe('https://example.com/acme/config.git')
  expect(authorization).toMatchObject({
    origin: 'https://example.com',
    header: `basic ${Buffer.from('ada:p@ss').toString('base64')}`,
    secrets: expect.arrayContaining(['p@ss', 'p%40ss']),
  })
  expect(splitUrlCredentials('git@github.com:a/b')).toEqual({ url: 'git@github.com:a/b' })
})

/** A remote over HTTP and a checkout of it. */
async function setUp(refuse?: GitHttpOptions['refuse']) {
  const { bare, work } = makeRemote({ 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 1\n' })
  const http = await serveGit({ root: dirname(bare), refuse })
  const url = `${http.url}/${basename(bare)}`
  git(work, 'remote', 'set-url', 'origin', url)
  return { bare, work, http, url, auth: { token, serverUrl: http.url } }
}

/** Fetches, commits and pushes as a run does. */
async function goThrough(work: string, auth: { token: string; serverUrl: string }): Promise<string> {
  const { repo } = await openCheckout(work, { auth })
  const parent = await fetchBranch(repo, { branch: 'main' })
  if (parent === undefined) throw new Error('no main')
  const changes = [{ path: 'a.yaml', mode: '100644', content: Buffer.from('a: 2\n') }] as const
  const commit = await writeCommit(repo, { parent, changes, message: 'Bump', date: new Date(0) })
  expect(await push(repo, [{ branch: 'main', commit, expected: parent }])).toEqual({ status: 'pushed' })
  return commit
}

const leftBehind = 'AUTHORIZATION: basic bGVmdDpiZWhpbmQ='

describe('over HTTP', () => {
  it.each([
    { name: 'a checkout without a header', leave: () => {} },
    {
      name: "actions/checkout's header in .git/config (up to v5)",
      leave: (work: string, server: string) =>
        git(work, 'config', '--local', `http.${server}/.extraheader`, leftBehind),
    },
    {
      name: "actions/checkout's header in an included file (v6)",
      leave: (work: string, server: string) => {
        const file = join(makeFolder(), 'git-credentials.config')
        git(work, 'config', '--file', file, `http.${server}/.extraheader`, leftBehind)
        git(work, 'config', '--local', `includeIf.gitdir:${join(work, '.git')}.path`, file)
      },
    },
    {
      name: 'a header for the very URL, and a second one',
      leave: (work: string) => {
        const url = git(work, 'remote', 'get-url', 'origin')
        git(work, 'config', '--local', `http.${url}.extraheader`, leftBehind)
        git(work, 'config', '--local', '--add', `http.${url}.extraheader`, leftBehind)
      },
    },
    {
      name: 'a header in the environment',
      leave: (_: string, server: string) => {
        vi.stubEnv('GIT_CONFIG_COUNT', '1')
        vi.stubEnv('GIT_CONFIG_KEY_0', `http.${server}.extraheader`)
        vi.stubEnv('GIT_CONFIG_VALUE_0', leftBehind)
      },
    },
  ])('sends exactly one Authorization header, ours, with $name', async ({ leave }) => {
    const { work, http, bare, auth } = await setUp()
    leave(work, http.url)
    const commit = await goThrough(work, auth)
    expect(git(bare, 'rev-parse', 'main')).toBe(commit)
    expect(http.requests.length).toBeGreaterThan(3)
    for (const request of http.requests) expect(authorizationsOf(request)).toEqual([`basic ${encoded}`])
  })

  it('proves by the same means that the header left behind would be sent', async () => {
    const { work, http } = await setUp()
    git(work, 'config', '--local', `http.${http.url}/.extraheader`, leftBehind)
    const { repo } = await openCheckout(work)
    await fetchBranch(repo, { branch: 'main' })
    expect(http.requests.flatMap(authorizationsOf)).toContain('basic bGVmdDpiZWhpbmQ=')
  })

  it('sends the token to no other server', async () => {
    const { work, http } = await setUp()
    const { repo } = await openCheckout(work, { auth: { token, serverUrl: 'https://github.com' } })
    await fetchBranch(repo, { branch: 'main' })
    for (const request of http.requests) expect(authorizationsOf(request)).toEqual([])
  })

  it('sends it with every request of a clone for the run, the fetch of single files too', async () => {
    const { http, url, auth } = await setUp()
    const clone = await cloneForRun({ url, auth })
    const tree = new GitTree({ repo: clone.repo, commit: clone.commit })
    await tree.read(['a.yaml'])
    clone.dispose()
    for (const request of http.requests) expect(authorizationsOf(request)).toEqual([`basic ${encoded}`])
  })

  it('makes a header of credentials in the URL', async () => {
    const { http, url } = await setUp()
    const clone = await cloneForRun({ url: url.replace('http://', 'http://ada:pw@') })
    expect(readFileSync(join(clone.repo.gitDir, 'config'), 'utf8')).not.toContain('pw')
    clone.dispose()
    const expected = `basic ${Buffer.from('ada:pw').toString('base64')}`
    for (const request of http.requests) expect(authorizationsOf(request)).toEqual([expected])
  })

  it('keeps the token out of every command line and every file', async () => {
    const { work, url, auth } = await setUp()
    const log = join(makeFolder(), 'argv.log')
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
    const wrapper = makeFolder()
    writeFileSync(join(wrapper, 'git'), `#!/bin/sh\necho "$@" >> ${log}\nexec ${real} "$@"\n`)
    chmodSync(join(wrapper, 'git'), 0o755)
    vi.stubEnv('PATH', `${wrapper}:${process.env.PATH}`)
    // The commands that Git starts itself (`git remote-http …`).
    vi.stubEnv('GIT_TRACE', `${log}.trace`)
    await goThrough(work, auth)
    const clone = await cloneForRun({ url: url.replace('http://', `http://x-access-token:${token}@`) })
    await new GitTree({ repo: clone.repo, commit: clone.commit }).read(['a.yaml'])
    const texts = [log, `${log}.trace`, ...smallFiles(join(work, '.git')), ...smallFiles(clone.repo.gitDir)]
    clone.dispose()
    expect(readFileSync(log, 'utf8')).toContain('push --porcelain')
    expect(readFileSync(`${log}.trace`, 'utf8')).toContain('remote-http')
    for (const file of texts.filter((path) => existsSync(path))) {
      expect(readFileSync(file, 'latin1')).not.toMatch(new RegExp(`${token}|${encoded}`))
    }
  })

  it.each([
    { status: 401, code: 'authentication' },
    { status: 403, code: 'authentication' },
    { status: 404, code: 'remote-not-found' },
    { status: 503, code: 'network' },
  ])('tells a fetch answered with $status as $code', async ({ status, code }) => {
    const { work, auth } = await setUp(() => status)
    const { repo } = await openCheckout(work, { auth })
    const fetching = fetchBranch(repo, { branch: 'main' })
    await expect(fetching).rejects.toMatchObject({ code, exitCode: 1 })
    await expect(fetching).rejects.not.toThrow(new RegExp(`${token}|${encoded}`))
  })

  it.each([
    { status: 401, result: { status: 'denied' } },
    { status: 403, result: { status: 'denied' } },
    { status: 404, result: { status: 'failed', reason: 'not-found' } },
    { status: 500, result: { status: 'failed', reason: 'network' } },
  ])('tells a push answered with $status', async ({ status, result }) => {
    const { work, auth } = await setUp((request) => (request.url?.includes('receive-pack') ? status : undefined))
    const { repo } = await openCheckout(work, { auth })
    const head = git(work, 'rev-parse', 'HEAD')
    const pushed = await push(repo, [{ branch: 'new', commit: head, expected: null }])
    expect(pushed).toMatchObject(result)
    expect(JSON.stringify(pushed)).not.toMatch(new RegExp(`${token}|${encoded}`))
  })

  it('tells a server that is not there', async () => {
    const { work } = makeRemote({ a: '' })
    git(work, 'remote', 'set-url', 'origin', 'http://127.0.0.1:1/x')
    const { repo } = await openCheckout(work)
    await expect(fetchBranch(repo, { branch: 'main' })).rejects.toMatchObject({ code: 'network' })
    git(work, 'remote', 'set-url', 'origin', '/no/such/repo')
    const moved = await openCheckout(work)
    await expect(fetchBranch(moved.repo, { branch: 'main' })).rejects.toMatchObject({ code: 'remote-not-found' })
  })

  it('counts a push as done when only its answer was lost', async () => {
    const { work, bare, auth } = await setUp((request) => {
      if (!request.url?.endsWith('/git-receive-pack')) return undefined
      // What the server did before the answer was lost.
      git(bare, 'update-ref', 'refs/heads/new', 'main')
      return 502
    })
    const { repo } = await openCheckout(work, { auth })
    const head = git(work, 'rev-parse', 'HEAD')
    expect(await push(repo, [{ branch: 'new', commit: head, expected: null }])).toEqual({ status: 'pushed' })
  })
})

function smallFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
