import { decodeText } from '../edit/text.ts'
import { fileView } from '../edit/view.ts'
import { parseYaml, type YamlDocument } from '../edit/yaml-file.ts'
import { lowerLayers, type PathIndex } from '../environments/layers.ts'
import type { Problem } from '../errors.ts'
import type { Tree } from '../repo/tree.ts'
import type { FileFormat } from './format.ts'
import { helmValues } from './helm-values.ts'
import type { DeclaredName, LoneVersion } from './image-records.ts'
import { kubernetes } from './kubernetes.ts'
import { kustomize } from './kustomize.ts'
import { findLayeredPins, type ValuesFile } from './layered-pins.ts'
import type { FoundPin } from './pin.ts'

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
  const paths = options.paths.filter(isScannedFile)
  const reader = new FileReader(tree)
  const within = new Set(paths)
  const below = paths.flatMap((path) => lowerLayers(path, index)).filter((path) => !within.has(path))
  const hits = await findFilesNaming(tree, [...paths, ...new Set(below)], names)
  await reader.readAll(hits)
  const isWanted = (pin: FoundPin) => pin.names.some((name) => names.includes(name))
  const direct = hits
    .filter((file) => within.has(file))
    .flatMap((file) => reader.file(file)?.pins ?? [])
    .filter(isWanted)
  const layered = await findLayeredPins({ reader, hits, names, index, paths: within })
  const pins = [...direct, ...layered].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
  return { pins, texts: reader.textsOf(pins), problems: reader.problems, skipped: reader.skipped }
}

/**
 * The files that can hold one of the names: they spell its path out, or the first part of it behind a `registry` key and the last
 * part elsewhere (`registry: ghcr.io/acme`, `repository: web`).
 */
async function findFilesNaming(
  tree: Tree,
  paths: readonly string[],
  names: readonly string[],
): Promise<readonly string[]> {
  const whole = names.map((name) => pathOf(name).join('/'))
  const split = names.filter((name) => pathOf(name).length > 1)
  const owners = split.map((name) => name.split('/').slice(0, 2).join('/'))
  const candidates = await tree.search(paths, [...whole, ...owners])
  const spelt = new Set(await tree.search(candidates, whole))
  const others = await tree.search(
    candidates.filter((path) => !spelt.has(path)),
    ['registry', 'Registry'],
  )
  const composed = new Set(
    await tree.search(
      others,
      split.map((name) => pathOf(name).at(-1) ?? name),
    ),
  )
  return candidates.filter((path) => spelt.has(path) || composed.has(path))
}

/** The parts of an image's name behind the registry, `library` left out: what files spell out. */
function pathOf(canonical: string): string[] {
  return canonical
    .slice(canonical.indexOf('/') + 1)
    .replace(/^library\//, '')
    .split('/')
}

/** Whether a file can hold a pin, by its name. */
export function isScannedFile(path: string): boolean {
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
    if (/\{\{|\{%/.test(text))
      this.skipped.push({ ...parsed.problem, code: 'template', file: path, message: 'is a template and was not read' })
    else this.problems.push({ ...parsed.problem, file: path })
    return undefined
  }
}

/** Whether a text that is no YAML is meant to become some: a Helm, Go or Jinja template. */
export function isTemplate(text: string): boolean {
  return /\{\{|\{%/.test(text)
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
