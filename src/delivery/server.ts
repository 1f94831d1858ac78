import type { Environment } from '../host.ts'
/** Where the GitHub server is, and who we are there. */
export interface Server {
  readonly url: string
  readonly apiUrl: string
  readonly graphqlUrl: string
  readonly token: string | undefined
}

/** The server that the CI's variables name (https://docs.github.com/actions/reference/workflows-and-actions/variables), else github.com. */
export function readServer(token: string | undefined, env: Environment): Server {
  const apiUrl = env.GITHUB_API_URL || 'https://api.github.com'
  return {
    url: (env.GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, ''),
    apiUrl: apiUrl.replace(/\/+$/, ''),
    graphqlUrl: env.GITHUB_GRAPHQL_URL || `${apiUrl.replace(/\/v3\/?$/, '').replace(/\/+$/, '')}/graphql`,
    token: token || env.DRAWBRIDGE_TOKEN || env.GITHUB_TOKEN || undefined,
  }
}
