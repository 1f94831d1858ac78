import { notFound, Refusal } from './refusals.ts'
import type { Repo } from './repo.ts'
import { type Level, levelOf, type Permission, reaches, refusalText, type Token } from './tokens.ts'
import type { World } from './world.ts'

/** `contents:write`; several with `|` where GitHub accepts any of them. */
export type Needs = `${Permission}:${Level}` | `${Permission}:${Level}|${Permission}:${Level}`

const badCredentials = () => new Refusal({ status: 401, type: 'FORBIDDEN', message: 'Bad credentials' })

export const requireLogin = () => new Refusal({ status: 401, type: 'FORBIDDEN', message: 'Requires authentication' })

/** The token in an `Authorization` header of any form; `undefined` without one. */
export const readToken = (world: World, header: string | undefined): Token | undefined => {
  if (!header) return undefined
  const [scheme = '', value = ''] = header.split(' ')
  const isBasic = scheme.toLowerCase() === 'basic'
  const secret = isBasic ? Buffer.from(value, 'base64').toString().split(':').slice(1).join(':') : value
  const token = world.tokens.get(secret)
  if (!token) throw badCredentials()
  return token
}

/** A private repo that the token has no part in does not exist for it. */
export const canSee = (repo: Repo, token: Token | undefined): boolean =>
  !repo.settings.private || reaches(levelOf(token, repo.nameWithOwner, 'metadata'), 'read')

const has = (repo: Repo, token: Token | undefined, need: string): boolean => {
  const [permission, level] = need.split(':') as [Permission, Level]
  if (level === 'read' && !repo.settings.private && permission !== 'administration') return true
  return reaches(levelOf(token, repo.nameWithOwner, permission), level)
}

/** The header in which GitHub names what would have been enough. */
export const formatNeeds = (needs: Needs): string =>
  needs
    .split('|')
    .map((need) => need.replace(':', '='))
    .join('; ')

export const isAllowed = (repo: Repo, token: Token | undefined, needs: Needs): boolean =>
  needs.split('|').some((need) => has(repo, token, need))

export const assertAllowed = (repo: Repo, token: Token | undefined, needs: Needs): void => {
  if (!canSee(repo, token)) throw notFound()
  if (isAllowed(repo, token, needs)) {
    if (!needs.endsWith(':read') && repo.settings.archived) {
      throw new Refusal({ status: 403, type: 'FORBIDDEN', message: 'Repository was archived so is read-only.' })
    }
    return
  }
  if (!token) throw requireLogin()
  // Who may not do it by a classic token is not even told that it is there.
  if (token.kind === 'pat') throw notFound()
  const headers = { 'x-accepted-github-permissions': formatNeeds(needs) }
  throw new Refusal({ status: 403, type: 'FORBIDDEN', message: refusalText(token), headers })
}

/** The switch of a repo (and organization) that stops `GITHUB_TOKEN` from opening and approving pull requests. */
export const assertMayOpenPullRequest = (repo: Repo, token: Token): void => {
  if (token.kind !== 'workflow' || repo.settings.actionsMayCreatePullRequests) return
  const message = 'GitHub Actions is not permitted to create or approve pull requests.'
  throw new Refusal({ status: 403, type: 'FORBIDDEN', message })
}
