import { Octokit } from '@octokit/rest'
import { type DrawbridgeError, failed } from '../errors.ts'
import { explainFailure } from './explain.ts'
import { type Failure, type GraphqlError, readFailure, readGraphqlFailure, unreadableAnswer } from './failure.ts'
import { createFetch, type Fetch } from './github-fetch.ts'
import { backoff, findDelayMs, findPassing } from './passing-faults.ts'
import type { GitHubAccess } from './permissions.ts'

export interface ClientOptions {
  readonly access: GitHubAccess
  readonly apiUrl: string
  readonly graphqlUrl: string
  readonly userAgent: string
  readonly fetch?: Fetch | undefined
  /** The deadline of the whole run. */
  readonly signal?: AbortSignal | undefined
  readonly requestTimeoutMs: number
  /** Ends early when the signal fires. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  /** 0 ≤ n < 1. */
  readonly random: () => number
  readonly date: () => Date
}

export type Rest = Octokit['rest']

export interface Call<T> {
  /** What it does, as in "could not …": `open a pull request`. */
  readonly action: string
  readonly send: (rest: Rest) => Promise<{ readonly status: number; readonly data: T }>
  /** Doing it twice is as good as once. Default: true. */
  readonly isRepeatable?: boolean
}

export interface Mutation {
  readonly action: string
  readonly document: string
  readonly variables: Readonly<Record<string, unknown>>
}

export type Outcome<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly failure: Failure; readonly action: string }
export type FailedOutcome = Extract<Outcome<unknown>, { ok: false }>

const silent = { debug() {}, info() {}, warn() {}, error() {} }

/**
 * One repo through GitHub's REST and GraphQL APIs. Faults that pass are waited out; a request that must not be doubled is
 * sent again only where GitHub surely did not do it.
 */
export class GitHubClient {
  readonly access: GitHubAccess
  readonly #octokit: Octokit
  readonly #options: ClientOptions
  #hasSeenRepository = false

  constructor(options: ClientOptions) {
    this.access = options.access
    this.#options = options
    this.#octokit = new Octokit({
      auth: options.access.token,
      baseUrl: options.apiUrl.replace(/\/+$/, ''),
      userAgent: options.userAgent,
      log: silent,
      request: { fetch: createFetch(options) },
    })
  }

  /** `owner` and `repo`, as every operation takes them. */
  get place(): { readonly owner: string; readonly repo: string } {
    return { owner: this.access.owner, repo: this.access.repo }
  }

  /** @throws DrawbridgeError for every failure, explained */
  async request<T>(call: Call<T>): Promise<T> {
    const outcome = await this.tryRequest(call)
    if (outcome.ok) return outcome.data
    throw this.explain(outcome)
  }

  /** @throws DrawbridgeError `deadline`, `bad-token` */
  async tryRequest<T>(call: Call<T>): Promise<Outcome<T>> {
    return this.#repeat(call, async () => {
      const { status, data } = await call.send(this.#octokit.rest)
      if (status === 200 && typeof data !== 'object') return fail(call, unreadableAnswer(status))
      return { ok: true, data }
    })
  }

  /** Sends a GraphQL document whose mutations may be repeated. Any error in the answer is a failure. */
  async tryMutation(mutation: Mutation): Promise<Outcome<undefined>> {
    const { document: query, variables } = mutation
    return this.#repeat(mutation, async () => {
      const url = this.#options.graphqlUrl
      const { data, headers, status } = await this.#octokit.request({ method: 'POST', url, query, variables })
      if (typeof data !== 'object') return fail(mutation, unreadableAnswer(status))
      const { errors = [] } = data as { errors?: readonly GraphqlError[] }
      if (errors.length === 0) return { ok: true, data: undefined }
      return fail(mutation, readGraphqlFailure({ errors, headers }, this.#secrets))
    })
  }

  /** Whether it is unknown if GitHub did it. */
  isAmbiguous({ failure }: FailedOutcome): boolean {
    return findPassing(failure, this.#options.date())?.kind === 'fault'
  }

  explain({ failure, action }: FailedOutcome): DrawbridgeError {
    const hasSeenRepository = this.#hasSeenRepository
    return explainFailure({ failure, action, access: this.access, hasSeenRepository, now: this.#options.date() })
  }

  /** Waits after the n-th try: 0.5 s to 8 s. */
  async wait(tryNumber: number, reason: string): Promise<void> {
    await this.#sleep(backoff(tryNumber, this.#options.random), reason)
  }

  get #secrets(): readonly string[] {
    return [this.access.token]
  }

  async #repeat<T>(
    call: Pick<Call<T>, 'action' | 'isRepeatable'>,
    send: () => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    for (let tryNumber = 1; ; tryNumber += 1) {
      const outcome = await this.#once(call, send)
      if (outcome.ok) {
        this.#hasSeenRepository = true
        return outcome
      }
      const delayMs = this.#delayMs(outcome, { tryNumber, isRepeatable: call.isRepeatable ?? true })
      if (delayMs === undefined) return outcome
      await this.#sleep(delayMs, outcome.failure.text)
    }
  }

  async #once<T>(call: Pick<Call<T>, 'action'>, send: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    this.#assertInTime(`could not ${call.action}`)
    try {
      return await send()
    } catch (error) {
      this.#assertInTime(`could not ${call.action}`)
      const outcome = fail(call, readFailure(error, this.#secrets))
      if (outcome.failure.status === 401) throw this.explain(outcome)
      return outcome
    }
  }

  #delayMs(outcome: FailedOutcome, options: { tryNumber: number; isRepeatable: boolean }): number | undefined {
    const passing = findPassing(outcome.failure, this.#options.date())
    if (!passing || (passing.kind === 'fault' && !options.isRepeatable)) return undefined
    return findDelayMs(passing, options.tryNumber, this.#options.random)
  }

  async #sleep(ms: number, reason: string): Promise<void> {
    const { signal, sleep } = this.#options
    await sleep(ms, signal).catch((error: unknown) => {
      if (!signal?.aborted) throw error
    })
    this.#assertInTime(reason)
  }

  #assertInTime(reason: string): void {
    if (!this.#options.signal?.aborted) return
    throw failed({
      code: 'deadline',
      message: `The deadline passed while talking to GitHub: ${reason}`,
      hint: 'Run it again: what is done already is found and kept. A longer "deadline" helps where GitHub is slow.',
    })
  }
}

function fail(call: { readonly action: string }, failure: Failure): FailedOutcome {
  return { ok: false, failure, action: call.action }
}
