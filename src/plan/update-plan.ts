import { placeOf } from '../environments/conventions.ts'
import { describeUnknownEnvironment, findEnvironments } from '../environments/known-environments.ts'
import { DrawbridgeError, type ExitCode, type Problem } from '../errors.ts'
import type { Pin } from '../pins/pin.ts'
import { matchingPaths } from '../pins/scan-values.ts'
import type { FileMode, Tree } from '../repo/tree.ts'
import type { Change, PinPlan } from './change.ts'
import { findDowngrades } from './downgrade.ts'
import { type EditedFile, editFiles, sharedAnchors } from './file-edits.ts'
import { type FoundMatches, findMatches } from './find-matches.ts'
import { planImageChange } from './image-change.ts'
import { describeMissing } from './missing.ts'
import { quoteStyleOf } from './quote-style.ts'
import { type Selection, selectMatches, severalEnvironments, sharedPlace } from './selection.ts'
import { type Match, namedEnvironments, type UpdateRequest } from './update-request.ts'
import { planValueChange } from './value-change.ts'

export interface UpdatePlan {
  readonly changes: readonly Change[]
  readonly files: readonly EditedFile[]
  /** Pins that have the version already. */
  readonly unchanged: readonly Pin[]
  readonly warnings: readonly Problem[]
}

/**
 * Chooses the new version of every pin that an update concerns, and makes the edits.
 * @param includes the part of an update that one proposal is about; the whole was planned, and found in order, before
 * @throws {DrawbridgeError} with every problem found: exit code 2 for what was asked wrongly, 3 for what a guard refuses
 */
export async function planUpdate(
  tree: Tree,
  request: UpdateRequest,
  includes?: (pin: Pin) => boolean,
): Promise<UpdatePlan> {
  const modes = await readModes(tree)
  const allPaths = [...modes.keys()]
  const paths = limitPaths(allPaths, request.paths)
  stop(2, [
    ...(paths.length === 0 && !request.allowMissing ? checkPaths(request) : []),
    ...checkEnvironments(allPaths, request),
  ])
  const found = await findMatches({ tree, paths, allPaths, request })
  const selection = narrow(selectMatches(found.matches, request), includes)
  stop(2, [
    ...found.problems.filter(({ file }) => isInScope(file, request)),
    ...checkApplications(found, request),
    ...(selection.ambiguous.length > 0 ? [severalEnvironments(selection.ambiguous, selection.matches)] : []),
  ])
  if (!request.allowMissing && !includes) stop(2, await describeMissing({ tree, paths, request, found, selection }))
  return makePlan({ selection, found, request, modes })
}

function narrow(selection: Selection, includes: (pin: Pin) => boolean = () => true): Selection {
  return {
    matches: selection.matches.filter(({ pin }) => includes(pin)),
    shared: selection.shared.filter(({ pin }) => includes(pin)),
    ambiguous: selection.ambiguous,
  }
}

/** Throws when there is a problem. */
function stop(exitCode: ExitCode, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new DrawbridgeError(exitCode, problems)
}

async function readModes(tree: Tree): Promise<Map<string, FileMode>> {
  const files = (await tree.list()).filter(({ mode }) => mode === '100644' || mode === '100755')
  return new Map(files.map(({ path, mode }) => [path, mode]))
}

function limitPaths(paths: readonly string[], globs: readonly string[]): readonly string[] {
  const excluded = new Set(
    globs.filter((glob) => glob.startsWith('!')).flatMap((glob) => matchingPaths(paths, glob.slice(1))),
  )
  const included = globs.filter((glob) => !glob.startsWith('!'))
  const base = included.length > 0 ? [...new Set(included.flatMap((glob) => matchingPaths(paths, glob)))] : paths
  return base.filter((path) => !excluded.has(path))
}

function checkPaths({ paths }: UpdateRequest): Problem[] {
  if (paths.length === 0) return []
  const message = `path: no file matches ${paths.map((glob) => JSON.stringify(glob)).join(', ')}`
  const hint = 'Globs are relative to the root of the config repo; "**" matches any folders.'
  return [{ code: 'no-such-file', message, hint }]
}

function checkEnvironments(paths: readonly string[], request: UpdateRequest): Problem[] {
  const requested = namedEnvironments(request)
  if (requested.length === 0) return []
  const known = findEnvironments(paths)
  const isKnown = (name: string) =>
    known.some((each) => each.name === name) || paths.some((path) => placeOf(path, { requested }).environment === name)
  return requested.filter((name) => !isKnown(name)).map((name) => describeUnknownEnvironment(name, known))
}

function checkApplications(found: FoundMatches, request: UpdateRequest): Problem[] {
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

// A file that can't be read matters where it could hold a pin of this run.
function isInScope(file: string | undefined, request: UpdateRequest): boolean {
  const requested = namedEnvironments(request)
  if (file === undefined || requested.length === 0) return true
  const { environment } = placeOf(file, { requested })
  return environment === undefined || requested.includes(environment)
}

interface MakePlanOptions {
  readonly selection: Selection
  readonly found: FoundMatches
  readonly request: UpdateRequest
  readonly modes: ReadonlyMap<string, FileMode>
}

function makePlan({ selection, found, request, modes }: MakePlanOptions): UpdatePlan {
  const plans = selection.matches.map((match) => ({ match, plan: planMatch(match, found, request) }))
  const refusals = plans.flatMap(({ plan }) => (plan.kind === 'refused' ? [plan.problem] : []))
  stop(3, [...selection.shared.map(({ pin }) => sharedPlace(pin, namedEnvironments(request))), ...refusals])
  const changes = plans.flatMap(({ plan }) => (plan.kind === 'change' ? [plan.change] : []))
  const { downgrades, unknown } = findDowngrades(changes)
  const isAllowed = request.allowDowngrade || request.isFilesOnly
  if (!isAllowed) stop(3, downgrades)
  const edits = editFiles({ changes, texts: found.texts, modes })
  stop(3, edits.problems)
  return {
    changes,
    files: edits.files,
    unchanged: plans.flatMap(({ match, plan }) => (plan.kind === 'unchanged' ? [match.pin] : [])),
    warnings: [...downgrades, ...unknown, ...sharedAnchors(changes)],
  }
}

function planMatch({ pin, wanted }: Match, found: FoundMatches, request: UpdateRequest): PinPlan {
  const quote = quoteStyleOf(found.texts.get(pin.file) ?? '')
  if (wanted.kind === 'value') return planValueChange(pin, wanted.update, quote)
  const { digest, createMissing } = request
  return planImageChange(pin, { update: wanted.update, digest, createMissing, quote })
}
