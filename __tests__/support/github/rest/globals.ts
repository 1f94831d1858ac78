import { requireLogin } from '../access.ts'
import { forbidden, notFound } from '../refusals.ts'
import { refusalText } from '../tokens.ts'
import { type GlobalOperations, ok, type RestAnswer, type RestCall } from './call.ts'
import { viewOwnAccount } from './views/account.ts'

const getUser = ({ world, token }: RestCall): RestAnswer => {
  if (!token) throw requireLogin()
  // An installation is nobody: create-pull-request and others stumble over it.
  if (token.kind === 'app' || token.kind === 'workflow') throw forbidden(refusalText(token))
  return ok(viewOwnAccount(world.url, token.account))
}

const getRateLimit = ({ world }: RestCall): RestAnswer => {
  const reset = Math.floor(world.now().getTime() / 1000) + 3600
  const limit = { limit: 5000, used: 1, remaining: 4999, reset }
  return ok({ resources: { core: limit, search: limit, graphql: limit }, rate: limit })
}

const getUserByName = ({ world, params }: RestCall): RestAnswer => {
  const account = world.people.find(params.username ?? '')
  if (!account) throw notFound()
  return ok(viewOwnAccount(world.url, account))
}

export const globalOperations: GlobalOperations = {
  'users/get-by-username': { handle: getUserByName },
  'users/get-authenticated': { handle: getUser },
  'rate-limit/get': { handle: getRateLimit },
}
