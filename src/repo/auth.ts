import type { GitSetting } from './git-environment.ts'

/** A GitHub token and the server it is for; no other server ever gets it. */
export interface GitAuth {
  readonly token: string
  /** `https://github.com`, or that of a GitHub Enterprise Server (`GITHUB_SERVER_URL`). */
  readonly serverUrl: string
}

/** The value of an `Authorization` header and the one origin that may see it. */
export interface HttpAuthorization {
  readonly origin: string
  readonly header: string
  /** What must never show up in a text. */
  readonly secrets: readonly string[]
}

/** The header for a token: what actions/checkout sends. `undefined` when the server's URL is no http(s) URL. */
export function tokenAuthorization(auth: GitAuth): HttpAuthorization | undefined {
  const server = parseHttpUrl(auth.serverUrl)
  return server && basicAuthorization({ origin: server.origin, user: 'x-access-token', password: auth.token })
}

/** A URL without the user and password in it, and the header that stands for them. */
export function splitUrlCredentials(url: string): { readonly url: string; readonly authorization?: HttpAuthorization } {
  const parsed = parseHttpUrl(url)
  if (!parsed?.password) return { url }
  const authorization = basicAuthorization({
    origin: parsed.origin,
    user: decodePart(parsed.username),
    password: decodePart(parsed.password),
  })
  const bare = url.replace(/^(https?:\/\/)[^/@]*@/i, '$1')
  return { url: bare, authorization: { ...authorization, secrets: [...authorization.secrets, parsed.password] } }
}

/**
 * The settings that make Git send exactly one `Authorization` header to `remoteUrl`; none when it is another server.
 * The empty value drops what less specific or earlier entries hold: actions/checkout leaves its own for the whole
 * server in the repo's config, since v6 in an included file (https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpextraHeader).
 */
export function authorizationSettings(
  remoteUrl: string,
  authorizations: readonly HttpAuthorization[],
): readonly GitSetting[] {
  const remote = parseHttpUrl(remoteUrl)
  const authorization = remote && authorizations.find((candidate) => candidate.origin === remote.origin)
  if (!remote || !authorization) return []
  // The whole URL, with the user's name if there is one: no entry in a file can be more specific.
  const user = remote.username === '' ? '' : `${remote.username}@`
  const key = `http.${remote.protocol}//${user}${remote.host}${remote.pathname}.extraheader`
  return [
    [key, ''],
    [key, `AUTHORIZATION: ${authorization.header}`],
  ]
}

/** The text with every secret, and the credentials in every URL (a lone user of an http URL may be a token), as `***`. */
export function redact(text: string, secrets: readonly string[] = []): string {
  const longestFirst = [...secrets].filter((secret) => secret !== '').sort((a, b) => b.length - a.length)
  const masked = longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
  return masked.replace(/\b(https?:\/\/)[^\s/@'"]+@|\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@'":]*:[^\s/@'"]*@/gi, '$1$2***@')
}

function basicAuthorization(options: { origin: string; user: string; password: string }): HttpAuthorization {
  const encoded = Buffer.from(`${options.user}:${options.password}`).toString('base64')
  return { origin: options.origin, header: `basic ${encoded}`, secrets: [options.password, encoded] }
}

function parseHttpUrl(text: string): URL | undefined {
  if (!/^https?:\/\//i.test(text)) return undefined
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
