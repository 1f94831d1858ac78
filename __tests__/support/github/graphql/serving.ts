import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLFieldResolver,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { readToken } from '../access.ts'
import type { Exchange, GraphqlOperation } from '../exchanges.ts'
import type { FaultAction } from '../faults.ts'
import { Refusal } from '../refusals.ts'
import type { World } from '../world.ts'
import type { Context } from './context.ts'
import { FieldFaultError } from './field-fault-error.ts'
import { githubSchema } from './schema.ts'

interface Answer {
  readonly status: number
  readonly body: unknown
}

const tryParse = (query: string): DocumentNode | undefined => {
  try {
    return parse(query)
  } catch {
    return undefined
  }
}

/** What a GraphQL request asks for; `undefined` when it cannot be read. */
export const readGraphqlOperation = (body: unknown): GraphqlOperation | undefined => {
  const { query, variables } = (body ?? {}) as { query?: unknown; variables?: Record<string, unknown> }
  const document = typeof query === 'string' ? tryParse(query) : undefined
  const definition = document?.definitions.find(({ kind }) => kind === 'OperationDefinition')
  if (typeof query !== 'string' || definition?.kind !== 'OperationDefinition') return undefined
  const fields = definition.selectionSet.selections.flatMap((field) =>
    field.kind === 'Field' ? [field.name.value] : [],
  )
  return { type: definition.operation === 'mutation' ? 'mutation' : 'query', fields, query, variables: variables ?? {} }
}

const formatError = (error: GraphQLError) => {
  const { message, locations, path, originalError } = error
  const isTyped = originalError instanceof Refusal || originalError instanceof FieldFaultError
  const type = isTyped && originalError.type ? { type: originalError.type } : {}
  return { ...type, ...(path ? { path } : {}), locations: locations ?? [], message }
}

/** A field without a resolver has to be in what its parent gave; else the server cannot answer the question. */
const resolveField: GraphQLFieldResolver<unknown, Context> = (source, args, context, info) => {
  const value = (source as Record<string, unknown> | undefined)?.[info.fieldName]
  if (typeof value === 'function') return value(args)
  if (value !== undefined) return value
  const where = `${info.parentType.name}.${info.fieldName}`
  context.world.report({ kind: 'unsupported', where: 'graphql', message: `the test server does not have ${where}` })
  throw new Error(`The test server does not have ${where}`)
}

/** Fields that an older GitHub's schema lacks, as it would refuse them; they are no mistake of the client's. */
const findMissingFields = (world: World, document: DocumentNode): object[] => {
  const errors: object[] = []
  const typeInfo = new TypeInfo(githubSchema())
  const enter = (node: { name: { value: string } }) => {
    const [typeName, fieldName] = [typeInfo.getParentType()?.name ?? '', node.name.value]
    if (!world.missingFields.includes(`${typeName}.${fieldName}`)) return
    const message = `Field '${fieldName}' doesn't exist on type '${typeName}'`
    errors.push({ path: ['query', fieldName], extensions: { code: 'undefinedField', typeName, fieldName }, message })
  }
  if (world.missingFields.length > 0) visit(document, visitWithTypeInfo(typeInfo, { Field: { enter } }))
  return errors
}

const reportErrors = (world: World, errors: readonly GraphQLError[]): void => {
  const mistakes = ['MISSING_PAGINATION_BOUNDARIES', 'EXCESSIVE_PAGINATION']
  for (const { originalError, message, path } of errors) {
    if (originalError instanceof FieldFaultError) continue
    const where = `graphql ${path?.join('.') ?? ''}`
    // Without a path nothing was executed: the variables do not fit.
    const isMistake = originalError instanceof Refusal ? mistakes.includes(originalError.type) : path === undefined
    if (isMistake) world.report({ kind: 'graphql', where, message })
    else if (!(originalError instanceof Refusal) && !message.startsWith('The test server does not have')) {
      world.report({ kind: 'crash', where, message: originalError?.stack ?? message })
    }
  }
}

const runDocument = async (context: Context, operation: GraphqlOperation): Promise<object> => {
  const { world } = context
  const document = parse(operation.query)
  const missing = findMissingFields(world, document)
  if (missing.length > 0) return { errors: missing }
  const invalid = validate(githubSchema(), document)
  for (const { message } of invalid) world.report({ kind: 'graphql', where: operation.fields.join(', '), message })
  if (invalid.length > 0) return { errors: invalid.map(formatError) }
  const result: ExecutionResult = await execute({
    schema: githubSchema(),
    document,
    contextValue: context,
    variableValues: operation.variables,
    fieldResolver: resolveField,
  })
  const { errors = [] } = result
  reportErrors(world, errors)
  return {
    ...('data' in result ? { data: result.data } : {}),
    ...(errors.length > 0 ? { errors: errors.map(formatError) } : {}),
  }
}

const refuse = (message: string, status: number): Answer => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com/graphql', status: String(status) },
})

const findFieldFaults = (actions: readonly FaultAction[]): Context['fieldFaults'] =>
  new Map(
    actions.flatMap((action) =>
      typeof action === 'object' && 'atField' in action ? [[action.atField, action.happens]] : [],
    ),
  )

/** Answers a GraphQL request over GitHub's own schema. */
export const answerGraphql = async (
  world: World,
  exchange: Exchange,
  actions: readonly FaultAction[],
): Promise<Answer | 'cut'> => {
  try {
    const token = readToken(world, exchange.headers.authorization)
    if (!token) return refuse('This endpoint requires you to be authenticated.', 401)
    if (!exchange.graphql) {
      world.report({ kind: 'graphql', where: 'graphql', message: 'no query, or one that cannot be parsed' })
      return refuse('A query attribute must be specified and must be a string.', 400)
    }
    const context = { world, token, by: token.account, fieldFaults: findFieldFaults(actions), isCut: false }
    const body = await runDocument(context, exchange.graphql)
    return context.isCut ? 'cut' : { status: 200, body }
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.message, error.status)
    throw error
  }
}
