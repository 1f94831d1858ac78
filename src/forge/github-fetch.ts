export type Fetch = typeof globalThis.fetch

export interface FetchOptions {
  /** Default: Node's own, or one through the proxy that the environment names. */
  readonly fetch?: Fetch | undefined
  readonly signal?: AbortSignal | undefined
  /** How long one request may take, with its answer. */
  readonly requestTimeoutMs: number
}

const statusesWithoutBody: readonly number[] = [204, 205, 304]

/**
 * A `fetch` that ends with the deadline or the timeout, and has the whole answer when it returns: octokit takes a body that
 * was cut off for an empty one.
 */
export function createFetch({ fetch, signal, requestTimeoutMs }: FetchOptions): Fetch {
  let loaded: Promise<Fetch> | undefined
  return async (url, init) => {
    loaded ??= fetch ? Promise.resolve(fetch) : loadFetch()
    const timeout = AbortSignal.timeout(requestTimeoutMs)
    const response = await (await loaded)(url, {
      ...init,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    const { status, statusText, headers } = response
    const bytes = await response.arrayBuffer()
    return new Response(statusesWithoutBody.includes(status) ? null : bytes, { status, statusText, headers })
  }
}

/**
 * Node's `fetch` knows no proxies (before Node 24, and there only by a switch). Actions' own toolkit does, with `NO_PROXY`;
 * it loads undici, so only where a proxy is set. It decides by `GITHUB_API_URL` (default: api.github.com).
 */
async function loadFetch(): Promise<Fetch> {
  if (!hasProxy(process.env)) return globalThis.fetch
  const { defaults } = await import('@actions/github/lib/utils')
  return defaults.request?.fetch ?? globalThis.fetch
}

const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']

function hasProxy(env: Readonly<Record<string, string | undefined>>): boolean {
  return proxyVariables.some((name) => (env[name] ?? '') !== '')
}
