import { encodeText } from '../edit/text.ts'
import { verifyEdit } from '../edit/verify.ts'
import { applyViewEdits } from '../edit/view.ts'
import type { Problem } from '../errors.ts'
import type { FileChange, FileMode } from '../repo/tree.ts'
import type { Change, ViewEdit } from './change.ts'

export interface EditedFile extends FileChange {
  readonly before: string
  readonly after: string
}

export interface FileEdits {
  readonly files: readonly EditedFile[]
  readonly problems: readonly Problem[]
}

/** Puts the edits of all changes into their files, and proves of each file that nothing else changed. */
export function editFiles(options: {
  changes: readonly Change[]
  texts: ReadonlyMap<string, string>
  modes: ReadonlyMap<string, FileMode>
}): FileEdits {
  const files: EditedFile[] = []
  const problems: Problem[] = []
  for (const [path, changes] of groupByFile(options.changes)) {
    const before = options.texts.get(path) ?? ''
    const edits = distinctEdits(changes.flatMap(({ edits }) => edits))
    const overlap = edits === undefined ? conflictingEdits(path, changes) : undefined
    const after = edits === undefined ? before : applyViewEdits(before, edits)
    const wrong = overlap
      ? []
      : verifyEdit(
          before,
          after,
          changes.flatMap(({ expected }) => expected),
        )
    if (overlap) problems.push(overlap)
    else if (wrong.length > 0) problems.push(unproven(path, changes, wrong))
    else files.push({ path, mode: options.modes.get(path) ?? '100644', content: encodeText(after), before, after })
  }
  return { files, problems }
}

function groupByFile(changes: readonly Change[]): Map<string, Change[]> {
  const groups = new Map<string, Change[]>()
  for (const change of changes) groups.set(change.pin.file, [...(groups.get(change.pin.file) ?? []), change])
  return groups
}

// Pins that read one anchor are edited by one edit; two different texts for one place can't both be right.
function distinctEdits(edits: readonly ViewEdit[]): readonly ViewEdit[] | undefined {
  const inFile = edits.map((each) => ({ each, at: each.view.toFile(each.edit) }))
  const sorted = inFile.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end)
  const distinct: typeof inFile = []
  for (const next of sorted) {
    const last = distinct.at(-1)
    const isSame =
      last && last.at.start === next.at.start && last.at.end === next.at.end && last.at.text === next.at.text
    if (isSame) continue
    if (last && next.at.start < last.at.end) return undefined
    // Two insertions at one point would come in an order that nobody chose.
    if (last && last.at.start === next.at.start && last.at.end === next.at.end) return undefined
    distinct.push(next)
  }
  return distinct.map(({ each }) => each)
}

function conflictingEdits(path: string, changes: readonly Change[]): Problem {
  const names = [...new Set(changes.map(({ pin, to }) => `${pin.writtenName} → ${to}`))].join(', ')
  const message = `two different versions are wanted in one place (an anchor that several read): ${names}`
  return {
    code: 'conflicting-edits',
    file: path,
    line: changes[0]?.pin.line ?? 1,
    message,
    hint: 'Give each its own value.',
  }
}

function unproven(path: string, changes: readonly Change[], wrong: readonly string[]): Problem {
  const message = `the edit would change more than the version, so the file was left alone: ${wrong.slice(0, 3).join('; ')}`
  return {
    code: 'unproven-edit',
    file: path,
    line: changes[0]?.pin.line ?? 1,
    message,
    hint: 'Please report it with the file.',
  }
}

/** What an edited anchor changes besides the pin: one warning for each value that others read through an alias. */
export function sharedAnchors(changes: readonly Change[]): Problem[] {
  const warnings = changes.flatMap(({ pin: { file, line, sites }, expected }) =>
    sites
      .filter(({ scalar, place }) => scalar.aliasLines.length > 0 && expected.some((each) => each.place === place))
      .map(({ scalar: { anchors, aliasLines } }) => {
        const message = `the value stands in the anchor &${anchors.join(', &')}, which is also read in line ${aliasLines.join(', ')}`
        return { code: 'shared-anchor', file, line, message }
      }),
  )
  return [...new Map(warnings.map((warning) => [`${warning.file}:${warning.line}`, warning])).values()]
}
