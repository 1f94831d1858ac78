import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createGitHubForge } from '../../src/forge/github.ts'
import { proposal, setUp } from './support.ts'

const always = Number.POSITIVE_INFINITY

describe('faults that pass', () => {
  it.each([
    { name: 'a reset connection', fault: 'cut-before' as const },
    { name: 'a 502', fault: { status: 502 } },
    { name: 'a 503', fault: { status: 503 } },
    { name: 'a 504 with HTML', fault: { status: 504, body: '<html>' } },
  ])('are waited out: $name', async ({ fault }) => {
    const { github, forge, waits } = await setUp()
    github.fault({ match: {}, do: fault, times: 3 })
    expect((await forge.readRepository()).defaultBranch).toBe('main')
    expect(waits).toEqual([375, 750, 1500])
    github.assertClean()
  })

  it('end after six tries with what to look at', async () => {
    const { github, forge, waits } = await setUp()
    github.fault({ match: {}, do: { status: 502 }, times: always })
    await expect(forge.readRepository()).rejects.toMatchObject({ code: 'github-unavailable', exitCode: 1 })
    expect(waits).toEqual([375, 750, 1500, 3000, 6000])
    github.assertClean()
  })

  it('wait as long as GitHub says', async () => {
    const { github, forge, waits } = await setUp()
    github.fault({ match: {}, do: { status: 503, headers: { 'retry-after': '7' } } })
    await forge.readRepository()
    expect(waits).toEqual([7375])
    github.assertClean()
  })

  it('are told from an answer that is no answer of GitHub', async () => {
    const { github, forge } = await setUp()
    github.fault({
      match: {},
      do: { status: 200, body: 'Please log in', headers: { 'content-type': 'text/html' } },
      times: always,
    })
    await expect(forge.readRepository()).rejects.toMatchObject({
      code: 'github-unavailable',
      message: expect.stringContaining('not JSON'),
    })
    github.assertClean()
  })

  it('include an answer that breaks off in the middle', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      response.write('{"default_branch": "main"')
      setImmediate(() => response.destroy())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const options = { owner: 'acme', repo: 'config', token: 't', userAgent: 'test', sleep: async () => {} }
    const forge = createGitHubForge({ ...options, apiUrl: url, graphqlUrl: `${url}/graphql` })
    await expect(forge.readRepository()).rejects.toMatchObject({ code: 'github-unavailable' })
    server.close()
  })

  it('include an answer that never comes', async () => {
    const { github, forge } = await setUp({ forge: { requestTimeoutMs: 40 } })
    github.fault({ match: {}, do: { delayMs: 200 } })
    expect((await forge.readRepository()).defaultBranch).toBe('main')
    expect(github.requests).toHaveLength(2)
    github.assertClean()
  })
})

describe('rate limits', () => {
  it('of the second kind are waited out, also for what must not be doubled', async () => {
    const { github, repo, forge, waits, sent } = await setUp()
    github.fault({ match: {}, do: { rateLimit: 'secondary', retryAfterSeconds: 60 } })
    expect(await forge.openPullRequest(proposal)).toMatchObject({ isNew: true })
    expect(waits).toEqual([60_375])
    expect(sent()).toHaveLength(2)
    expect(repo.pullRequests).toHaveLength(1)
    github.assertClean()
  })

  it('without a time are waited out for a minute', async () => {
    const { github, forge, waits } = await setUp()
    github.fault({ match: {}, do: { status: 429, body: { message: 'Slow down' } } })
    await forge.readRepository()
    expect(waits).toEqual([60_375])
    github.assertClean()
  })

  it('that end soon are waited out', async () => {
    const now = Math.floor(Date.now() / 1000) * 1000
    const { github, forge, waits } = await setUp({ forge: { date: () => new Date(now) } })
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 20) }
    github.fault({ match: {}, do: { status: 403, headers, body: { message: 'API rate limit exceeded' } } })
    await forge.readRepository()
    expect(waits).toEqual([20_375])
    github.assertClean()
  })

  it('that last long end the run at once, and say how long', async () => {
    const { github, forge, waits } = await setUp()
    github.fault({ match: {}, do: { rateLimit: 'primary', resetSeconds: 1800 } })
    const hint = expect.stringMatching(/It lasts (30|31) min more/)
    await expect(forge.readRepository()).rejects.toMatchObject({ code: 'rate-limited', problems: [{ hint }] })
    expect(waits).toEqual([])
    github.assertClean()
  })

  it('of GraphQL are known by their type', async () => {
    const { github, forge } = await setUp()
    const opened = await forge.openPullRequest(proposal)
    github.fault({ match: { kind: 'graphql' }, do: { rateLimit: 'primary', resetSeconds: 1800 } })
    const enabling = forge.enableAutoMerge(opened, { method: 'merge', expectedHead: opened.headCommit })
    await expect(enabling).rejects.toMatchObject({ code: 'rate-limited' })
    github.assertClean()
  })
})

describe('the deadline', () => {
  it('sends nothing once it has passed', async () => {
    const { github, forge } = await setUp({ forge: { signal: AbortSignal.abort() } })
    await expect(forge.readRepository()).rejects.toMatchObject({ code: 'deadline', exitCode: 1 })
    expect(github.requests).toEqual([])
    github.assertClean()
  })

  it.each([
    { name: 'its own reason', reason: new Error('too late') },
    { name: 'the usual reason', reason: undefined },
  ])('ends a request under way, with $name', async ({ reason }) => {
    const controller = new AbortController()
    const { github, forge } = await setUp({ forge: { signal: controller.signal } })
    github.fault({ match: {}, do: { before: () => controller.abort(reason) } })
    github.fault({ match: {}, do: { delayMs: 100 } })
    await expect(forge.readRepository()).rejects.toMatchObject({ code: 'deadline' })
    github.assertClean()
  })

  it('ends a real wait', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const { github, token } = await setUp()
    const urls = { apiUrl: github.url, graphqlUrl: `${github.url}/graphql` }
    const forge = createGitHubForge({ owner: 'acme', repo: 'config', token, userAgent: 'test', signal, ...urls })
    github.fault({ match: {}, do: { rateLimit: 'secondary', retryAfterSeconds: 60 } })
    setTimeout(() => controller.abort(), 150)
    await expect(forge.readRepository()).rejects.toMatchObject({
      code: 'deadline',
      message: expect.stringContaining('secondary rate limit'),
    })
    github.assertClean()
  })
})
