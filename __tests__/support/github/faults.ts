import type { Exchange } from './exchanges.ts'

export interface FaultMatch {
  readonly kind?: Exchange['kind']
  readonly method?: string
  readonly path?: string | RegExp
  /** A REST operation (`pulls/merge`), a top field of a GraphQL document (`createRef`) or a Git service (`receive-pack`). */
  readonly operation?: string
  /** Only the nth request that matches, from 1. */
  readonly nth?: number
  /** For random faults: asked for each request that matches. */
  readonly when?: (exchange: Exchange) => boolean
}

export type FaultAction =
  /** The connection is destroyed before the work is done. */
  | 'cut-before'
  /** The work is done, then the connection is destroyed: no answer. */
  | 'cut-after'
  | {
      readonly status: number
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
      /** The work is done first: a 502 whose request succeeded. */
      readonly afterWork?: boolean
    }
  | { readonly delayMs: number }
  /** Runs before the request's work: somebody else commits, for example. */
  | { readonly before: (exchange: Exchange) => unknown }
  /** In the middle of a GraphQL document, where it comes to this mutation: what stands before it is done. */
  | { readonly atField: string; readonly happens: FieldFault }
  | { readonly rateLimit: 'primary'; readonly resetSeconds?: number }
  | { readonly rateLimit: 'secondary'; readonly retryAfterSeconds?: number }

/** The connection is cut there, GitHub gives this error for the one mutation, or something happens in between. */
export type FieldFault = 'cut' | { readonly type?: string; readonly message: string } | (() => unknown)

export interface Fault {
  readonly match: FaultMatch
  readonly do: FaultAction
  /** How often it happens; once if not said. */
  readonly times?: number
}

interface ActiveFault extends Fault {
  left: number
  seen: number
}

const pathMatches = (path: string, wanted: string | RegExp) =>
  typeof wanted === 'string' ? path.split('?')[0] === wanted : wanted.test(path)

const operationMatches = ({ operation, graphql, service }: Exchange, wanted: string) =>
  operation === wanted || service === wanted || Boolean(graphql?.fields.includes(wanted))

const matches = (exchange: Exchange, match: FaultMatch): boolean =>
  (match.kind === undefined || match.kind === exchange.kind) &&
  (match.method === undefined || match.method === exchange.method) &&
  (match.path === undefined || pathMatches(exchange.path, match.path)) &&
  (match.operation === undefined || operationMatches(exchange, match.operation)) &&
  (match.when === undefined || match.when(exchange))

/** The faults that a test has asked for. */
export class Faults {
  #active: ActiveFault[] = []

  add(fault: Fault): void {
    this.#active.push({ ...fault, left: fault.times ?? 1, seen: 0 })
  }

  clear(): void {
    this.#active = []
  }

  /** The faults of this request, each counted as used. */
  take(exchange: Exchange): FaultAction[] {
    const taken: FaultAction[] = []
    for (const fault of this.#active) {
      if (fault.left <= 0 || !matches(exchange, fault.match)) continue
      fault.seen += 1
      if (fault.match.nth !== undefined && fault.seen !== fault.match.nth) continue
      fault.left -= 1
      taken.push(fault.do)
    }
    return taken
  }
}

export interface FaultAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

const docs = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api'

const primaryLimit = (kind: Exchange['kind'], resetSeconds: number, now: Date): FaultAnswer => {
  const message = 'API rate limit exceeded for installation.'
  const reset = String(Math.ceil(now.getTime() / 1000) + resetSeconds)
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-used': '5000', 'x-ratelimit-reset': reset }
  // GraphQL says it in a document with status 200.
  if (kind === 'graphql') return { status: 200, body: { errors: [{ type: 'RATE_LIMITED', message }] }, headers }
  return { status: 403, body: { message, documentation_url: docs, status: '403' }, headers }
}

const secondaryLimit = (retryAfterSeconds: number): FaultAnswer => {
  const message =
    'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.'
  const body = { message, documentation_url: `${docs}#about-secondary-rate-limits`, status: '403' }
  return { status: 403, body, headers: { 'retry-after': String(retryAfterSeconds) } }
}

/** The answer that a fault gives instead of the server's own. */
export const answerOf = (action: FaultAction, kind: Exchange['kind'], now: Date): FaultAnswer | undefined => {
  if (typeof action === 'string') return undefined
  if ('status' in action) {
    const body = action.body ?? { message: `Fault ${action.status}`, status: String(action.status) }
    return { status: action.status, body, headers: action.headers ?? {} }
  }
  if (!('rateLimit' in action)) return undefined
  return action.rateLimit === 'primary'
    ? primaryLimit(kind, action.resetSeconds ?? 60, now)
    : secondaryLimit(action.retryAfterSeconds ?? 60)
}
