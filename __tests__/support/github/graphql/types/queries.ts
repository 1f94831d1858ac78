import { canSee } from '../../access.ts'
import { notFound, Refusal } from '../../refusals.ts'
import { type Args, type Context, type Fields, repoNode } from '../context.ts'
import { findNode } from '../nodes.ts'

const getRepository = ({ owner, name }: Args, { world, token }: Context) => {
  const repo = world.findRepo(`${owner}/${name}`)
  if (!repo || !canSee(repo, token)) {
    throw notFound(`Could not resolve to a Repository with the name '${owner}/${name}'.`)
  }
  return repoNode(repo)
}

const getRateLimit = (_: unknown, args: Args, { world }: Context) => {
  if (args.dryRun === true)
    throw new Refusal({ status: 200, type: 'UNPROCESSABLE', message: 'dryRun is not simulated' })
  const resetAt = new Date(world.now().getTime() + 3_600_000).toISOString()
  return { cost: 1, limit: 5000, nodeCount: 1, remaining: 4999, resetAt, used: 1 }
}

export const queryFields: Fields<unknown> = {
  repository: (_, args, context) => getRepository(args, context),
  node: (_, { id }, context) => findNode(String(id), context),
  nodes: (_, { ids }, context) => (ids as string[]).map((id) => findNode(id, context)),
  // Always a User, with the bot's whole login for an app's token.
  viewer: (_, __, { by }) => ({ __typename: 'User', account: by }),
  user: (_, { login }, { world }) => {
    const account = world.people.find(String(login))
    if (account?.type !== 'User') throw notFound(`Could not resolve to a User with the login of '${login}'.`)
    return { __typename: 'User', account }
  },
  rateLimit: getRateLimit,
}
