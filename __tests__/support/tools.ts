import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'

/** A program that tests run for real, pinned to one version of its Go module. */
export interface Tool {
  readonly name: string
  /** The package that `go install` builds; its last part (before a `/vN`) is the binary's name. */
  readonly module: string
  readonly version: string
}

export const tools = [
  { name: 'kustomize', module: 'sigs.k8s.io/kustomize/kustomize/v5', version: 'v5.8.1' },
  { name: 'helm', module: 'helm.sh/helm/v3/cmd/helm', version: 'v3.22.0' },
  { name: 'act', module: 'github.com/nektos/act', version: 'v0.2.89' },
] as const satisfies readonly Tool[]

export type Environment = Readonly<Record<string, string | undefined>>

export type FoundTool =
  | { readonly path: string; readonly missing?: undefined }
  | { readonly missing: string; readonly path?: undefined }

const suffix = process.platform === 'win32' ? '.exe' : ''

/** `${XDG_CACHE_HOME or ~/.cache}/drawbridge-tools`. The XDG specification says that a relative value is to be ignored. */
export function toolsFolder(env: Environment = process.env): string {
  const cache = env.XDG_CACHE_HOME
  return join(cache !== undefined && isAbsolute(cache) ? cache : join(homedir(), '.cache'), 'drawbridge-tools')
}

/** Where `scripts/tools.ts` puts the tool, whether or not it is there. */
export function installedPath(tool: Tool, env: Environment = process.env): string {
  return join(toolsFolder(env), `${tool.name}-${tool.version}`, `${tool.name}${suffix}`)
}

/**
 * The absolute path of a program for tests, or why there is none: a pinned version in the cache folder first, then PATH.
 *
 *     const kustomize = findTool('kustomize')
 *     describe.skipIf(kustomize.missing)(`kustomize build ${kustomize.missing ?? ''}`, …)
 */
export function findTool(name: string, env: Environment = process.env): FoundTool {
  const tool: Tool | undefined = tools.find((candidate) => candidate.name === name)
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
  const candidates = folders.map((folder) => join(folder, `${name}${suffix}`))
  if (tool !== undefined) candidates.unshift(installedPath(tool, env))
  const path = candidates.find(isExecutableFile)
  if (path !== undefined) return { path }
  return { missing: `(${name} is not on PATH${tool === undefined ? '' : ': run node scripts/tools.ts'})` }
}

function isExecutableFile(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
