import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import * as ajvFormats from 'ajv-formats'

type Schema = Readonly<Record<string, unknown>>

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: Schema
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
}

interface RawOperation {
  readonly operationId: string
  readonly parameters: readonly (Parameter | { readonly $ref: string })[]
  readonly requestBody?: Content & { readonly required?: boolean }
  readonly responses: Readonly<Record<string, Content | { readonly $ref: string }>>
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

export interface Operation extends RawOperation {
  readonly method: string
  readonly path: string
}

/** OpenAPI 3.0's `nullable` in JSON Schema's words, everywhere. */
const convert = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(convert)
  if (typeof value !== 'object' || value === null) return value
  const converted = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, convert(child)]))
  if (converted.nullable !== true) return converted
  const { nullable: _, ...schema } = converted
  return { anyOf: [schema, { type: 'null' }] }
}

const load = (): Description => {
  const text = readFileSync(new URL('generated/openapi.json', import.meta.url), 'utf8')
  return convert(JSON.parse(text)) as Description
}

let description: Description | undefined
const describe = (): Description => {
  description ??= load()
  return description
}

const resolve = <T extends object>(value: T | { readonly $ref: string }): T => {
  if (!('$ref' in value)) return value
  const [, , section = '', name = ''] = value.$ref.split('/')
  return describe().components[section]?.[name] as T
}

let ajv: Ajv | undefined
const compiler = (): Ajv => {
  if (ajv) return ajv
  ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false, validateFormats: true })
  // `ajv-formats` is CommonJS: its function is the default export's default where modules are strict.
  const plugin = ajvFormats.default as unknown as { default?: (target: Ajv) => unknown } & ((target: Ajv) => unknown)
  const addFormats = plugin.default ?? plugin
  addFormats(ajv)
  ajv.addFormat('repo.nwo', true)
  ajv.addSchema({ components: describe().components }, 'github')
  return ajv
}

/** References inside of the description, as ajv finds them. */
const absolute = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(absolute)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, child]) => [
    key,
    key === '$ref' && typeof child === 'string' ? child.replace(/^#/, 'github#') : absolute(child),
  ])
  return Object.fromEntries(entries)
}

const compiled = new WeakMap<object, ValidateFunction>()

const check = (schema: Schema, value: unknown): string[] => {
  const validate = compiled.get(schema) ?? compiler().compile(absolute(schema) as Schema)
  compiled.set(schema, validate)
  if (validate(value)) return []
  const messages = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
  return [...new Set(messages)].slice(0, 5)
}

/** All operations of the description that the server has. */
export const listOperations = (): Operation[] =>
  Object.entries(describe().paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => ({ ...raw, method: method.toUpperCase(), path })),
  )

/** Query and path are text: a number or boolean is what reads as one. */
const checkText = (schema: Schema, text: string): string[] => {
  const asText = check(schema, text)
  if (asText.length === 0) return []
  const isLiteral = /^-?\d+$|^true$|^false$/.test(text)
  return isLiteral && check(schema, JSON.parse(text)).length === 0 ? [] : asText
}

export interface RequestParts {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
}

const checkParameters = (operation: Operation, { params, query }: RequestParts): string[] => {
  const known = operation.parameters.map((parameter) => resolve<Parameter>(parameter))
  const unknown = Object.keys(query).filter((name) => !known.some((p) => p.in === 'query' && p.name === name))
  const problems = unknown.map((name) => `query parameter ${name} is unknown`)
  for (const { name, in: place, required, schema } of known) {
    const value = place === 'path' ? params[name] : place === 'query' ? query[name] : undefined
    if (value !== undefined) problems.push(...checkText(schema, value).map((text) => `${name}: ${text}`))
    else if (required) problems.push(`${place} parameter ${name} is missing`)
  }
  return problems
}

/** The names that a body may have; `undefined` where the schema is open or a choice. */
const knownNames = (schema: Schema): string[] | undefined =>
  typeof schema.properties === 'object' && schema.properties !== null && schema.additionalProperties === undefined
    ? Object.keys(schema.properties)
    : undefined

const checkBody = ({ requestBody }: Operation, body: unknown): string[] => {
  const schema = requestBody?.content?.['application/json']?.schema
  if (!schema) return []
  if (body === undefined) return requestBody?.required ? ['the body is missing'] : []
  const names = knownNames(schema)
  const given = typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.keys(body) : []
  const unknown = names ? given.filter((name) => !names.includes(name)) : []
  return [...unknown.map((name) => `body: ${name} is unknown`), ...check(schema, body).map((text) => `body: ${text}`)]
}

/** What is wrong with a request, by GitHub's description and one rule more: unknown names are mistakes. */
export const checkRequest = (operation: Operation, parts: RequestParts): string[] => [
  ...checkParameters(operation, parts),
  ...checkBody(operation, parts.body),
]

/** What is wrong with an answer. Errors that GitHub does not describe may still happen; successes may not. */
export const checkResponse = (operation: Operation, status: number, body: unknown): string[] => {
  const response = operation.responses[String(status)]
  if (!response) return status < 400 ? [`status ${status} is not described`] : []
  const schema = resolve<Content>(response).content?.['application/json']?.schema
  return schema && !Buffer.isBuffer(body) ? check(schema, body) : []
}
