import type { Environment, KustomizeCommand } from './command.ts'
import type { ProcessOptions } from './process.ts'

/** What every function that starts kustomize takes. */
export interface RunOptions {
  /** What `findKustomize` gave, so that it is looked up once. Wins over `path`. */
  readonly kustomize?: KustomizeCommand
  /** The binary, as `findKustomize` takes it. */
  readonly path?: string
  /** The whole environment of the process, nothing added. Default: `process.env`. */
  readonly env?: Environment
  /** Where the process runs and what relative paths start from. Default: `process.cwd()`. */
  readonly cwd?: string
  /** Milliseconds for the whole call; then the process and its children are killed. Default: no limit. */
  readonly timeoutMs?: number
  /** Ends the call early; the process and its children are killed. */
  readonly signal?: AbortSignal
  /** Bytes that stdout may have, and as many for stderr; more kills the process. Default: 64 MiB. */
  readonly maxOutputBytes?: number
}

const defaultMaxOutputBytes = 64 * 1024 * 1024

/**
 * The options of one process, with the defaults filled in.
 *
 * @param elapsedMs milliseconds of `timeoutMs` that are already used up
 * @throws RangeError for a limit that is not greater than 0
 */
export function processOptions(options: RunOptions, elapsedMs = 0): ProcessOptions {
  const { timeoutMs = Number.POSITIVE_INFINITY, maxOutputBytes = defaultMaxOutputBytes } = options
  requirePositive('timeoutMs', timeoutMs)
  requirePositive('maxOutputBytes', maxOutputBytes)
  return {
    cwd: options.cwd ?? process.cwd(),
    env: options.env ?? process.env,
    timeoutMs: Math.max(timeoutMs - elapsedMs, 1),
    maxOutputBytes,
    signal: options.signal,
  }
}

// A limit of 0 or NaN is a mistake in the calling code that must not read as "no limit" or "always too late".
function requirePositive(name: string, value: number): void {
  if (!(value > 0)) throw new RangeError(`${name} must be greater than 0, not ${value}`)
}
