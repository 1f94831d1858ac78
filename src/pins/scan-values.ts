import picomatch from 'picomatch'
import { decodeText } from '../edit/text.ts'
import { fileView } from '../edit/view.ts'
import { parseYaml } from '../edit/yaml-file.ts'
import type { Problem } from '../errors.ts'
import type { Tree } from '../repo/tree.ts'
import { findMissingValue } from './missing-values.ts'
import { isScannedFile, isTemplate, type PinInFile } from './scan.ts'
import type { ValueUpdate } from './value-input.ts'
import { findValuePins } from './value-pins.ts'

export interface ValueScan {
  /** In the order of the updates: the pins of each. */
  readonly found: readonly { readonly update: ValueUpdate; readonly pins: readonly PinInFile[] }[]
  readonly texts: ReadonlyMap<string, string>
  readonly problems: readonly Problem[]
}

export interface ValueScanOptions {
  readonly tree: Tree
  readonly paths: readonly string[]
  readonly updates: readonly ValueUpdate[]
  /** Places that are not there are found too, where they could be made. */
  readonly createMissing: boolean
}

/** Finds the places that `value` inputs name. */
export async function scanValues({ tree, paths, updates, createMissing }: ValueScanOptions): Promise<ValueScan> {
  const texts = new Map<string, string>()
  const problems: Problem[] = []
  const found: { update: ValueUpdate; pins: PinInFile[] }[] = []
  for (const update of updates) {
    const files = filesOf(paths, update)
    if (files.length === 0) problems.push(noSuchFile(update))
    const contents = await tree.read(files)
    const results = files.map((file) => ({
      file,
      ...readPins({ file, bytes: contents.get(file), update, createMissing }),
    }))
    for (const { file, problem, text } of results) {
      if (problem) problems.push(problem)
      if (text !== undefined) texts.set(file, text)
    }
    found.push({ update, pins: results.flatMap(({ pins }) => pins) })
  }
  return { found, texts, problems }
}

/** The files that an update names; by a pattern only those that can hold configuration, by their name. */
function filesOf(paths: readonly string[], { glob }: ValueUpdate): string[] {
  return matchingPaths(paths, glob).filter((file) => file === withoutDot(glob) || isScannedFile(file))
}

function withoutDot(glob: string): string {
  return glob.replace(/^(?:\.\/)+/, '')
}

/** The paths that a glob names; a path that is spelled out names itself, whatever characters it has. */
export function matchingPaths(paths: readonly string[], glob: string): string[] {
  const cleaned = withoutDot(glob)
  if (paths.includes(cleaned)) return [cleaned]
  const isMatch = picomatch(cleaned, { dot: true })
  return paths.filter((path) => isMatch(path))
}

interface PinsInText {
  readonly text?: string
  readonly pins: readonly PinInFile[]
  readonly problem?: Problem
}

interface ReadOptions {
  readonly file: string
  readonly bytes: Uint8Array | undefined
  readonly update: ValueUpdate
  readonly createMissing: boolean
}

function readPins({ file, bytes, update, createMissing }: ReadOptions): PinsInText {
  if (!bytes) return { pins: [], problem: { code: 'unreadable', file, message: 'is not a file that can be read' } }
  const decoded = decodeText(bytes)
  if (!decoded.ok) return { pins: [], problem: { ...decoded.problem, file } }
  const { text } = decoded
  const parsed = parseYaml(fileView(text))
  if (!parsed.ok) {
    // A pattern takes templates along without being about them.
    const isMeant = withoutDot(update.glob) === file || !isTemplate(text)
    return { pins: [], ...(isMeant && { problem: { ...parsed.problem, file } }) }
  }
  const perDocument = parsed.documents
    .map((document) => findValuePins(document, update))
    .filter((pins) => pins.length > 0)
  if (perDocument.length > 1) {
    return {
      pins: [],
      problem: severalDocuments(
        file,
        update,
        perDocument.map((pins) => pins[0]?.line ?? 0),
      ),
    }
  }
  const missing = perDocument.length === 0 && createMissing ? findMissingValue(parsed.documents, update) : undefined
  if (missing?.kind === 'several-documents') return { pins: [], problem: severalDocuments(file, update, []) }
  const pins = missing?.kind === 'found' ? [missing.pin] : perDocument.flat()
  return { text, pins: pins.map((pin) => ({ ...pin, file })) }
}

function noSuchFile(update: ValueUpdate): Problem {
  const message = `no file matches ${JSON.stringify(update.glob)}`
  return {
    code: 'no-such-file',
    message,
    hint: 'Paths are relative to the root of the config repo; "**" matches any folders.',
  }
}

function severalDocuments(file: string, update: ValueUpdate, lines: readonly number[]): Problem {
  return {
    code: 'ambiguous-value',
    file,
    line: lines[0] ?? 1,
    message:
      lines.length > 0
        ? `${update.path} stands in several documents of the file (lines ${lines.join(', ')})`
        : `the file has several documents, and ${update.path} stands in none of them`,
    hint: `Pick one by kind and name: "${update.glob}:Deployment/web#${update.path}=${update.text}".`,
  }
}
