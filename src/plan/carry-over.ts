import { decodeText } from '../edit/text.ts'
import type { Problem } from '../errors.ts'
import { diffPins, isSameVersion, type PinDifference, readPins } from '../pins/diff.ts'
import { type FoundPin, formatVersion, type Pin } from '../pins/pin.ts'
import type { FileMode, Tree } from '../repo/tree.ts'
import { compareVersions } from '../versions/order.ts'
import { carryAdditions } from './carried-additions.ts'
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
  /** What the proposal holds and the base has no place for any more, or has changed by itself. */
  readonly warnings: readonly Problem[]
}

/**
 * Brings what an open proposal holds onto the base as it is now. A file that the base did not change since is taken as it is
 * proposed; in others the proposed versions are written again, place by place: never a merge of text. A place that the base has
 * changed itself stays as the base has it.
 */
export async function carryOver({ base, origin, proposal, paths }: CarryOverOptions): Promise<CarriedOver> {
  const [bases, origins, proposals] = await Promise.all([base, origin, proposal].map((tree) => tree.read(paths)))
  const modes = new Map((await base.list()).map(({ path, mode }) => [path, mode]))
  const files: EditedFile[] = []
  const warnings: Problem[] = []
  for (const path of paths) {
    const [now, before, after] = [bases, origins, proposals].map((contents) => textOf(contents?.get(path)))
    if (before === undefined || after === undefined) continue
    if (now === undefined) {
      warnings.push(...diffPins(path, before, after).map((difference) => goneFrom(path, difference.after)))
      continue
    }
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
  const pins = { now: readPins(path, now), before: readPins(path, before), after: readPins(path, after) }
  const carried = diffPins(path, before, after).map((difference) => carryPin(difference, { path, now, pins }))
  const additions = carryAdditions({ path, now, pins })
  const changes = [...carried.flatMap((each) => ('change' in each ? [each.change] : [])), ...additions.changes]
  const lost = [
    ...carried.flatMap((each) => ('lost' in each ? [each.lost] : [])),
    ...additions.lost.map((pin) => goneFrom(path, pin)),
  ]
  const edits = editFiles({ changes, texts: new Map([[path, now]]), modes: new Map([[path, mode]]) })
  return { files: edits.files, warnings: [...lost, ...edits.problems] }
}

interface CarryOptions {
  readonly path: string
  readonly now: string
  readonly pins: Readonly<Record<'now' | 'before', ReadonlyMap<string, FoundPin>>>
}

type CarriedPin = { readonly change: Change } | { readonly lost: Problem } | { readonly kept: true }

function carryPin({ before, after }: PinDifference, { path, now, pins }: CarryOptions): CarriedPin {
  const found = findSame(before, pins)
  if (!found) return { lost: goneFrom(path, after) }
  if (isSameVersion(found, after)) return { kept: true }
  // Newest wins: what is certainly newer than what the base got meanwhile stays proposed.
  if (!isSameVersion(found, before) && !isNewer(found, after)) return { lost: changedInBase(path, { found, after }) }
  const plan = planTo({ ...found, file: path, reaches: [] }, { wanted: after, text: now })
  if (plan.kind === 'refused') return { lost: plan.problem }
  return plan.kind === 'change' ? { change: plan.change } : { kept: true }
}

function isNewer(found: FoundPin, wanted: FoundPin): boolean {
  return compareVersions(found.current.tag ?? '', wanted.current.tag ?? '') === 'newer'
}

/** The pin of the base that is the one that a proposal changed: at the same place, or the only one of its name. */
function findSame(before: FoundPin, pins: CarryOptions['pins']): FoundPin | undefined {
  const isNamed = (pin: FoundPin) => pin.kind === before.kind && pin.names.some((name) => before.names.includes(name))
  const atPlace = pins.now.get(before.place)
  if (atPlace && isNamed(atPlace)) return atPlace
  const [only, ...others] = [...pins.now.values()].filter(isNamed)
  return others.length === 0 && [...pins.before.values()].filter(isNamed).length === 1 ? only : undefined
}

/** Plans to give a place the very version that another state of its file has. */
function planTo(pin: Pin, { wanted, text }: { wanted: FoundPin; text: string }): PinPlan {
  const quote = quoteStyleOf(text)
  const { tag, digest } = wanted.current
  if (pin.kind === 'value') return planValueChange(pin, { update: { text: tag ?? '' }, quote })
  const mode = digest === undefined ? 'drop' : pin.current.digest === undefined ? 'add' : 'keep'
  const rename = wanted.name === pin.name ? {} : { newName: wanted.writtenName }
  const update = { name: pin.name, written: pin.writtenName, ...rename, ...wanted.current }
  return planImageChange(pin, { update, digest: mode, createMissing: true, quote })
}

function goneFrom(file: string, pin: FoundPin): Problem {
  const message = `${pin.writtenName} was proposed here by the open pull request, and the base has no such place any more`
  return { code: 'not-carried-over', file, line: pin.line, message }
}

function changedInBase(file: string, { found, after }: { found: FoundPin; after: FoundPin }): Problem {
  const [has, proposed] = [formatVersion(found.current), formatVersion(after.current)]
  const message = `the open pull request proposed ${proposed} for ${found.writtenName}, and the base has changed it to ${has} since`
  return { code: 'not-carried-over', file, line: found.line, message }
}
