/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What a command needs of the world besides repos and forges; tests pass in their own. */
export interface Host {
  readonly env: Environment
  /** Milliseconds of a steady clock. */
  readonly now: () => number
  /** The time of day, for commits. */
  readonly date: () => Date
  readonly sleep: (ms: number) => Promise<void>
  /** A signal that fires after so long. It keeps no process alive. */
  readonly expireAfter: (ms: number) => AbortSignal
  /** 0 ≤ n < 1. */
  readonly random: () => number
  /** A line of progress for people; never part of the result. */
  readonly log: (line: string) => void
}

/** The real world. */
export function nodeHost(log: (line: string) => void): Host {
  return {
    env: process.env,
    now: () => performance.now(),
    date: () => new Date(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    expireAfter: (ms) => AbortSignal.timeout(ms),
    random: Math.random,
    log,
  }
}
