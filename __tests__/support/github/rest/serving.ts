import { assertAllowed, formatNeeds, readToken } from '../access.ts'
import type { Exchange } from '../exchanges.ts'
import { checkRequest, checkResponse, type Operation } from '../openapi-check.ts'
import { notFound, Refusal } from '../refusals.ts'
import type { World } from '../world.ts'
import type { RestAnswer, RestCall } from './call.ts'
import { global, repoScoped } from './operations.ts'
import { findRoute, type Match } from './router.ts'

const documentation = 'https://docs.github.com/rest'

const viewRefusal = ({ status, message, errors, headers }: Refusal): RestAnswer => {
  const body = { message: errors ? 'Validation Failed' : message, ...(errors && { errors }) }
  return { status, body: { ...body, documentation_url: documentation, status: String(status) }, headers }
}

const handle = (call: RestCall, operation: Operation): RestAnswer => {
  const { world, params, token } = call
  const own = repoScoped[operation.operationId]
  if (!own) return global[operation.operationId]?.handle(call) ?? { status: 500 }
  const repo = world.findRepo(`${params.owner}/${params.repo}`)
  if (!repo) throw notFound()
  assertAllowed(repo, token, own.needs)
  const answer = own.handle({ ...call, repo, by: token?.account ?? world.people.get('ghost') })
  return { ...answer, headers: { 'x-accepted-github-permissions': formatNeeds(own.needs), ...answer.headers } }
}

const answerRoute = (world: World, exchange: Exchange, match: Match): RestAnswer => {
  const url = new URL(exchange.path, world.url)
  const { operation, params } = match
  const where = `${exchange.method} ${exchange.path}`
  const { isJwt } = global[operation.operationId] ?? {}
  const token = isJwt ? undefined : readToken(world, exchange.headers.authorization)
  const query = Object.fromEntries(url.searchParams)
  const problems = checkRequest(operation, { params, query, body: exchange.body })
  for (const message of problems) world.report({ kind: 'request', where, message })
  if (problems.length > 0) {
    throw new Refusal({ status: 422, type: 'UNPROCESSABLE', message: `Invalid request.\n\n${problems.join('\n')}` })
  }
  const headers = { ...exchange.headers, 'x-own-url': `${world.url}${url.pathname}` }
  return handle({ world, token, params, query, body: exchange.body, headers }, operation)
}

const refuse = (work: () => RestAnswer): RestAnswer => {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) return viewRefusal(error)
    throw error
  }
}

/** Answers a REST request: route, schema, token, permission, work, and the schema of the answer. */
export const answerRest = (world: World, exchange: Exchange): RestAnswer => {
  const where = `${exchange.method} ${exchange.path}`
  const match = findRoute(exchange.method, exchange.path.split('?')[0] ?? '')
  if (!match) {
    world.report({ kind: 'unknown-route', where, message: 'the test server does not have this route' })
    return viewRefusal(notFound())
  }
  const answer = refuse(() => answerRoute(world, exchange, match))
  for (const message of checkResponse(match.operation, answer.status, answer.body)) {
    world.report({ kind: 'response', where, message: `${answer.status}: ${message}` })
  }
  return answer
}
