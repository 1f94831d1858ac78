import { DrawbridgeError, type ExitCode, type Problem } from '../errors.ts'
import type { Pin } from '../pins/pin.ts'
import type { FileMode, Tree } from '../repo/tree.ts'
import type { Change, PinPlan } from './change.ts'
import { planFileCreations } from './creation-edits.ts'
import { planCreations } from './creations.ts'
import { findDowngrades } from './downgrade.ts'
import { type EditedFile, editFiles, sharedAnchors } from './file-edits.ts'
import { type FoundMatches, findMatches } from './find-matches.ts'
import { planImageChange } from './image-change.ts'
import { describeMissing } from './missing.ts'
import { quoteStyleOf } from './quote-style.ts'
import { checkApplications, checkEnvironments, checkPaths, isInScope, limitPaths } from './scope.ts'
import { type Selection, selectMatches, severalEnvironments, sharedPlace } from './selection.ts'
import { readTexts } from './texts.ts'
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
  includes: ((pin: Pin) => boolean) | undefined = undefined,
): Promise<UpdatePlan> {
  const modes = await readModes(tree)
  const allPaths = [...modes.keys()]
  const paths = limitPaths(allPaths, request.paths)
  stop(2, [...checkEnvironments(allPaths, request), ...checkPaths(allPaths, request.paths)])
  const found = await findMatches({ tree, paths, allPaths, request })
  const selection = selectMatches(found.matches, request, found.reach)
  stop(2, [
    ...found.problems.filter(({ file }) => isInScope(file, request)),
    ...checkApplications(found, request),
    ...(selection.ambiguous.length > 0 ? [severalEnvironments(selection.ambiguous, selection.matches)] : []),
  ])
  if (!request.allowMissing && !includes) stop(2, await describeMissing({ tree, paths, request, found, selection }))
  const matches = chooseMatches(selection, { request, found, paths, includes })
  const created = matches.filter(({ creation, pin }) => creation || pin.missing).map(({ pin }) => pin.file)
  const texts = new Map([...found.texts, ...(await readTexts(tree, created))])
  return makePlan({ matches, texts, request, modes })
}

/** Throws when there is a problem. */
function stop(exitCode: ExitCode, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new DrawbridgeError(exitCode, problems)
}

async function readModes(tree: Tree): Promise<Map<string, FileMode>> {
  const files = (await tree.list()).filter(({ mode }) => mode === '100644' || mode === '100755')
  return new Map(files.map(({ path, mode }) => [path, mode]))
}

interface ChooseOptions {
  readonly request: UpdateRequest
  readonly found: FoundMatches
  /** The files that may be edited. */
  readonly paths: readonly string[]
  readonly includes: ((pin: Pin) => boolean) | undefined
}

/** The pins to edit or to make; a shared place is refused, unless an entry of its own takes its part. */
function chooseMatches(
  { matches, shared }: Selection,
  { request, found, paths, includes = () => true }: ChooseOptions,
): Match[] {
  const requested = namedEnvironments(request)
  if (!request.createMissing) {
    stop(
      3,
      shared.filter(({ pin }) => includes(pin)).map(({ pin }) => sharedPlace(pin, requested)),
    )
    return matches.filter(({ pin }) => includes(pin))
  }
  const creations = planCreations(shared, { reach: found.reach, requested, paths })
  stop(
    3,
    creations.refused.map(({ pin, reason }) => sharedPlace(pin, requested, reason)),
  )
  return [...matches, ...creations.matches].filter(({ pin }) => includes(pin))
}

interface MakePlanOptions {
  readonly matches: readonly Match[]
  readonly texts: ReadonlyMap<string, string>
  readonly request: UpdateRequest
  readonly modes: ReadonlyMap<string, FileMode>
}

function makePlan({ matches, texts, request, modes }: MakePlanOptions): UpdatePlan {
  const plans = planMatches(matches, { texts, request })
  stop(
    3,
    plans.flatMap(({ plan }) => (plan.kind === 'refused' ? [plan.problem] : [])),
  )
  const changes = plans.flatMap(({ plan }) => (plan.kind === 'change' ? [plan.change] : []))
  const { downgrades, unknown } = findDowngrades(changes)
  const isRefused = !request.allowDowngrade && !request.isFilesOnly
  if (isRefused) stop(3, downgrades)
  const edits = editFiles({ changes, texts, modes })
  stop(3, edits.problems)
  return {
    changes,
    files: edits.files,
    unchanged: plans.flatMap(({ match, plan }) => (plan.kind === 'unchanged' ? [match.pin] : [])),
    warnings: [...(request.allowDowngrade ? [] : downgrades), ...unknown, ...sharedAnchors(changes)],
  }
}

interface Planned {
  readonly match: Match
  readonly plan: PinPlan
}

function planMatches(
  matches: readonly Match[],
  { texts, request }: Pick<MakePlanOptions, 'texts' | 'request'>,
): Planned[] {
  const isNew = ({ creation, pin }: Match) => creation !== undefined || pin.missing !== undefined
  const files = [...new Set(matches.filter(isNew).map(({ pin }) => pin.file))]
  const textOf = (file: string) => texts.get(file) ?? ''
  return [
    ...matches
      .filter((match) => !isNew(match))
      .map((match) => ({ match, plan: planMatch(match, textOf(match.pin.file), request) })),
    ...files.flatMap((file) => {
      const inFile = matches.filter((match) => isNew(match) && match.pin.file === file)
      return planFileCreations(inFile, { text: textOf(file), digest: request.digest })
    }),
  ]
}

function planMatch({ pin, wanted }: Match, text: string, { digest, createMissing }: UpdateRequest): PinPlan {
  const quote = quoteStyleOf(text)
  if (wanted.kind === 'value') return planValueChange(pin, { update: wanted.update, quote })
  return planImageChange(pin, { update: wanted.update, digest, createMissing, quote })
}
