import type { ConfigPath } from './config-path.ts'
import type { FoundEnvironment } from './environment.ts'
import {
  canBeEnvironment,
  isCollection,
  isGenericFolder,
  isGenericStem,
  isRegionName,
  isStageName,
  isStrongParent,
  isToolName,
} from './vocabulary.ts'

/** Ends of a file's name that say its kind: `web-deployment.yaml` and `web-helm-release.yaml` are `web`. */
const kindSuffix = /[-_.](?:deployment|statefulset|daemonset|cronjob|rollout|helm-?release|kustomization|patch)$/i

/**
 * What is released together. Below `<app>/overlays/<env>` and `apps/<app>/<env>` it stands before the environment; elsewhere
 * after it (`environments/<env>/<app>`, `<env>/<app>`), else in the file's name (`envs/dev/web.yaml`), else before it
 * (`<app>/<env>/values.yaml`). With the environment in the file's name, or with none: the deepest folder that names something.
 */
export function findApplication(path: ConfigPath, found: FoundEnvironment | undefined): string | undefined {
  const at = found?.folder
  const application = at === undefined ? besideFile(path, found) : besideFolder(path, found, at)
  return application ?? path.folders.findLast(isToolName)
}

type Names = readonly (string | undefined)[]

function besideFile(path: ConfigPath, found: FoundEnvironment | undefined): string | undefined {
  const names = applicationNames(path.folders)
  if (path.values?.application !== undefined) return path.values.application
  // `clusters/acme/prod.values.yaml`: the file has the environment, so the cluster is what is released.
  const strong = path.folders.findLast((name, i) => isBelowStrong(path.folders, i) && !isStageName(name))
  return lastOf(names) ?? (found === undefined ? undefined : strong) ?? applicationOfStem(path, found)
}

function besideFolder(path: ConfigPath, found: FoundEnvironment | undefined, at: number): string | undefined {
  const names = applicationNames(path.folders)
  const above = path.folders.slice(0, at)
  const after = names.slice(at + 1).find((name) => name !== undefined && !isRegionName(name))
  const fromFile = applicationOfStem(path, found)
  const overlays = above.findLastIndex((name) => name === 'overlays' || name === 'overlay')
  if (overlays >= 0) return lastOf(names.slice(0, overlays)) ?? after ?? fromFile
  const collection = above.findLastIndex(isCollection)
  const collected = collection < 0 ? undefined : lastOf(names.slice(collection, at))
  return collected ?? after ?? fromFile ?? lastOf(names.slice(0, at))
}

/** The folders that can name an application, in their places. */
function applicationNames(folders: readonly string[]): Names {
  return folders.map((name, i) => (isApplicationName(folders, i) ? name : undefined))
}

function isApplicationName(folders: readonly string[], i: number): boolean {
  const name = folders[i] ?? ''
  if (isGenericFolder(name) || isStageName(name)) return false
  return !isBelowStrong(folders, i)
}

function isBelowStrong(folders: readonly string[], i: number): boolean {
  return isStrongParent(folders[i - 1] ?? '') && canBeEnvironment(folders[i] ?? '')
}

function lastOf(names: Names): string | undefined {
  return names.findLast((name) => name !== undefined)
}

function applicationOfStem({ stem, values }: ConfigPath, found: FoundEnvironment | undefined): string | undefined {
  const name = values === undefined ? stem : (values.application ?? values.name)
  if (name === undefined || name === found?.environment) return undefined
  const withoutEnvironment = name.endsWith(`-${found?.environment}`)
    ? name.slice(0, name.lastIndexOf(`-${found?.environment}`))
    : name
  const application = withoutEnvironment.replace(kindSuffix, '')
  return application === '' || isGenericStem(application) || isStageName(application) ? undefined : application
}
