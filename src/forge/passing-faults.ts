import type { Failure } from './failure.ts'

/**
 * - `fault`: no answer or a server error; whether the work was done is unknown
 * - `limit`: a rate limit; the work was not done
 */
export type PassingKind = 'fault' | 'limit'

export interface Passing {
  readonly kind: PassingKind
  /** How long GitHub wants us to wait, in milliseconds; `undefined` when it says nothing. */
  readonly waitMs: number | undefined
}

const maxFaultTries = 6
const maxLimitTries = 4
const firstDelayMs = 500
const maxDelayMs = 8000
/** GitHub's shortest limits are a minute; whoever must wait longer is better told so than left waiting. */
const maxLimitWaitMs = 120_000
/** "Otherwise, wait for at least one minute before retrying": the limits page below. */
const unknownLimitWaitMs = 60_000

/**
 * Whether a failure may pass by itself: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api and
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
export function findPassing(failure: Failure, now: Date): Passing | undefined {
  if (isLimit(failure)) return { kind: 'limit', waitMs: readWaitMs(failure, now) }
  const { status, graphqlType, text } = failure
  const isServerFault = status === undefined || (status >= 500 && status !== 501)
  const isGraphqlFault = status === 200 && graphqlType === undefined && /something went wrong|timeout/i.test(text)
  return isServerFault || isGraphqlFault ? { kind: 'fault', waitMs: readRetryAfterMs(failure) } : undefined
}

/** How long to wait after the n-th try, in milliseconds; `undefined`: it is not worth another. */
export function findDelayMs(passing: Passing, tryNumber: number, random: () => number): number | undefined {
  const { kind, waitMs } = passing
  if (tryNumber >= (kind === 'limit' ? maxLimitTries : maxFaultTries)) return undefined
  const backoffMs = backoff(tryNumber, random)
  if (waitMs !== undefined) return waitMs > maxLimitWaitMs ? undefined : waitMs + backoffMs
  return kind === 'limit' ? unknownLimitWaitMs + backoffMs : backoffMs
}

/** Between half and all of 0.5, 1, 2, 4, 8, 8… seconds, in milliseconds. */
export function backoff(tryNumber: number, random: () => number): number {
  const fullMs = Math.min(maxDelayMs, firstDelayMs * 2 ** (tryNumber - 1))
  return Math.round(fullMs / 2 + (random() * fullMs) / 2)
}

function isLimit({ status, graphqlType, headers, text }: Failure): boolean {
  if (status === 429 || graphqlType === 'RATE_LIMITED') return true
  if (status === 403) return headers['x-ratelimit-remaining'] === '0' || 'retry-after' in headers || isLimitText(text)
  return status === 200 && isLimitText(text)
}

function isLimitText(text: string): boolean {
  return /secondary rate limit|rate limit exceeded|abuse detection/i.test(text)
}

function readWaitMs(failure: Failure, now: Date): number | undefined {
  const retryAfterMs = readRetryAfterMs(failure)
  if (retryAfterMs !== undefined) return retryAfterMs
  const resetSeconds = Number(failure.headers['x-ratelimit-reset'])
  if (failure.headers['x-ratelimit-remaining'] !== '0' || !(resetSeconds > 0)) return undefined
  return Math.max(0, resetSeconds * 1000 - now.getTime())
}

function readRetryAfterMs({ headers }: Failure): number | undefined {
  const seconds = Number(headers['retry-after'] || Number.NaN)
  return seconds >= 0 ? seconds * 1000 : undefined
}
