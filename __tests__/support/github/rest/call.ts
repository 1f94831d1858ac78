import type { Needs } from '../access.ts'
import type { Account } from '../people.ts'
import type { PullRequest } from '../pulls/pull-request.ts'
import { notFound } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import type { Token } from '../tokens.ts'
import type { World } from '../world.ts'

/** A request, after its token, repo and schema were checked. */
export interface RestCall {
  readonly world: World
  readonly token: Token | undefined
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** Valid for the operation's schema, so a handler may say what it is. */
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

export interface RepoCall extends RestCall {
  readonly repo: Repo
  /** Who asks; reads without a token are the anonymous `ghost`. */
  readonly by: Account
}

export interface RestAnswer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface RepoOperation {
  readonly needs: Needs
  readonly handle: (call: RepoCall) => RestAnswer
}

export interface GlobalOperation {
  /** The request is signed by an app, not sent with a token. */
  readonly isJwt?: boolean
  readonly handle: (call: RestCall) => RestAnswer
}

export type RepoOperations = Readonly<Record<string, RepoOperation>>
export type GlobalOperations = Readonly<Record<string, GlobalOperation>>

export const ok = (body: unknown): RestAnswer => ({ status: 200, body })
export const created = (body: unknown): RestAnswer => ({ status: 201, body })
export const noContent: RestAnswer = { status: 204 }

/** One page of a list, with GitHub's `link` header to the others. */
export const page = <T>(call: RestCall, items: readonly T[], view: (item: T) => unknown): RestAnswer => {
  const size = Math.min(Number(call.query.per_page ?? 30), 100)
  const number = Number(call.query.page ?? 1)
  const last = Math.max(1, Math.ceil(items.length / size))
  const body = items.slice((number - 1) * size, number * size).map(view)
  const link = (rel: string, to: number) => `<${call.headers['x-own-url']}${pageQuery(call.query, to)}>; rel="${rel}"`
  const links = number < last ? [link('next', number + 1), link('last', last)] : []
  return { status: 200, body, headers: links.length > 0 ? { link: links.join(', ') } : {} }
}

const pageQuery = (query: Readonly<Record<string, string>>, to: number) =>
  `?${new URLSearchParams({ ...query, page: String(to) })}`

export const findPull = ({ repo, params }: RepoCall): PullRequest => {
  const number = Number(params.pull_number ?? params.issue_number)
  const pull = repo.pullRequests.find((candidate) => candidate.number === number)
  if (!pull) throw notFound()
  return pull
}
