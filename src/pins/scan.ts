import { decodeText } from '../edit/text.ts'
import { fileView } from '../edit/view.ts'
import { parseYaml, type YamlDocument } from '../edit/yaml-file.ts'
import type { Problem } from '../errors.ts'
import type { Tree } from '../repo/tree.ts'
import type { FileFormat } from './format.ts'
import { helmValues } from './helm-values.ts'
import type { DeclaredName, LoneVersion } from './image-shapes.ts'
import { kubernetes } from './kubernetes.ts'
import { kustomize } from './kustomize.ts'
import { findLayeredPins, type ValuesFile } from './layered-pins.ts'
import type { FoundPin } from './pin.ts'
import type { PathIndex } from '../environments/layers.ts'

/** The first that matches a document reads it. A new format is one module and one entry here. */
const formats: readonly FileFormat[] = [kustomize, kubernetes, helmValues]

/** A pin and the file it stands in. */
export type PinInFile = FoundPin & { readonly file: string }

export interface Scan {
  readonly pins: readonly PinInFile[]
  /** The text of every file that holds one of the pins. */
  readonly texts: ReadonlyMap<string, string>
  /** Files that may hold a pin and can't be read: broken YAML, not UTF-8. */
  readonly problems: readonly Problem[]
  /** The same for files that are not meant to be read: templates. */
  readonly skipped: readonly Problem[]
}

export interface ScanOptions {
  readonly tree: Tree
  /** The files to look into. */
  readonly paths: readonly string[]
  readonly index: PathIndex
  /** Canonical names of the images to look for. */
  readonly names: readonly string[]
}

/** Finds every place where one of the named images has its version. Files that don't hold a name are never parsed. */
export async function scanImages(options: ScanOptions): Promise<Scan> {
  const { tree, names, index } = options
  if (names.length === 0) return { pins: [], texts: new Map(), problems: [], skipped: [] }
  const paths = options.paths.filter(isConfigFile)
  const reader = new FileReader(tree)
  const hits = await tree.search(paths, names.map(needleOf))
  await reader.readAll(hits)
  const isWanted = (pin: FoundPin) => pin.names.some((name) => names.includes(name))
  const direct = hits.flatMap((file) => reader.file(file)?.pins ?? []).filter(isWanted)
  const layered = await findLayeredPins({ reader, hits, names, index, paths: new Set(paths) })
  const pins = [...direct, ...layered].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
  return { pins, texts: reader.textsOf(pins), problems: reader.problems, skipped: reader.skipped }
}

/** The part of an image's name that every file spells out: its path, without registry and `library/`. */
function needleOf(canonical: string): string {
  return canonical.slice(canonical.indexOf('/') + 1).replace(/^library\//, '')
}

/** Whether a file can hold a pin, by its name. */
export function isConfigFile(path: string): boolean {
  return /\.(?:ya?ml|json)$|(?:^|\/)Kustomization$/.test(path)
}

interface ReadFile {
  readonly text: string
  readonly pins: readonly PinInFile[]
  readonly names: readonly DeclaredName[]
  readonly lone: readonly LoneVersion[]
}

/** Reads and parses files once each, and gathers what is wrong with them. */
export class FileReader {
  readonly problems: Problem[] = []
  readonly skipped: Problem[] = []
  readonly #tree: Tree
  readonly #files = new Map<string, ReadFile | undefined>()

  constructor(tree: Tree) {
    this.#tree = tree
  }

  async readAll(paths: readonly string[]): Promise<void> {
    const missing = paths.filter((path) => !this.#files.has(path))
    if (missing.length === 0) return
    const contents = await this.#tree.read(missing)
    for (const path of missing) {
      const bytes = contents.get(path)
      this.#files.set(path, bytes && this.#parse(path, bytes))
    }
  }

  file(path: string): ReadFile | undefined {
    return this.#files.get(path)
  }

  values(path: string): ValuesFile | undefined {
    return this.#files.get(path)
  }

  textsOf(pins: readonly PinInFile[]): Map<string, string> {
    return new Map(pins.map(({ file }) => [file, this.#files.get(file)?.text ?? '']))
  }

  #parse(path: string, bytes: Uint8Array): ReadFile | undefined {
    const decoded = decodeText(bytes)
    if (!decoded.ok) {
      this.problems.push({ ...decoded.problem, file: path })
      return undefined
    }
    const { text } = decoded
    const parsed = parseYaml(fileView(text))
    if (parsed.ok) return { text, ...readDocuments(path, parsed.documents) }
    if (/\{\{|\{%/.test(text)) this.skipped.push({ ...parsed.problem, code: 'template', file: path, message: 'is a template and was not read' })
    else this.problems.push({ ...parsed.problem, file: path })
    return undefined
  }
}

/** What the documents of a file say of images; the first format that takes a document reads it. */
export function readDocuments(file: string, documents: readonly YamlDocument[]): Omit<ReadFile, 'text'> {
  const found = documents.map((document) => formats.find((format) => format.matches(file, document))?.find(document))
  return {
    pins: found.flatMap((each) => each?.pins ?? []).map((pin) => ({ ...pin, file })),
    names: found.flatMap((each) => each?.names ?? []),
    lone: found.flatMap((each) => each?.lone ?? []),
  }
}
