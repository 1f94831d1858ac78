import type { TokenKind } from './tokens.ts'

export interface GraphqlOperation {
  readonly type: 'query' | 'mutation'
  /** The top fields, in order: `['createRef', 'createCommitOnBranch', 'createPullRequest']`. */
  readonly fields: readonly string[]
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** One request and its answer. */
export interface Exchange {
  readonly kind: 'rest' | 'graphql' | 'git'
  readonly method: string
  /** With the query, without a prefix like `/api/v3`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON where it is JSON; `undefined` for Git. */
  readonly body: unknown
  token: TokenKind | 'none' | 'invalid'
  login: string | undefined
  /** GitHub's name of a REST operation: `pulls/create`. */
  readonly operation: string | undefined
  readonly graphql: GraphqlOperation | undefined
  /** `upload-pack` (fetch) or `receive-pack` (push). */
  readonly service: string | undefined
  /** `undefined` when the connection was cut. */
  status: number | undefined
  responseHeaders: Readonly<Record<string, string>>
  response: unknown
}

/** What a client did wrong, or what the server does not have. */
export interface Violation {
  readonly kind: 'unknown-route' | 'request' | 'response' | 'graphql' | 'unsupported' | 'crash'
  readonly where: string
  readonly message: string
}
