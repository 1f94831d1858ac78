import picomatch from 'picomatch'
import { decodeText } from '../edit/text.ts'
import { fileView } from '../edit/view.ts'
import { parseYaml } from '../edit/yaml-file.ts'
import type { Problem } from '../errors.ts'
import type { Tree } from '../repo/tree.ts'
import type { PinInFile } from './scan.ts'
import type { ValueUpdate } from './value-input.ts'
import { findValuePins } from './value-pins.ts'

export interface ValueScan {
  /** In the order of the updates: the pins of each. */
  readonly found: readonly { readonly update: ValueUpdate; readonly pins: readonly PinInFile[] }[]
  readonly texts: ReadonlyMap<string, string>
  readonly problems: readonly Problem[]
}

/** Finds the places that `value` inputs name. */
export async function scanValues(tree: Tree, paths: readonly string[], updates: readonly ValueUpdate[]): Promise<ValueScan> {
  const texts = new Map<string, string>()
  const problems: Problem[] = []
  const found: { update: ValueUpdate; pins: PinInFile[] }[] = []
  for (const update of updates) {
    const files = matchingPaths(paths, update.glob)
    if (files.length === 0) problems.push(noSuchFile(update))
    const contents = await tree.read(files)
    const pins = files.flatMap((file) => {
      const result = readPins(file, contents.get(file), update)
      if ('problem' in result) problems.push(result.problem)
      else texts.set(file, result.text)
      return 'problem' in result ? [] : result.pins
    })
    found.push({ update, pins })
  }
  return { found, texts, problems }
}

/** The paths that a glob names; a path that is spelled out names itself, whatever characters it has. */
export function matchingPaths(paths: readonly string[], glob: string): string[] {
  const cleaned = glob.replace(/^(?:\.\/)+/, '')
  if (paths.includes(cleaned)) return [cleaned]
  const isMatch = picomatch(cleaned, { dot: true })
  return paths.filter((path) => isMatch(path))
}

type PinsInText = { readonly text: string; readonly pins: PinInFile[] } | { readonly problem: Problem }

function readPins(file: string, bytes: Uint8Array | undefined, update: ValueUpdate): PinsInText {
  if (!bytes) return { problem: { code: 'unreadable', file, message: 'is not a file that can be read' } }
  const decoded = decodeText(bytes)
  if (!decoded.ok) return { problem: { ...decoded.problem, file } }
  const parsed = parseYaml(fileView(decoded.text))
  if (!parsed.ok) return { problem: { ...parsed.problem, file } }
  const perDocument = parsed.documents.map((document) => findValuePins(document, update)).filter((pins) => pins.length > 0)
  if (perDocument.length > 1) return { problem: severalDocuments(file, update, perDocument.map((pins) => pins[0]?.line ?? 0)) }
  return { text: decoded.text, pins: perDocument.flat().map((pin) => ({ ...pin, file })) }
}

function noSuchFile(update: ValueUpdate): Problem {
  const message = `no file matches ${JSON.stringify(update.glob)}`
  return { code: 'no-such-file', message, hint: 'Paths are relative to the root of the config repo; "**" matches any folders.' }
}

function severalDocuments(file: string, update: ValueUpdate, lines: readonly number[]): Problem {
  return {
    code: 'ambiguous-value',
    file,
    line: lines[0] ?? 1,
    message: `${update.path} stands in several documents of the file (lines ${lines.join(', ')})`,
    hint: `Pick one by kind and name: "${update.glob}:Deployment/web#${update.path}=${update.text}".`,
  }
}
