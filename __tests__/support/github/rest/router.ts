import { listOperations, type Operation } from '../openapi-check.ts'

interface Route {
  readonly operation: Operation
  readonly pattern: RegExp
  readonly names: readonly string[]
}

/** Refs, paths and branches may contain slashes, as they are or encoded. */
const long = ['ref', 'path', 'branch', 'basehead']

const toRoute = (operation: Operation): Route => {
  const names: string[] = []
  const source = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name)
    return long.includes(name) ? '(.*)' : '([^/]+)'
  })
  return { operation, names, pattern: new RegExp(`^${source}$`) }
}

/** `contents/` without a path is the root folder. */
const specificity = ({ operation }: Route) => operation.path.replace(/\{\w+\}/g, '').length

let routes: readonly Route[] | undefined

const allRoutes = (): readonly Route[] => {
  routes ??= listOperations()
    .map(toRoute)
    .toSorted((a, b) => specificity(b) - specificity(a))
  return routes
}

export interface Match {
  readonly operation: Operation
  readonly params: Readonly<Record<string, string>>
}

export const findRoute = (method: string, path: string): Match | undefined => {
  for (const { operation, names, pattern } of allRoutes()) {
    if (operation.method !== method) continue
    const found = pattern.exec(path) ?? (path.endsWith('/contents') ? pattern.exec(`${path}/`) : null)
    if (!found) continue
    const params = names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')])
    return { operation, params: Object.fromEntries(params) }
  }
  return undefined
}
