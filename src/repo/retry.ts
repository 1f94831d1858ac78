import { failed } from '../errors.ts'

/** `done` ends it with a value, `again` says why another try is worth it. What is broken for good is thrown instead. */
export type Attempt<T> = { readonly done: T } | { readonly again: string }

export interface RetryOptions {
  /** How long after the start the last try may begin. */
  readonly deadlineMs: number
  /** Milliseconds of any steady clock. */
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** 0 ≤ n < 1. */
  readonly random: () => number
}

const firstDelayMs = 250
const maxDelayMs = 2000

/**
 * Tries until `done`, waiting 250 ms to 2 s (doubling, half of it jitter) in between.
 *
 * @throws DrawbridgeError `deadline` (exit 1) with the number of tries and the last reason; what `attempt` throws
 */
export async function retryUntil<T>(
  options: RetryOptions,
  attempt: (tryNumber: number) => Promise<Attempt<T>>,
): Promise<T> {
  const startMs = options.now()
  for (let tryNumber = 1; ; tryNumber += 1) {
    const result = await attempt(tryNumber)
    if ('done' in result) return result.done
    const delayMs = backoffMs(tryNumber, options.random)
    if (options.now() + delayMs - startMs > options.deadlineMs) {
      throw deadlineError(tryNumber, options.deadlineMs, result.again)
    }
    await options.sleep(delayMs)
  }
}

/** The wait after the n-th try, in milliseconds: between half and all of 250, 500, 1000, 2000, 2000… */
export function backoffMs(tryNumber: number, random: () => number): number {
  const fullMs = Math.min(maxDelayMs, firstDelayMs * 2 ** (tryNumber - 1))
  return Math.round(fullMs / 2 + (random() * fullMs) / 2)
}

function deadlineError(tries: number, deadlineMs: number, reason: string) {
  const times = tries === 1 ? 'once' : `${tries} times`
  return failed({
    code: 'deadline',
    message: `Gave up after ${Math.round(deadlineMs / 1000)} s and trying ${times}: ${reason}`,
    hint: 'Run it again; if it happens often, let fewer jobs write to the same branch at once (a concurrency group).',
  })
}
