import type { ConfigPath } from './config-path.ts'
import { canBeEnvironment, isGenericStem, isOrdinaryWord, isStageName, isStrongParent } from './vocabulary.ts'

/** The environment in a path, and the index of the folder that names it; no index when the file's name does. */
export interface FoundEnvironment {
  readonly environment: string
  readonly folder?: number
}

/**
 * Finds the environment, by the first of these that names one:
 * 1. the file's name with a stage in it: nothing is nearer to the content;
 * 2. a folder that is a stage (see `findStageFolder`);
 * 3. what the user asked for, in the same places;
 * 4. whatever stands below `overlays`, `environments`, `clusters`…: only after the stages, since in
 *    `staging/clusters/us-east/x.yaml` the cluster is a place and `staging` is the environment;
 * 5. whatever stands behind `values-`: last, since in `dev/values-web.yaml` it is the application.
 */
export function findEnvironment(path: ConfigPath, requested: readonly string[]): FoundEnvironment | undefined {
  return (
    findStageFile(path) ??
    findStageFolder(path.folders) ??
    findRequested(path, requested) ??
    findStrong(path) ??
    findPlainValues(path)
  )
}

function findStageFile({ folders, stem, values }: ConfigPath): FoundEnvironment | undefined {
  if (values !== undefined) return isStageName(values.name) ? { environment: values.name } : undefined
  if (stem === undefined || !isStageName(stem)) return undefined
  // `overlays/prod/canary.yaml` is a patch of prod.
  return isOrdinaryWord(stem) && findStageFolder(folders) !== undefined ? undefined : { environment: stem }
}

/**
 * The rightmost stage, which is the most specific: `clusters/prod/apps/web/overlays/dev` is dev. An ordinary word that is not
 * below `overlays` and the like (`prod/apps/demo`, `overlays/prod/test`) counts only when there is no better one.
 */
function findStageFolder(folders: readonly string[]): FoundEnvironment | undefined {
  let ordinary: FoundEnvironment | undefined
  // A chart's templates are the same in every environment.
  const last = folders.includes('templates') ? folders.indexOf('templates') : folders.length
  for (let folder = last - 1; folder >= 0; folder--) {
    const environment = folders[folder] ?? ''
    if (!isStageName(environment)) continue
    const found = { environment, folder }
    if (!isOrdinaryWord(environment) || isBelowStrong(folders, folder)) return found
    ordinary ??= found
  }
  return ordinary
}

function findRequested(
  { folders, stem, values }: ConfigPath,
  requested: readonly string[],
): FoundEnvironment | undefined {
  if (requested.length === 0) return undefined
  const name = values?.name ?? stem
  if (name !== undefined && requested.includes(name)) return { environment: name }
  const folder = folders.findLastIndex((candidate) => requested.includes(candidate))
  const environment = folders[folder]
  return environment === undefined ? undefined : { environment, folder }
}

function findStrong({ folders, stem, values }: ConfigPath): FoundEnvironment | undefined {
  const isNamed = stem !== undefined && values === undefined && !isGenericStem(stem) && canBeEnvironment(stem)
  if (isNamed && isStrongParent(folders.at(-1) ?? '')) return { environment: stem }
  const folder = folders.findLastIndex((name, i) => isBelowStrong(folders, i) && canBeEnvironment(name))
  const environment = folders[folder]
  return environment === undefined ? undefined : { environment, folder }
}

function findPlainValues({ values }: ConfigPath): FoundEnvironment | undefined {
  return values?.isPlain && canBeEnvironment(values.name) ? { environment: values.name } : undefined
}

function isBelowStrong(folders: readonly string[], folder: number): boolean {
  return isStrongParent(folders[folder - 1] ?? '')
}
