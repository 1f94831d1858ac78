import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GitHub, startGitHub } from './github/github.ts'
import type { Repo } from './github/repo.ts'
import type { Protection } from './github/repo-settings.ts'

const identity = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com']

let github: GitHub
let repo: Repo
let folder: string
beforeEach(async () => {
  github = await startGitHub()
  repo = github.createRepo('acme/config', {
    files: { 'dev/values.yaml': 'tag: 1\n', 'run.sh': { content: '#!/bin/sh\n', mode: '100755' } },
  })
  folder = mkdtempSync(join(tmpdir(), 'drawbridge-clone-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  await github.stop()
})

/** Exit code and everything that was printed. */
const git = (...args: string[]) =>
  new Promise<{ code: number | null; text: string }>((resolve) => {
    const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' }
    const child = spawn('git', [...identity, ...args], { cwd: folder, env })
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
    })
    child.stderr.on('data', (chunk) => {
      text += chunk
    })
    child.on('close', (code) => resolve({ code, text }))
  })

const remote = (level: 'read' | 'write' | undefined) => {
  if (!level) return `${github.url}/acme/config.git`
  const token = github.token({ repos: { 'acme/config': level } })
  return `${github.url.replace('://', `://x-access-token:${token}@`)}/acme/config.git`
}

const cloneAndCommit = async (level: 'read' | 'write' = 'write') => {
  expect((await git('clone', remote(level), '.')).code).toBe(0)
  await git('checkout', '-b', 'bump')
  await git('commit', '--allow-empty', '-m', 'Bump')
}

describe('Git', () => {
  it('clones, partly too, and pushes; the pushed objects are what the APIs see', async () => {
    await cloneAndCommit()
    expect((await git('push', 'origin', 'bump')).text).toContain('[new branch]      bump -> bump')
    expect(repo.log('bump').map(({ message }) => message)).toEqual(['Bump\n', 'First commit\n'])
    expect(repo.fileMode('bump', 'run.sh')).toBe('100755')
    await git('clone', '--filter=blob:none', '--depth=1', remote('write'), 'partial')
    expect((await git('-C', 'partial', 'rev-list', '--count', 'HEAD')).text).toBe('1\n')
    const push = github.requests.find(({ path }) => path.endsWith('/git-receive-pack'))
    expect(push).toMatchObject({
      kind: 'git',
      service: 'receive-pack',
      token: 'pat',
      login: 'drawbridge-bot',
      status: 200,
    })
    const { code } = await git('--git-dir', repo.directory, 'fsck', '--full', '--strict')
    expect(code).toBe(0)
  })

  it('sees by Git what was done by the API, before and after the first clone', async () => {
    const before = repo.commit({ files: { a: '1\n' } })
    await cloneAndCommit()
    expect((await git('rev-parse', 'origin/main')).text.trim()).toBe(before)
    const after = repo.commit({ files: { a: '2\n' } })
    await git('fetch', 'origin')
    expect((await git('show', 'origin/main:a')).text).toBe('2\n')
    expect((await git('rev-parse', 'origin/main')).text.trim()).toBe(after)
  })

  it('asks for a login, and lets a token that may only read not push', async () => {
    expect((await git('ls-remote', remote(undefined))).text).toMatch(/could not read Username|Authentication failed/)
    await cloneAndCommit('read')
    const { code, text } = await git('push', 'origin', 'bump')
    expect({ code, text }).toMatchObject({ code: 128, text: expect.stringContaining('403') })
    repo.configure({ private: false })
    expect((await git('ls-remote', remote(undefined))).code).toBe(0)
  })

  it('answers 400 when there are two Authorization headers, as GitHub does', async () => {
    const header = 'http.extraHeader=Authorization: Basic eDp5'
    const { text } = await git('-c', header, '-c', `${header}=`, 'ls-remote', remote('write'))
    expect(text).toContain('400')
  })

  it.each<[string, Partial<Protection>, string[]]>([
    [
      'classic protection',
      { kind: 'classic', requirePullRequest: true },
      [
        'remote: error: GH006: Protected branch update failed for refs/heads/main.',
        'remote: error: Changes must be made through a pull request.',
        '! [remote rejected] bump -> main (protected branch hook declined)',
      ],
    ],
    [
      'a ruleset',
      { requirePullRequest: true, requiredChecks: ['ci', 'lint'] },
      [
        'remote: error: GH013: Repository rule violations found for refs/heads/main.',
        'remote: - Changes must be made through a pull request.',
        'remote: - 2 of 2 required status checks are expected.',
        '! [remote rejected] bump -> main (push declined due to repository rule violations)',
      ],
    ],
  ])('refuses a push to a branch under %s in GitHub’s words', async (_, rules, lines) => {
    await cloneAndCommit()
    repo.protect('main', rules)
    const { code, text } = await git('push', 'origin', 'bump:main')
    expect(code).toBe(1)
    for (const line of lines) expect(text).toContain(line)
    expect(repo.log('main')).toHaveLength(1)
  })

  it('lets a protected branch go forward but not back', async () => {
    await cloneAndCommit()
    repo.protect('main', {})
    expect((await git('push', 'origin', 'bump:main')).code).toBe(0)
    await git('commit', '--amend', '--allow-empty', '-m', 'Other')
    const { code, text } = await git('push', '--force', 'origin', 'bump:main')
    expect({ code, text }).toMatchObject({ code: 1, text: expect.stringContaining('Cannot force-push to this branch') })
  })

  it('moves pull requests by pushes', async () => {
    await cloneAndCommit()
    await git('push', 'origin', 'bump')
    const token = github.token({ repos: { 'acme/config': 'write' } })
    await fetch(`${github.url}/repos/acme/config/pulls`, {
      method: 'POST',
      headers: { authorization: `token ${token}` },
      body: JSON.stringify({ title: 'Bump', head: 'bump', base: 'main' }),
    })
    await git('commit', '--allow-empty', '-m', 'More')
    await git('push', 'origin', 'bump')
    expect(repo.pullRequest(1).headSha).toBe(repo.branchHead('bump'))
    expect((await git('ls-remote', 'origin', 'refs/pull/1/head')).text).toContain(repo.branchHead('bump'))
    await git('push', 'origin', '--delete', 'bump')
    expect(repo.pullRequest(1).state).toBe('closed')
  })

  it('reads what Git packed, and takes over a repo', async () => {
    const head = repo.branchHead('main')
    const copy = github.createRepo('acme/copy', { from: repo.directory })
    await git('--git-dir', copy.directory, 'gc', '--quiet')
    const headers = { authorization: `token ${github.token({ repos: { 'acme/copy': 'read' } })}` }
    const response = await fetch(`${github.url}/repos/acme/copy/contents/dev/values.yaml`, { headers })
    expect(await response.json()).toMatchObject({ name: 'values.yaml' })
    expect(copy.log().map(({ oid }) => oid)).toEqual([head])
  })
})
