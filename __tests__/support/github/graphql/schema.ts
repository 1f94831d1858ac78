import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { join } from 'node:path'
import { buildSchema, type GraphQLFieldResolver, GraphQLScalarType, type GraphQLSchema, isObjectType } from 'graphql'
import { forbidden, Refusal } from '../refusals.ts'
import type { Context, Fields } from './context.ts'
import { FieldFaultError } from './field-fault-error.ts'
import { commitMutations } from './mutations/commits.ts'
import { mergeMutations } from './mutations/merging.ts'
import { pullRequestMutations } from './mutations/pull-requests.ts'
import { refMutations } from './mutations/refs.ts'
import { accountTypes } from './types/accounts.ts'
import { gitObjectTypes } from './types/git-objects.ts'
import { mergeQueueEntryFields, mergeQueueFields } from './types/merge-queues.ts'
import { labelFields, pullRequestFields, reviewFields } from './types/pull-requests.ts'
import { queryFields } from './types/queries.ts'
import { refFields } from './types/refs.ts'
import { repositoryFields } from './types/repositories.ts'

const types: Readonly<Record<string, unknown>> = {
  ...accountTypes,
  ...gitObjectTypes,
  Query: queryFields,
  Mutation: { ...refMutations, ...commitMutations, ...pullRequestMutations, ...mergeMutations },
  Repository: repositoryFields,
  Ref: refFields,
  PullRequest: pullRequestFields,
  Label: labelFields,
  PullRequestReview: reviewFields,
  MergeQueue: mergeQueueFields,
  MergeQueueEntry: mergeQueueEntryFields,
}

const faultAt = async (context: Context, field: string): Promise<void> => {
  const fault = context.fieldFaults.get(field)
  if (fault === 'cut') context.isCut = true
  if (context.isCut) throw new FieldFaultError('cut')
  if (typeof fault === 'function') await fault()
  else if (typeof fault === 'object') throw new FieldFaultError(fault.message, fault.type)
}

/** A classic token's user is named where an app's token is only refused. */
const inClassicWords = (context: Context, field: string, work: () => object): object => {
  try {
    return work()
  } catch (error) {
    const isRefused = error instanceof Refusal && error.type === 'FORBIDDEN' && context.token.kind === 'pat'
    if (!isRefused) throw error
    const name = `${field[0]?.toUpperCase()}${field.slice(1)}`
    throw forbidden(`${context.by.login} does not have the correct permissions to execute \`${name}\``)
  }
}

/** Runs the test's faults first; the payload repeats the id that the input gave. */
const asMutation =
  (resolve: GraphQLFieldResolver<unknown, Context>): GraphQLFieldResolver<unknown, Context> =>
  async (source, args, context, info) => {
    await faultAt(context, info.fieldName)
    const payload = inClassicWords(context, info.fieldName, () => resolve(source, args, context, info) as object)
    const { clientMutationId = null } = args.input as { clientMutationId?: string | null }
    return { clientMutationId, ...payload }
  }

const attach = (schema: GraphQLSchema, typeName: string, resolvers: Fields<unknown>): void => {
  const type = schema.getType(typeName)
  if (!isObjectType(type)) throw new Error(`GitHub's schema has no type ${typeName}`)
  const fields = type.getFields()
  for (const [name, resolver] of Object.entries(resolvers)) {
    const field = fields[name]
    if (!field) throw new Error(`GitHub's schema has no field ${typeName}.${name}`)
    const resolve = resolver as GraphQLFieldResolver<unknown, Context>
    field.resolve = typeName === 'Mutation' ? asMutation(resolve) : resolve
  }
}

const restrict = (schema: GraphQLSchema, name: string, pattern: RegExp): void => {
  const scalar = schema.getType(name)
  if (!(scalar instanceof GraphQLScalarType)) throw new Error(`GitHub's schema has no scalar ${name}`)
  scalar.parseValue = (value) => {
    if (typeof value === 'string' && pattern.test(value)) return value
    throw new TypeError(`${JSON.stringify(value)} is not a valid ${name}`)
  }
}

const load = (): GraphQLSchema => {
  // The package does not export the file, and its index would parse the same again as JSON.
  const manifest = findPackageJSON('@octokit/graphql-schema', import.meta.url)
  if (!manifest) throw new Error('@octokit/graphql-schema is not installed')
  const text = readFileSync(join(manifest, '..', 'schema.graphql'), 'utf8')
  const schema = buildSchema(text, { assumeValid: true, assumeValidSDL: true, noLocation: true })
  for (const [name, resolvers] of Object.entries(types)) attach(schema, name, resolvers as Fields<unknown>)
  restrict(schema, 'GitObjectID', /^[0-9a-f]{40}$/)
  restrict(schema, 'GitRefname', /^refs\/[^/]+\/./)
  restrict(schema, 'Base64String', /^[A-Za-z0-9+/]*={0,2}$/)
  return schema
}

let schema: GraphQLSchema | undefined

/** GitHub's published schema with the server's resolvers; a quarter of a second when it is first asked for. */
export const githubSchema = (): GraphQLSchema => {
  schema ??= load()
  return schema
}
