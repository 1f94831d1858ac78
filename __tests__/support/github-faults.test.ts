import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GitHub, startGitHub } from './github/github.ts'
import type { Repo } from './github/repo.ts'

let github: GitHub
let repo: Repo
let token: string
beforeEach(async () => {
  github = await startGitHub()
  repo = github.createRepo('acme/config', { files: { a: '1\n' } })
  token = github.token({ repos: { 'acme/config': 'write' } })
})
afterEach(() => github.stop())

const call = (method: string, path: string, body?: object) =>
  fetch(`${github.url}${path}`, {
    method,
    headers: { authorization: `token ${token}` },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })

const createBranch = (name: string) =>
  call('POST', '/repos/acme/config/git/refs', { ref: `refs/heads/${name}`, sha: repo.branchHead('main') })

describe('faults', () => {
  it('answers what it was told, as often as it was told', async () => {
    github.fault({ match: { operation: 'repos/get' }, do: { status: 502, body: 'Bad gateway' }, times: 2 })
    expect((await call('GET', '/repos/acme/config/branches')).status).toBe(200)
    const statuses = [await call('GET', '/repos/acme/config'), await call('GET', '/repos/acme/config')]
    expect(statuses.map(({ status }) => status)).toEqual([502, 502])
    expect((await call('GET', '/repos/acme/config')).status).toBe(200)
  })

  it('cuts the connection before or after the work is done', async () => {
    github.fault({ match: { operation: 'git/create-ref' }, do: 'cut-before' })
    await expect(createBranch('x')).rejects.toThrow('fetch failed')
    expect(repo.branchHead('x')).toBeUndefined()
    github.fault({ match: { operation: 'git/create-ref' }, do: 'cut-after' })
    await expect(createBranch('x')).rejects.toThrow('fetch failed')
    expect(repo.branchHead('x')).toBe(repo.branchHead('main'))
    expect(github.requests.map(({ status }) => status)).toEqual([undefined, undefined])
  })

  it('fails after the work is done', async () => {
    github.fault({ match: { method: 'POST' }, do: { status: 502, afterWork: true } })
    expect((await createBranch('x')).status).toBe(502)
    expect(repo.branchHead('x')).toBeDefined()
  })

  it('lets somebody else come first, at the nth request', async () => {
    const before = () => repo.commit({ files: { b: '2\n' } })
    github.fault({ match: { path: '/repos/acme/config/branches', nth: 2 }, do: { before } })
    await call('GET', '/repos/acme/config/branches')
    expect(repo.log()).toHaveLength(1)
    await call('GET', '/repos/acme/config/branches')
    expect(repo.log()).toHaveLength(2)
  })

  it('is slow, and limits', async () => {
    github.fault({ match: {}, do: { delayMs: 50 } })
    const answer = call('GET', '/repos/acme/config')
    expect(await Promise.race([answer.then(() => 'answered'), sleep(20, 'waiting')])).toBe('waiting')
    await answer
    github.fault({ match: {}, do: { rateLimit: 'primary', resetSeconds: 5 } })
    const primary = await call('GET', '/repos/acme/config')
    expect([primary.status, primary.headers.get('x-ratelimit-remaining')]).toEqual([403, '0'])
    github.fault({ match: {}, do: { rateLimit: 'secondary', retryAfterSeconds: 2 } })
    const secondary = await call('GET', '/repos/acme/config')
    expect([secondary.status, secondary.headers.get('retry-after')]).toEqual([403, '2'])
    github.fault({ match: {}, do: { rateLimit: 'primary' } })
    const graphql = await call('POST', '/graphql', { query: '{ viewer { login } }' })
    expect([graphql.status, await graphql.json()]).toMatchObject([200, { errors: [{ type: 'RATE_LIMITED' }] }])
  })

  it('cuts Git too', async () => {
    github.fault({ match: { kind: 'git', operation: 'upload-pack' }, do: 'cut-before' })
    await expect(call('GET', '/acme/config.git/info/refs?service=git-upload-pack')).rejects.toThrow('fetch failed')
  })

  const twoRefs = () => {
    const input = (name: string) => ({
      repositoryId: 'R_NTAx',
      name: `refs/heads/${name}`,
      oid: repo.branchHead('main'),
    })
    const label = { repositoryId: 'R_NTAx', name: 'deploy', color: 'ff0000' }
    const query = `mutation ($a: CreateRefInput!, $l: CreateLabelInput!, $b: CreateRefInput!) {
      a: createRef(input: $a) { ref { name } } createLabel(input: $l) { label { name } } b: createRef(input: $b) { ref { name } }
    }`
    return call('POST', '/graphql', { query, variables: { a: input('a'), l: label, b: input('b') } })
  }

  it('cuts in the middle of a document: what stands before is done, what stands after is not', async () => {
    github.fault({ match: { kind: 'graphql' }, do: { atField: 'createLabel', happens: 'cut' } })
    await expect(twoRefs()).rejects.toThrow('fetch failed')
    expect([...repo.branches().keys()]).toEqual(['a', 'main'])
  })

  it('fails one mutation of a document, or lets something happen before it', async () => {
    const error = { type: 'SERVICE_UNAVAILABLE', message: 'Something went wrong' }
    github.fault({ match: { kind: 'graphql' }, do: { atField: 'createLabel', happens: error } })
    expect(await (await twoRefs()).json()).toMatchObject({
      data: { a: { ref: { name: 'a' } }, createLabel: null, b: { ref: { name: 'b' } } },
      errors: [{ ...error, path: ['createLabel'] }],
    })
    const seen: string[][] = []
    const look = () => seen.push([...repo.branches().keys()])
    for (const name of ['a', 'b']) repo.setRef(`refs/heads/${name}`, null)
    github.fault({ match: { kind: 'graphql' }, do: { atField: 'createLabel', happens: look } })
    await twoRefs()
    expect(seen).toEqual([['a', 'main']])
  })

  it('survives a client that ends in the middle of its request', async () => {
    const { port } = new URL(github.url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{')
    await sleep(20)
    socket.destroy()
    expect((await call('GET', '/repos/acme/config')).status).toBe(200)
  })

  it('leaves nothing behind', async () => {
    const other = await startGitHub()
    const { directory } = other.createRepo('acme/x', { files: { a: '1' } })
    other.fault({ match: {}, do: { delayMs: 20 } })
    const pending = fetch(other.url).catch(() => 'cut')
    await sleep(5)
    await other.stop()
    expect([await pending, existsSync(directory)]).toEqual(['cut', false])
  })
})
