import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { operationIds } from '../__tests__/support/github/rest/operations.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
type JsonObject = { readonly [key: string]: Json }

const source = 'generated/api.github.com.json'
const target = fileURLToPath(new URL('../__tests__/support/github/generated/openapi.json', import.meta.url))

/** What says nothing about validity. */
const prose = [
  'description',
  'summary',
  'examples',
  'example',
  'externalDocs',
  'tags',
  'title',
  'deprecated',
  'headers',
]

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Below `properties` the keys are GitHub's own names, and one of them may well be `description`. */
const trim = (value: Json, areNames = false): Json => {
  if (Array.isArray(value)) return value.map((item) => trim(item))
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([key]) => areNames || !(prose.includes(key) || key.startsWith('x-')))
  return Object.fromEntries(kept.map(([key, child]) => [key, trim(child, !areNames && key === 'properties')]))
}

/** Only JSON is checked: patches, diffs and raw files are not described. */
const keepJson = (holder: Json | undefined): Json => {
  if (!isObject(holder) || !isObject(holder.content)) return holder ?? {}
  const json = holder.content['application/json']
  return { ...holder, content: json === undefined ? {} : { 'application/json': json } }
}

const trimOperation = (operation: JsonObject): Json => {
  const { operationId = '', parameters = [], requestBody, responses } = operation
  const answers = isObject(responses)
    ? Object.entries(responses).map(([status, answer]) => [status, keepJson(answer)])
    : []
  const body: JsonObject = requestBody === undefined ? {} : { requestBody: keepJson(requestBody) }
  const kept: JsonObject = { operationId, parameters, ...body, responses: Object.fromEntries(answers) as JsonObject }
  return trim(kept)
}

const trimPaths = (paths: JsonObject): JsonObject => {
  const kept = Object.entries(paths).map(([path, methods]) => {
    const operations = Object.entries(isObject(methods) ? methods : {}).filter(
      ([, operation]) => isObject(operation) && operationIds.includes(String(operation.operationId)),
    )
    return [
      path,
      Object.fromEntries(operations.map(([method, operation]) => [method, trimOperation(operation as JsonObject)])),
    ]
  })
  return Object.fromEntries(kept.filter(([, methods]) => Object.keys(methods as JsonObject).length > 0))
}

const findReferences = (value: Json): string[] => {
  if (Array.isArray(value)) return value.flatMap(findReferences)
  if (!isObject(value)) return []
  const own = typeof value.$ref === 'string' ? [value.$ref] : []
  return [...own, ...Object.values(value).flatMap(findReferences)]
}

/** The components that the paths reach, each once. */
const reachComponents = (components: JsonObject, paths: JsonObject): JsonObject => {
  const reached = new Set(findReferences(paths))
  const kept: Record<string, Record<string, Json>> = {}
  for (const reference of reached) {
    const [, , section = '', name = ''] = reference.split('/')
    const holder = components[section]
    const component = trim(keepJson(isObject(holder) ? holder[name] : undefined))
    kept[section] = { ...kept[section], [name]: component }
    // A set also visits what is added to it during the loop.
    for (const next of findReferences(component)) reached.add(next)
  }
  const sorted = Object.entries(kept).map(([section, named]) => [
    section,
    Object.fromEntries(Object.entries(named).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  ])
  return Object.fromEntries(sorted)
}

/** GitHub's OpenAPI description with only the operations that the test server has; the same text on every run. */
export const trimOpenapi = (): string => {
  const path = createRequire(import.meta.url)
    .resolve('@octokit/openapi/package.json')
    .replace('package.json', source)
  const whole = JSON.parse(readFileSync(path, 'utf8')) as { paths: JsonObject; components: JsonObject; openapi: string }
  const paths = trimPaths(whole.paths)
  const found = findReferences(paths).length > 0 ? JSON.stringify(paths) : ''
  const missing = operationIds.filter((id) => !found.includes(`"operationId":"${id}"`))
  if (missing.length > 0) throw new Error(`GitHub's description has no ${missing.join(', ')}`)
  return `${JSON.stringify({ openapi: whole.openapi, paths, components: reachComponents(whole.components, paths) })}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = trimOpenapi()
  writeFileSync(target, text)
  console.log(`${target}: ${operationIds.length} operations, ${Math.round(text.length / 1024)} KiB`)
}
