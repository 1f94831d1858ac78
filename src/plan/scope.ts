import { placeOf } from '../environments/conventions.ts'
import { describeUnknownEnvironment, findEnvironments } from '../environments/known-environments.ts'
import type { Problem } from '../errors.ts'
import { matchingPaths } from '../pins/scan-values.ts'
import type { FoundMatches } from './find-matches.ts'
import { namedEnvironments, type UpdateRequest } from './update-request.ts'

/** The paths that the `path` input leaves: those of its globs, less those of the globs that begin with `!`. */
export function limitPaths(paths: readonly string[], globs: readonly string[]): readonly string[] {
  const excluded = new Set(
    globs.filter((glob) => glob.startsWith('!')).flatMap((glob) => matchingPaths(paths, glob.slice(1))),
  )
  const included = globs.filter((glob) => !glob.startsWith('!'))
  const base = included.length > 0 ? [...new Set(included.flatMap((glob) => matchingPaths(paths, glob)))] : paths
  return base.filter((path) => !excluded.has(path))
}

/** The globs of the `path` input that name no file. */
export function checkPaths(paths: readonly string[], globs: readonly string[]): Problem[] {
  const hint = 'Paths are relative to the root of the config repo; "**" matches any folders, "!" at the start excludes.'
  return globs
    .filter((glob) => !glob.startsWith('!') && matchingPaths(paths, glob).length === 0)
    .map((glob) => ({ code: 'no-such-file', message: `no file matches the path ${JSON.stringify(glob)}`, hint }))
}

/** The environments that were named and are not there. */
export function checkEnvironments(paths: readonly string[], request: UpdateRequest): Problem[] {
  const requested = namedEnvironments(request)
  if (requested.length === 0) return []
  const known = findEnvironments(paths)
  const isKnown = (name: string) =>
    known.some((each) => each.name === name) || paths.some((path) => placeOf(path, { requested }).environment === name)
  return requested.filter((name) => !isKnown(name)).map((name) => describeUnknownEnvironment(name, known))
}

/** The applications that were named and have none of the pins. */
export function checkApplications(found: FoundMatches, request: UpdateRequest): Problem[] {
  const known = [...new Set(found.matches.flatMap(({ pin }) => pin.application ?? []))].sort()
  return request.applications
    .filter((name) => found.matches.length > 0 && !known.includes(name))
    .map((name) => ({
      code: 'unknown-application',
      message: `the application ${JSON.stringify(name)} has none of these pins`,
      hint:
        known.length > 0
          ? `They belong to ${known.join(', ')}.`
          : 'No application was found in the paths of these pins.',
    }))
}

/** Whether a file that can't be read matters: it could hold a pin of this run. */
export function isInScope(file: string | undefined, request: UpdateRequest): boolean {
  const requested = namedEnvironments(request)
  if (file === undefined || requested.length === 0) return true
  const { environment } = placeOf(file, { requested })
  return environment === undefined || requested.includes(environment)
}
