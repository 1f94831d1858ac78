import { decodeText } from '../edit/text.ts'
import type { Problem } from '../errors.ts'
import { diffPins, type PinDifference, readPins } from '../pins/diff.ts'
import { type FoundPin, formatVersion, type Pin } from '../pins/pin.ts'
import type { FileMode, Tree } from '../repo/tree.ts'
import { compareVersions } from '../versions/order.ts'
import type { Change, PinPlan } from './change.ts'
import { type EditedFile, editFiles } from './file-edits.ts'
import { planImageChange } from './image-change.ts'
import { quoteStyleOf } from './quote-style.ts'
import { planValueChange } from './value-change.ts'

export interface CarryOverOptions {
  /** The base branch as it is now. */
  readonly base: Tree
  /** The commit that the open proposal was made on, and the proposal. */
  readonly origin: Tree
  readonly proposal: Tree
  /** Files that the proposal changes. */
  readonly paths: readonly string[]
}

export interface CarriedOver {
  readonly files: readonly EditedFile[]
  /** What the proposal holds and the base has no place for any more. */
  readonly warnings: readonly Problem[]
}

/**
 * Brings what an open proposal holds onto the base as it is now. A file that the base did not change since is taken as it is
 * proposed; in others the proposed versions are written again, place by place: never a merge of text.
 */
export async function carryOver({ base, origin, proposal, paths }: CarryOverOptions): Promise<CarriedOver> {
  const [bases, origins, proposals] = await Promise.all([base, origin, proposal].map((tree) => tree.read(paths)))
  const modes = new Map((await base.list()).map(({ path, mode }) => [path, mode]))
  const files: EditedFile[] = []
  const warnings: Problem[] = []
  for (const path of paths) {
    const [now, before, after] = [bases, origins, proposals].map((contents) => textOf(contents?.get(path)))
    if (now === undefined || before === undefined || after === undefined) continue
    const result = carryFile({ path, mode: modes.get(path) ?? '100644', now, before, after })
    files.push(...result.files.filter((file) => file.before !== file.after))
    warnings.push(...result.warnings)
  }
  return { files, warnings }
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  const decoded = bytes && decodeText(bytes)
  return decoded?.ok ? decoded.text : undefined
}

interface FileStates {
  readonly path: string
  readonly mode: FileMode
  readonly now: string
  readonly before: string
  readonly after: string
}

function carryFile({ path, mode, now, before, after }: FileStates): CarriedOver {
  if (now === before) {
    return { files: [{ path, mode, content: new TextEncoder().encode(after), before: now, after }], warnings: [] }
  }
  const places = readPins(path, now)
  const quote = quoteStyleOf(now)
  const plans = diffPins(path, before, after).flatMap((difference) => {
    const found = places.get(difference.after.place)
    return isOvertaken(found, difference)
      ? []
      : { wanted: difference.after, plan: planTo(found, { path, wanted: difference.after, quote }) }
  })
  const changes = plans.flatMap(({ plan }): Change[] => (plan?.kind === 'change' ? [plan.change] : []))
  const lost = plans
    .filter(({ plan }) => plan === undefined || plan.kind === 'refused')
    .map(({ wanted }) => notCarried(path, wanted))
  const edits = editFiles({ changes, texts: new Map([[path, now]]), modes: new Map([[path, mode]]) })
  return { files: edits.files, warnings: [...lost, ...edits.problems] }
}

/** The base got another version of its own meanwhile, and what was proposed is not certainly newer than that. */
function isOvertaken(found: FoundPin | undefined, { before, after }: PinDifference): boolean {
  if (found === undefined || formatVersion(found.current) === formatVersion(before.current)) return false
  return compareVersions(found.current.tag ?? '', after.current.tag ?? '') !== 'newer'
}

/** Plans to give a place the very version that another state of its file has; `undefined`: it is not there any more. */
function planTo(
  found: FoundPin | undefined,
  { path, wanted, quote }: { path: string; wanted: FoundPin; quote: '"' | "'" },
): PinPlan | undefined {
  if (!found?.names.some((name) => wanted.names.includes(name))) return undefined
  const pin: Pin = { ...found, file: path, reaches: [] }
  const { tag, digest } = wanted.current
  if (found.kind === 'value') {
    return planValueChange(pin, { glob: path, path: found.name, steps: [], text: tag ?? '' }, quote)
  }
  const mode =
    digest !== undefined && found.current.digest === undefined ? 'add' : digest === undefined ? 'drop' : 'keep'
  const rename = wanted.name === found.name ? {} : { newName: wanted.writtenName }
  const update = { name: found.name, written: found.writtenName, ...rename, ...wanted.current }
  return planImageChange(pin, { update, digest: mode, createMissing: true, quote })
}

function notCarried(file: string, pin: FoundPin): Problem {
  const message = `${pin.writtenName} was proposed here by the open pull request, and the base has no such place any more`
  return { code: 'not-carried-over', file, line: pin.line, message }
}
