import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type DrawbridgeError, failed } from '../errors.ts'
import { redact } from './auth.ts'
import { type GitSetting, gitEnvironment } from './git-environment.ts'

export interface GitOptions {
  readonly cwd: string
  /** Added to the process's environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Git settings for this command, by environment variables. */
  readonly settings?: readonly GitSetting[]
  readonly input?: string | Uint8Array | readonly Uint8Array[]
  /** Default: 5 minutes. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** Default: 512 MiB, or no limit with `onStdout`. */
  readonly maxOutputBytes?: number
  /** Gets standard output piece by piece; `stdout` of the result is empty then. */
  readonly onStdout?: (chunk: Buffer) => void
  /** Masked in `stderr`. */
  readonly secrets?: readonly string[]
}

/** How a Git command ended, as data. */
export interface GitResult {
  readonly ok: boolean
  /** `null` when a signal ended it. */
  readonly exitCode: number | null
  readonly stdout: Buffer
  /** Without secrets. */
  readonly stderr: string
  /** Why we ended it ourselves. */
  readonly stopped?: GitStop
}

export type GitStop = 'timeout' | 'aborted' | 'too-much-output'

const defaultTimeoutMs = 5 * 60_000
const defaultMaxOutputBytes = 512 * 1024 * 1024
const killAfterMs = 2000

/**
 * Runs `git` with these arguments, never through a shell.
 *
 * @throws DrawbridgeError `missing-git`, `no-directory` or `git-failed` when it cannot be started, and nothing else
 */
export async function runGit(args: readonly string[], options: GitOptions): Promise<GitResult> {
  const child = spawn('git', args, {
    cwd: options.cwd,
    env: gitEnvironment({ base: process.env, variables: options.env, settings: options.settings }),
    windowsHide: true,
  })
  return collect(child, options)
}

/** The text of a failed command for a message: what Git said, or how it ended. */
export function describeGitFailure(result: GitResult): string {
  const said = result.stderr.trim()
  if (result.stopped === 'timeout') return said === '' ? 'it took too long' : `it took too long (${said})`
  if (result.stopped === 'aborted') return 'it was cancelled'
  if (result.stopped === 'too-much-output') return 'it printed too much'
  return said === '' ? `it ended with exit code ${result.exitCode}` : said
}

function collect(child: ChildProcessWithoutNullStreams, options: GitOptions): Promise<GitResult> {
  const stopper = stopOn(child, options)
  const stdout = takeOutput(child, { ...options, onTooMuch: () => stopper.stop('too-much-output') })
  const stderr: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  feed(child, options.input)
  return new Promise((resolve, reject) => {
    child.on('error', (cause: NodeJS.ErrnoException) => {
      stopper.end()
      reject(startError(cause, options.cwd))
    })
    child.on('close', (exitCode) => {
      stopper.end()
      resolve({
        ok: exitCode === 0 && stopper.stopped === undefined,
        exitCode,
        stdout: Buffer.concat(stdout),
        stderr: redact(Buffer.concat(stderr).toString('utf8'), options.secrets),
        ...(stopper.stopped ? { stopped: stopper.stopped } : {}),
      })
    })
  })
}

type OutputOptions = Pick<GitOptions, 'maxOutputBytes' | 'onStdout'> & { readonly onTooMuch: () => void }

/** Fills the list that it gives, up to the limit. */
function takeOutput(child: ChildProcessWithoutNullStreams, options: OutputOptions): readonly Buffer[] {
  const chunks: Buffer[] = []
  // What is handed on is not held in memory.
  const maxBytes = options.maxOutputBytes ?? (options.onStdout ? Number.POSITIVE_INFINITY : defaultMaxOutputBytes)
  let takenBytes = 0
  child.stdout.on('data', (chunk: Buffer) => {
    takenBytes += chunk.length
    if (takenBytes > maxBytes) options.onTooMuch()
    else if (options.onStdout) options.onStdout(chunk)
    else chunks.push(chunk)
  })
  return chunks
}

interface Stopper {
  stopped: GitStop | undefined
  stop(reason: GitStop): void
  end(): void
}

function stopOn(child: ChildProcessWithoutNullStreams, options: GitOptions): Stopper {
  const timers: NodeJS.Timeout[] = []
  const onAbort = () => stopper.stop('aborted')
  const stopper: Stopper = {
    stopped: undefined,
    stop(reason) {
      if (stopper.stopped) return
      stopper.stopped = reason
      child.kill('SIGTERM')
      timers.push(setTimeout(() => killForGood(child), killAfterMs))
    },
    end() {
      for (const timer of timers) clearTimeout(timer)
      options.signal?.removeEventListener('abort', onAbort)
    },
  }
  timers.push(setTimeout(() => stopper.stop('timeout'), options.timeoutMs ?? defaultTimeoutMs))
  if (options.signal?.aborted) onAbort()
  options.signal?.addEventListener('abort', onAbort, { once: true })
  return stopper
}

function killForGood(child: ChildProcessWithoutNullStreams): void {
  child.kill('SIGKILL')
  // A helper that Git started may still hold the pipes.
  child.stdout.destroy()
  child.stderr.destroy()
}

function feed(child: ChildProcessWithoutNullStreams, input: GitOptions['input']): void {
  // A command that ends early closes its input; its exit code tells.
  child.stdin.on('error', () => {})
  if (Array.isArray(input)) for (const chunk of input) child.stdin.write(chunk)
  else if (input !== undefined) child.stdin.write(input as string | Uint8Array)
  child.stdin.end()
}

function startError(cause: NodeJS.ErrnoException, cwd: string): DrawbridgeError {
  if (!existsSync(cwd)) return failed({ code: 'no-directory', message: `There is no folder ${cwd}` }, cause)
  if (cause.code !== 'ENOENT')
    return failed({ code: 'git-failed', message: `Git cannot be started: ${cause.message}` }, cause)
  return failed(
    {
      code: 'missing-git',
      message: 'Git is not on the PATH',
      hint: 'Install Git 2.31 or later, or use `--delivery files`, which needs none.',
    },
    cause,
  )
}
