import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { runGit } from '../../src/repo/git.ts'
import { gitEnvironment } from '../../src/repo/git-environment.ts'
import { requireGit } from '../../src/repo/git-version.ts'
import { makeFolder, makeRepo, writeHook } from '../support/git.ts'

afterEach(() => vi.unstubAllEnvs())

/** A `git` that comes first on the PATH. */
function fakeGit(script: string): void {
  const folder = makeFolder()
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, 'git'), 0o755)
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`)
}

describe('runGit', () => {
  it('gives success and failure as data', async () => {
    const cwd = makeRepo({ 'a.yaml': 'a' })
    expect(await runGit(['show', 'HEAD:a.yaml'], { cwd })).toMatchObject({
      ok: true,
      exitCode: 0,
      stdout: Buffer.from('a'),
    })
    const missing = await runGit(['rev-parse', '--verify', 'nothing'], { cwd })
    expect(missing).toMatchObject({ ok: false, exitCode: 128, stderr: expect.stringContaining('fatal') })
  })

  it('never goes through a shell', async () => {
    const cwd = makeRepo({ 'a.yaml': 'a' })
    const result = await runGit(['log', '--format=$(id);`id` | %s', '-1'], { cwd })
    expect(result.stdout.toString()).toBe('$(id);`id` | First\n')
  })

  it('gives large input and output whole', async () => {
    const cwd = makeRepo({ 'a.yaml': 'a' })
    const input = Buffer.alloc(5_000_000, 'x')
    const id = (await runGit(['hash-object', '-w', '--stdin'], { cwd, input })).stdout.toString().trim()
    expect((await runGit(['cat-file', 'blob', id], { cwd })).stdout.equals(input)).toBe(true)
  })

  it('ends a command that takes too long, even one that ignores it', async () => {
    fakeGit("trap '' TERM; echo started >&2; while :; do sleep 0.1; done")
    const result = await runGit(['fetch'], { cwd: makeFolder(), timeoutMs: 200 })
    expect(result).toMatchObject({ ok: false, stopped: 'timeout' })
  })

  it('ends a command when it is cancelled', async () => {
    fakeGit('exec sleep 60')
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 100)
    const result = await runGit(['fetch'], { cwd: makeFolder(), signal: controller.signal })
    expect(result).toMatchObject({ ok: false, stopped: 'aborted' })
  })

  it('ends a command that prints too much', async () => {
    fakeGit('exec yes')
    const result = await runGit(['log'], { cwd: makeFolder(), maxOutputBytes: 100_000 })
    expect(result).toMatchObject({ ok: false, stopped: 'too-much-output' })
    expect(result.stdout.length).toBeLessThanOrEqual(100_000)
  })

  it('survives a command that does not read its input', async () => {
    fakeGit('exit 3')
    const result = await runGit(['x'], { cwd: makeFolder(), input: Buffer.alloc(1_000_000) })
    expect(result).toMatchObject({ ok: false, exitCode: 3 })
  })

  it('says that Git is missing, or the folder', async () => {
    const cwd = makeFolder()
    await expect(runGit(['version'], { cwd: join(cwd, 'no') })).rejects.toMatchObject({ code: 'no-directory' })
    vi.stubEnv('PATH', '/nowhere')
    await expect(runGit(['version'], { cwd })).rejects.toMatchObject({ code: 'missing-git', exitCode: 1 })
  })

  it('masks secrets and credentials in what Git says', async () => {
    fakeGit('echo "fatal: s3cret for https://ada:pw@example.com/x.git and https://token@example.com" >&2; exit 1')
    const result = await runGit(['fetch'], { cwd: makeFolder(), secrets: ['s3cret', ''] })
    expect(result.stderr).toBe('fatal: *** for https://***@example.com/x.git and https://***@example.com\n')
  })

  it('runs no hooks and no file system monitor of the repo', async () => {
    const cwd = makeRepo({ 'a.yaml': 'a' })
    const marker = join(makeFolder(), 'ran')
    for (const hook of ['reference-transaction', 'pre-commit', 'post-commit', 'monitor']) {
      writeHook(join(cwd, '.git'), hook, `touch ${marker}`)
    }
    await runGit(['config', 'core.fsmonitor', join(cwd, '.git/hooks/monitor')], { cwd })
    expect(await runGit(['update-ref', 'refs/x', 'HEAD'], { cwd })).toMatchObject({ ok: true })
    expect(await runGit(['status'], { cwd })).toMatchObject({ ok: true })
    expect(() => readFileSync(marker)).toThrow()
  })

  it('speaks English in every locale', async () => {
    vi.stubEnv('LANG', 'de_DE.UTF-8')
    vi.stubEnv('LANGUAGE', 'de')
    expect((await runGit(['rev-parse', '--verify', 'x'], { cwd: makeFolder() })).stderr).toMatch(
      /^fatal: not a git repo/,
    )
  })
})

describe('gitEnvironment', () => {
  it('adds its settings after those of the user and drops what points at another repo', () => {
    const env = gitEnvironment({
      base: {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'a.b',
        GIT_CONFIG_VALUE_0: 'c',
        GIT_DIR: '/x',
        GIT_INDEX_FILE: 'y',
      },
      settings: [['d.e', 'f']],
    })
    const count = Number(env.GIT_CONFIG_COUNT)
    expect(env).toMatchObject({ GIT_CONFIG_KEY_0: 'a.b', [`GIT_CONFIG_KEY_${count - 1}`]: 'd.e' })
    expect(env).toMatchObject({ GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', GIT_LFS_SKIP_SMUDGE: '1' })
    expect(env.GIT_DIR).toBeUndefined()
    expect(env.GIT_INDEX_FILE).toBeUndefined()
  })
})

describe('requireGit', () => {
  it.each([
    { name: '2.31.0', isFine: true },
    { name: '2.50.1 (Apple Git-155)', isFine: true },
    { name: '3.0.0', isFine: true },
    { name: '2.30.9', isFine: false },
    { name: '1.99.0', isFine: false },
    { name: 'nonsense', isFine: false },
  ])('Git $name', async ({ name, isFine }) => {
    fakeGit(`echo 'git version ${name}'`)
    const checking = requireGit(makeFolder())
    if (isFine) await expect(checking).resolves.toBeUndefined()
    else await expect(checking).rejects.toMatchObject({ code: 'old-git' })
  })
})
