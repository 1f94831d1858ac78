import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createGitHubForge } from '../../src/forge/github.ts'
import { setUp } from './support.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

/** A proxy that tunnels every name to one server; `asked` are the names. */
async function startProxy(target: URL) {
  const asked: string[] = []
  const server = createServer()
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    const upstream = connect(Number(target.port), target.hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.pipe(socket)
      socket.pipe(upstream)
    })
    const end = () => [socket, upstream].map((end) => end.destroy())
    upstream.on('error', end)
    upstream.on('close', end)
    socket.on('error', end)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

describe('a proxy', () => {
  it('of the environment is used', async () => {
    const { github, token } = await setUp()
    const proxy = await startProxy(new URL(github.url))
    const apiUrl = 'http://github.invalid/api/v3'
    vi.stubEnv('http_proxy', proxy.url)
    vi.stubEnv('no_proxy', '')
    vi.stubEnv('NO_PROXY', '')
    vi.stubEnv('GITHUB_API_URL', apiUrl)
    const urls = { apiUrl, graphqlUrl: 'http://github.invalid/api/graphql' }
    const forge = createGitHubForge({ owner: 'acme', repo: 'config', token, userAgent: 'test', ...urls })
    expect((await forge.readRepository()).defaultBranch).toBe('main')
    expect(proxy.asked).toEqual(['github.invalid:80'])
    proxy.server.close()
    github.assertClean()
  })
})

describe('loading', () => {
  it('the port loads nothing, and the forge no undici while there is no proxy', async () => {
    const { github, token } = await setUp()
    const options = {
      owner: 'acme',
      repo: 'config',
      token,
      userAgent: 'test',
      apiUrl: github.url,
      graphqlUrl: github.url,
    }
    const source = `
      import { registerHooks } from 'node:module'
      const loaded = []
      registerHooks({ resolve(name, context, next) { const to = next(name, context); loaded.push(to.url); return to } })
      await import('${new URL('../../src/forge/forge.ts', import.meta.url)}')
      const port = loaded.length
      const { createGitHubForge } = await import('${new URL('../../src/forge/github.ts', import.meta.url)}')
      await createGitHubForge(${JSON.stringify(options)}).readRepository()
      const isHeavy = (url) => url.includes('/undici/') || url.includes('/@actions/')
      console.log(JSON.stringify({ port, heavy: loaded.filter(isHeavy) }))`
    const node = new URL('../../node_modules/.bin/node', import.meta.url).pathname
    const env = { PATH: process.env.PATH }
    const { stdout } = await promisify(execFile)(node, ['--input-type=module', '--eval', source], { env })
    expect(JSON.parse(stdout)).toEqual({ port: 1, heavy: [] })
    github.assertClean()
  })
})
