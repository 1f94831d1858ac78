import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { readToken } from './access.ts'
import type { Exchange } from './exchanges.ts'
import { answerOf, type FaultAction } from './faults.ts'
import { BackendProcesses } from './git/http-backend.ts'
import { answerGit, parseGitPath } from './git/serving.ts'
import { answerGraphql, readGraphqlOperation } from './graphql/serving.ts'
import { Refusal } from './refusals.ts'
import { findRoute } from './rest/router.ts'
import { answerRest } from './rest/serving.ts'
import type { World } from './world.ts'

interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

interface Incoming {
  readonly exchange: Exchange
  readonly bytes: Buffer
}

const graphqlPaths = ['/graphql', '/api/graphql']

const readBytes = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const parseBody = (bytes: Buffer): unknown => {
  if (bytes.length === 0) return undefined
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return bytes.toString()
  }
}

const flatHeaders = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))

const kindOf = (path: string): Exchange['kind'] => {
  if (graphqlPaths.includes(path.split('?')[0] ?? '')) return 'graphql'
  return parseGitPath(path) ? 'git' : 'rest'
}

const readIncoming = async (request: IncomingMessage): Promise<Incoming> => {
  const url = request.url ?? '/'
  const kind = kindOf(url)
  const bytes = await readBytes(request)
  const body = kind === 'git' ? undefined : parseBody(bytes)
  const method = request.method ?? 'GET'
  const path = kind === 'rest' ? url.replace(/^\/api\/v3(?=\/)/, '') : url
  const exchange: Exchange = {
    kind,
    method,
    path,
    headers: flatHeaders(request),
    body,
    token: 'none',
    login: undefined,
    operation: kind === 'rest' ? findRoute(method, path.split('?')[0] ?? '')?.operation.operationId : undefined,
    graphql: kind === 'graphql' ? readGraphqlOperation(body) : undefined,
    service: parseGitPath(url)?.service,
    status: undefined,
    responseHeaders: {},
    response: undefined,
  }
  return { exchange, bytes }
}

const identify = (world: World, exchange: Exchange): Record<string, string> => {
  try {
    const token = readToken(world, exchange.headers.authorization)
    exchange.token = token?.kind ?? 'none'
    exchange.login = token?.account.login
    return token?.kind === 'pat' ? { 'x-oauth-scopes': token.scopes.join(', ') } : {}
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    exchange.token = 'invalid'
    return {}
  }
}

const commonHeaders = (world: World, { kind }: Exchange): Record<string, string> => {
  const reset = Math.floor(world.now().getTime() / 1000) + 3600
  const used = world.exchanges.length
  return {
    'x-github-request-id': `TEST:${used}`,
    'x-github-media-type': 'github.v3; format=json',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': String(Math.max(1, 5000 - used)),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': kind === 'graphql' ? 'graphql' : 'core',
  }
}

/** One world behind one port. */
export class GitHubServer {
  readonly #world: World
  readonly #processes = new BackendProcesses()
  readonly #http: Server

  constructor(world: World) {
    this.#world = world
    this.#http = createServer((request, response) => void this.#serve(request, response))
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve))
    this.#world.url = `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#http.close(resolve))
    this.#http.closeAllConnections()
    await this.#processes.stop()
    await closed
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const incoming = await readIncoming(request).catch(() => undefined)
    // The client ended in the middle of its request.
    if (!incoming) return
    const { exchange } = incoming
    this.#world.exchanges.push(exchange)
    try {
      const answer = await this.#answer(incoming, request)
      if (answer === 'cut') request.socket.destroy()
      else this.#send(exchange, answer, response)
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
      this.#world.report({ kind: 'crash', where: `${exchange.method} ${exchange.path}`, message })
      this.#send(exchange, { status: 500, body: { message } }, response)
    }
  }

  async #answer(incoming: Incoming, request: IncomingMessage): Promise<Answer | 'cut'> {
    const { exchange } = incoming
    // Node keeps the first of two; GitHub refuses the request.
    const credentials = request.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'authorization')
    if (credentials.length > 1) return { status: 400, body: 'Bad Request: more than one Authorization header' }
    const scopes = identify(this.#world, exchange)
    const actions = this.#world.faults.take(exchange)
    const instead = await this.#prepare(exchange, actions)
    if (instead) return instead
    const answer = await this.#work(incoming, actions)
    if (answer === 'cut' || actions.includes('cut-after')) return 'cut'
    const late = actions.find((action) => typeof action === 'object' && 'status' in action && action.afterWork)
    const replaced = late && answerOf(late, exchange.kind, this.#world.now())
    return replaced ?? { ...answer, headers: { ...scopes, ...answer.headers } }
  }

  /** Faults that come before the work: an answer, or a cut, instead of it. */
  async #prepare(exchange: Exchange, actions: readonly FaultAction[]): Promise<Answer | 'cut' | undefined> {
    for (const action of actions) {
      if (action === 'cut-before') return 'cut'
      if (action === 'cut-after') continue
      if ('delayMs' in action) await sleep(action.delayMs)
      if ('before' in action) await action.before(exchange)
      if ('status' in action && action.afterWork) continue
      const answer = answerOf(action, exchange.kind, this.#world.now())
      if (answer) return answer
    }
    return undefined
  }

  async #work({ exchange, bytes }: Incoming, actions: readonly FaultAction[]): Promise<Answer | 'cut'> {
    if (exchange.kind === 'graphql') return answerGraphql(this.#world, exchange, actions)
    const target = parseGitPath(exchange.path)
    if (target) return answerGit(this.#world, target, { exchange, body: bytes, processes: this.#processes })
    return answerRest(this.#world, exchange)
  }

  #send(exchange: Exchange, { status, body, headers = {} }: Answer, response: ServerResponse): void {
    const isBytes = Buffer.isBuffer(body)
    const type = { 'content-type': isBytes ? 'application/octet-stream' : 'application/json; charset=utf-8' }
    const all = { ...commonHeaders(this.#world, exchange), ...type, ...headers }
    exchange.status = status
    exchange.responseHeaders = all
    exchange.response = isBytes ? undefined : body
    response.writeHead(status, all)
    response.end(isBytes ? body : body === undefined ? '' : JSON.stringify(body))
  }
}
