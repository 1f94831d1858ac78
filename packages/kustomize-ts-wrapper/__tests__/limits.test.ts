import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { build } from '../src/index.ts'
import { createProgram, createSandbox } from './sandbox.ts'

// Programs that stand for a kustomize which hangs while Helm or Git runs under it.
const hanging = 'sleep 60 & echo $! > "$PIDS"\necho $$ >> "$PIDS"\nwait'
const stubborn = `trap '' TERM\n(trap '' TERM; exec sleep 60) >/dev/null 2>&1 & echo $! > "$PIDS"\necho $$ >> "$PIDS"\nwait`
const outlived = `(trap '' TERM; exec sleep 60) >/dev/null 2>&1 & echo $! > "$PIDS"\necho $$ >> "$PIDS"\nwait`
const escaping = 'setsid sleep 20 &\necho $$ > "$PIDS"\nwait'

describe('timeoutMs', () => {
  it.each([
    { name: 'the process and its child', script: hanging },
    { name: 'those that ignore SIGTERM', script: stubborn },
    { name: 'a child that ignores SIGTERM and has closed its output', script: outlived },
  ])('kills $name', async ({ script }) => {
    const { path, env, readPids } = prepare(script)
    const result = await build('.', { path, env, timeoutMs: 1000 })
    expect(result).toMatchObject({
      ok: false,
      reason: 'timeout',
      message: expect.stringContaining('was stopped after'),
    })
    expect(result.durationMs).toBeLessThan(20_000)
    await expect.poll(() => readPids().map(isAlive)).toEqual([false, false])
  })

  it.runIf(process.platform === 'linux')(
    'does not wait for a child that left the group and holds the pipes open',
    async () => {
      const { path, env } = prepare(escaping)
      const result = await build('.', { path, env, timeoutMs: 1000 })
      expect(result).toMatchObject({ ok: false, reason: 'timeout' })
      expect(result.durationMs).toBeLessThan(10_000)
    },
  )

  it('covers the question for the version too', async () => {
    const { path, env } = prepare(hanging)
    const result = await build('.', { path, env, timeoutMs: 1000, minimumVersion: '5.0.0' })
    expect(result).toMatchObject({ reason: 'timeout', command: [path, 'version'] })
  })

  it('keeps what was printed until then', async () => {
    const { path, env } = prepare(`echo partly; echo why >&2\n${hanging}`)
    const result = await build('.', { path, env, timeoutMs: 1000 })
    expect(result).toMatchObject({ stdout: 'partly\n', stderr: 'why\n' })
  })

  it.each([0, -1, Number.NaN])('throws for %s, which is a mistake', async (timeoutMs) => {
    await expect(build('.', { timeoutMs })).rejects.toThrow(RangeError)
  })

  it('may be longer than a timer can be', async () => {
    const path = createProgram('exit 0')
    expect(await build('.', { path, timeoutMs: 2 ** 40 })).toMatchObject({ ok: true, objects: [] })
  })
})

describe('signal', () => {
  it('kills the process and its child, and gives the reason of the abort', async () => {
    const { path, env, readPids } = prepare(hanging)
    const controller = new AbortController()
    const building = build('.', { path, env, signal: controller.signal })
    await expect.poll(readPids).toHaveLength(2)
    controller.abort('enough')
    expect(await building).toMatchObject({ ok: false, reason: 'aborted', cause: 'enough' })
    await expect.poll(() => readPids().map(isAlive)).toEqual([false, false])
  })

  it('starts nothing when it is aborted already', async () => {
    const { path, env, readPids } = prepare(hanging)
    const result = await build('.', { path, env, signal: AbortSignal.abort() })
    expect(result).toMatchObject({ ok: false, reason: 'aborted', stdout: '' })
    expect(readPids()).toEqual([])
  })
})

describe('a process that exits while it builds', () => {
  it('takes kustomize and its child with it', async () => {
    const { path, env, readPids } = prepare(hanging)
    const index = new URL('../src/index.ts', import.meta.url).href
    const script = `import { build } from ${JSON.stringify(index)}
      build('.', { path: ${JSON.stringify(path)} })
      process.stdin.once('data', () => process.exit(0))`
    const host = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env,
      stdio: ['pipe', 'ignore', 2],
    })
    await expect.poll(readPids, { timeout: 10_000 }).toHaveLength(2)
    host.stdin?.write('exit')
    await once(host, 'exit')
    await expect.poll(() => readPids().map(isAlive)).toEqual([false, false])
  })
})

describe('maxOutputBytes', () => {
  it.each([
    { name: 'stdout', script: 'yes', kept: { stdout: 'y\ny\ny', stderr: '' } },
    { name: 'stderr', script: 'yes >&2', kept: { stdout: '', stderr: 'y\ny\ny' } },
  ])('ends a program that prints too much on $name, and keeps that many bytes', async ({ script, kept }) => {
    const result = await build('.', { path: createProgram(script), maxOutputBytes: 5 })
    expect(result).toMatchObject({ ok: false, reason: 'too-big', ...kept })
    expect(result).toHaveProperty('message', expect.stringContaining('printed more than 5 bytes'))
  })

  it('lets exactly that many bytes through', async () => {
    const path = createProgram('printf "kind: A"')
    expect(await build('.', { path, maxOutputBytes: 7 })).toMatchObject({ ok: true, objects: [{ kind: 'A' }] })
  })

  it('counts bytes, and decodes characters that arrive in two parts', async () => {
    const path = createProgram(`printf 'kind: \\303'; sleep 0.2; printf '\\244'`)
    expect(await build('.', { path, maxOutputBytes: 8 })).toMatchObject({ ok: true, stdout: 'kind: ä' })
  })
})

function prepare(script: string): { path: string; env: Record<string, string | undefined>; readPids: () => number[] } {
  const pidFile = join(createSandbox({ pids: '' }), 'pids')
  const readPids = (): number[] => readFileSync(pidFile, 'utf8').split('\n').filter(Boolean).map(Number)
  return { path: createProgram(script), env: { PATH: process.env.PATH, PIDS: pidFile }, readPids }
}

// Signal 0 would find a zombie too, and where nothing reaps orphans a killed child stays one.
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z')
}
