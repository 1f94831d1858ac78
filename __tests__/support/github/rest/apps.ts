import { createPublicKey, verify } from 'node:crypto'
import { forbidden, notFound, Refusal } from '../refusals.ts'
import { type App, newTokenValue } from '../tokens.ts'
import type { World } from '../world.ts'
import { created, type GlobalOperations, ok, type RestAnswer, type RestCall } from './call.ts'
import { viewAccount } from './views/account.ts'

const badJwt = (message: string) => new Refusal({ status: 401, type: 'FORBIDDEN', message })

const decode = (part: string | undefined) =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString() || '{}') as Readonly<Record<string, unknown>>

/** The app that signed the request: https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app */
const readApp = ({ world, headers }: RestCall): App => {
  const [scheme = '', jwt = ''] = (headers.authorization ?? '').split(' ')
  const [head, claims, signature] = jwt.split('.')
  if (scheme.toLowerCase() !== 'bearer' || !signature) throw badJwt('A JSON web token could not be decoded')
  const { iss, iat, exp } = decode(claims)
  const app = world.apps.find(({ id }) => String(id) === String(iss))
  if (!app) throw notFound('Integration not found')
  const key = createPublicKey(app.privateKey)
  const isValid = verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'))
  if (!isValid) throw badJwt('A JSON web token could not be decoded')
  const now = world.now().getTime() / 1000
  if (Number(exp) <= now || Number(exp) - Number(iat) > 660)
    throw badJwt("'Expiration time' claim ('exp') is too far in the future")
  return app
}

const defaultGrants = { contents: 'write', metadata: 'read', pull_requests: 'write' } as const

const permissionsOf = (app: App) => {
  const [grants] = Object.values(app.repos)
  return typeof grants === 'object' ? { metadata: 'read', ...grants } : defaultGrants
}

const viewInstallation = (world: World, app: App) => {
  const owner = Object.keys(app.repos)[0]?.split('/')[0] ?? ''
  const url = `${world.url}/app/installations/${app.installation}`
  return {
    id: app.installation,
    account: viewAccount(world.url, world.people.get(owner)),
    repository_selection: 'selected',
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${world.url}/installation/repositories`,
    html_url: url,
    app_id: app.id,
    app_slug: app.account.login.replace('[bot]', ''),
    target_id: world.people.get(owner).id,
    target_type: 'Organization',
    permissions: permissionsOf(app),
    events: [],
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2020-01-01T00:00:00Z',
    single_file_name: null,
    suspended_by: null,
    suspended_at: null,
  }
}

const getInstallation = (call: RestCall): RestAnswer => {
  const app = readApp(call)
  const { owner, repo } = call.params
  const isInstalled = Object.keys(app.repos).some((name) =>
    repo ? name === `${owner}/${repo}` : name.startsWith(`${owner}/`),
  )
  if (!isInstalled) throw notFound()
  return ok(viewInstallation(call.world, app))
}

interface TokenInput {
  readonly repositories?: readonly string[]
  readonly permissions?: Readonly<Record<string, string>>
}

const chosenRepos = (app: App, { repositories, permissions }: TokenInput) => {
  const entries = Object.entries(app.repos).filter(
    ([name]) => !repositories || repositories.includes(name.split('/')[1] ?? ''),
  )
  if (entries.length === 0)
    throw forbidden(
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    )
  return Object.fromEntries(entries.map(([name, grants]) => [name, permissions ?? grants])) as App['repos']
}

const postToken = (call: RestCall): RestAnswer => {
  const { world, params, body } = call
  const app = readApp(call)
  if (String(app.installation) !== params.installation_id) throw notFound()
  const input = (body ?? {}) as TokenInput
  const value = newTokenValue('app')
  world.tokens.set(value, { value, kind: 'app', account: app.account, repos: chosenRepos(app, input), scopes: [] })
  const expires = new Date(world.now().getTime() + 3_600_000).toISOString()
  const permissions = input.permissions ?? permissionsOf(app)
  return created({ token: value, expires_at: expires, permissions, repository_selection: 'selected' })
}

/** What `@octokit/auth-app` and `actions/create-github-app-token` ask; the handlers read the JWT themselves. */
export const appOperations: GlobalOperations = {
  'apps/get-repo-installation': { handle: getInstallation, isJwt: true },
  'apps/get-org-installation': {
    handle: (call) => getInstallation({ ...call, params: { owner: call.params.org ?? '' } }),
    isJwt: true,
  },
  'apps/create-installation-access-token': { handle: postToken, isJwt: true },
}
