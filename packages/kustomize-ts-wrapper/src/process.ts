import { type ChildProcess, spawn } from 'node:child_process'
import { setMaxListeners } from 'node:events'
import type { Readable } from 'node:stream'
import type { Environment } from './command.ts'
import { killTree, trackTree } from './process-tree.ts'

export interface ProcessOptions {
  readonly cwd: string
  readonly env: Environment
  readonly timeoutMs: number
  /** For stdout, and as many for stderr. */
  readonly maxOutputBytes: number
  readonly signal?: AbortSignal
}

/** Why we stopped it. */
export type Stop = 'timeout' | 'aborted' | 'too-big'

/** How a process ended. `spawn`: it never started. */
export interface ProcessOutcome {
  readonly ending: 'exit' | 'spawn' | Stop
  readonly exitCode?: number
  readonly signal?: NodeJS.Signals
  readonly stdout: string
  readonly stderr: string
  readonly durationMs: number
  readonly cause?: unknown
}

// Helm and Git remove their lock files on SIGTERM; what has not ended by then is killed.
const forceKillAfterMs = 500

// A longer delay overflows in setTimeout and fires at once.
const longestTimerMs = 2 ** 31 - 1

/** Runs a program without a shell and without stdin, within limits. Never throws: how it ended is data. */
export async function runProcess(
  file: string,
  args: readonly string[],
  options: ProcessOptions,
): Promise<ProcessOutcome> {
  const startedMs = performance.now()
  const outcome = await tryRun(file, args, options)
  return { stdout: '', stderr: '', ...outcome, durationMs: Math.round(performance.now() - startedMs) }
}

type Ended = Omit<ProcessOutcome, 'stdout' | 'stderr' | 'durationMs'> & { stdout?: string; stderr?: string }

async function tryRun(file: string, args: readonly string[], options: ProcessOptions): Promise<Ended> {
  if (options.signal?.aborted) return { ending: 'aborted', cause: options.signal.reason }
  try {
    return await watch(start(file, args, options), options)
  } catch (cause) {
    return { ending: 'spawn', cause }
  }
}

function start(file: string, args: readonly string[], { cwd, env }: ProcessOptions): ChildProcess {
  return spawn(file, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    // A process group of its own, so that Helm, Git and plugins can be killed with it. On Windows it would open a window.
    detached: process.platform !== 'win32',
  })
}

async function watch(child: ChildProcess, options: ProcessOptions): Promise<Ended> {
  const untrack = trackTree(child)
  let stop: { readonly ending: Stop; readonly cause?: unknown } | undefined
  let forceKill: NodeJS.Timeout | undefined
  const stopFor = (ending: Stop, cause?: unknown): void => {
    if (stop !== undefined) return
    stop = { ending, cause }
    killTree(child, 'SIGTERM')
    forceKill = setTimeout(() => abandon(child), forceKillAfterMs)
  }
  const stdout = collect(child.stdout, options.maxOutputBytes, stopFor)
  const stderr = collect(child.stderr, options.maxOutputBytes, stopFor)
  const unlimit = limit(options, stopFor)
  try {
    const { exitCode, signal } = await waitForClose(child)
    // A child that ignores SIGTERM and has closed its output would outlive the result.
    if (stop !== undefined) killTree(child, 'SIGKILL')
    return { ending: 'exit', ...stop, exitCode, signal, stdout: stdout(), stderr: stderr() }
  } finally {
    clearTimeout(forceKill)
    unlimit()
    untrack()
  }
}

function limit({ timeoutMs, signal }: ProcessOptions, stopFor: (ending: Stop, cause?: unknown) => void): () => void {
  const timer = setTimeout(() => stopFor('timeout'), Math.min(timeoutMs, longestTimerMs))
  const abort = (): void => stopFor('aborted', signal?.reason)
  // Any number of builds may share a signal: more than ten listeners look like a leak (on Node 20).
  if (signal !== undefined) setMaxListeners(0, signal)
  signal?.addEventListener('abort', abort, { once: true })
  return () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

// A grandchild that left the process group can hold the pipes open for ever: stop listening too.
function abandon(child: ChildProcess): void {
  killTree(child, 'SIGKILL')
  child.stdout?.destroy()
  child.stderr?.destroy()
}

function waitForClose(child: ChildProcess): Promise<{ exitCode?: number; signal?: NodeJS.Signals }> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode, signal) => {
      resolve({ exitCode: exitCode ?? undefined, signal: signal ?? undefined })
    })
  })
}

// Bytes are joined before they are decoded: a chunk may end inside a character.
function collect(stream: Readable | null, maxBytes: number, stopFor: (ending: Stop) => void): () => string {
  const chunks: Buffer[] = []
  let freeBytes = maxBytes
  // There is no stream if the process could not be started for want of file handles.
  stream?.on('data', (chunk: Buffer) => {
    if (chunk.length > freeBytes) stopFor('too-big')
    chunks.push(chunk.subarray(0, freeBytes))
    freeBytes -= Math.min(chunk.length, freeBytes)
  })
  return () => Buffer.concat(chunks).toString('utf8')
}
