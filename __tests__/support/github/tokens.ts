import { randomBytes } from 'node:crypto'
import type { Account } from './people.ts'

export type Level = 'none' | 'read' | 'write' | 'admin'

/** GitHub's names: https://docs.github.com/rest/authentication/permissions-required-for-github-apps */
export type Permission =
  | 'actions'
  | 'administration'
  | 'checks'
  | 'contents'
  | 'issues'
  | 'metadata'
  | 'pull_requests'
  | 'statuses'
  | 'workflows'

export type Grants = Readonly<Partial<Record<Permission, Level>>>

/**
 * `pat` is a classic token with the scope `repo`, `fine-grained` one with permissions, `app` an installation's token and
 * `workflow` the `GITHUB_TOKEN` of a run in the one repo that it names.
 */
export type TokenKind = 'pat' | 'fine-grained' | 'app' | 'workflow'

export interface Token {
  readonly value: string
  readonly kind: TokenKind
  readonly account: Account
  /** By `owner/name`; a level instead of grants means that level for everything. */
  readonly repos: Readonly<Record<string, Grants | Level>>
  readonly scopes: readonly string[]
}

/** A GitHub App that is installed in the repos that it names. */
export interface App {
  readonly id: number
  readonly installation: number
  /** PEM. */
  readonly privateKey: string
  readonly account: Account
  readonly repos: Token['repos']
}

const prefixes: Readonly<Record<TokenKind, string>> = {
  pat: 'ghp_',
  'fine-grained': 'github_pat_',
  app: 'ghs_',
  workflow: 'ghs_',
}

export const newTokenValue = (kind: TokenKind) => `${prefixes[kind]}${randomBytes(18).toString('hex')}`

const order: readonly Level[] = ['none', 'read', 'write', 'admin']

export const reaches = (level: Level, needed: Level) => order.indexOf(level) >= order.indexOf(needed)

export const levelOf = (token: Token | undefined, repo: string, permission: Permission): Level => {
  const name = Object.keys(token?.repos ?? {}).find((key) => key.toLowerCase() === repo.toLowerCase())
  const grants = name === undefined ? undefined : token?.repos[name]
  if (grants === undefined) return 'none'
  if (typeof grants === 'string') return permission === 'administration' && grants !== 'admin' ? 'none' : grants
  return grants[permission] ?? (permission === 'metadata' ? 'read' : 'none')
}

/** What a refused request of this kind of token is told. */
export const refusalText = (token: Token | undefined): string =>
  token?.kind === 'fine-grained'
    ? 'Resource not accessible by personal access token'
    : 'Resource not accessible by integration'
