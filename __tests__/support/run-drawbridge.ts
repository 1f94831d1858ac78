import { spawn } from 'node:child_process'
import type { Result } from '../../src/report/result.ts'

/** What a run of the CLI left. */
export interface CliRun {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The user that it runs as, where the tests are run by root. */
  readonly uid?: number
}

/** The built CLI, as users run it. */
const cli = process.env.DRAWBRIDGE_CLI ?? new URL('../../dist/cli.js', import.meta.url).pathname

/** Runs `dist/cli.js` as a process, with nothing of the CI's own variables and of the user's Git settings. */
export function runCli(args: readonly string[], { cwd, env: own, uid }: CliOptions = {}): Promise<CliRun> {
  const { PATH, HOME, TMPDIR } = process.env
  const env = { PATH, HOME, TMPDIR, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...own }
  const child = spawn(process.execPath, [cli, ...args], { cwd, env, uid })
  const [stdout, stderr]: Buffer[][] = [[], []]
  child.stdout.on('data', (chunk: Buffer) => stdout?.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderr?.push(chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => {
      const text = (chunks: Buffer[] | undefined) => Buffer.concat(chunks ?? []).toString('utf8')
      resolve({ exitCode, stdout: text(stdout), stderr: text(stderr) })
    })
  })
}

/** Runs it with `--json`; gives the exit code and the result document. */
export async function runForResult(
  args: readonly string[],
  options: CliOptions = {},
): Promise<{ readonly exitCode: number | null; readonly result: Result; readonly stderr: string }> {
  const run = await runCli([...args, '--json'], options)
  try {
    return { exitCode: run.exitCode, result: JSON.parse(run.stdout) as Result, stderr: run.stderr }
  } catch {
    throw new Error(`no JSON on standard output, exit ${run.exitCode}:\n${run.stdout}\n${run.stderr}`)
  }
}
