import { decodeText } from '../edit/text.ts'
import { fileView } from '../edit/view.ts'
import { parseYaml } from '../edit/yaml-file.ts'
import { placeOf } from '../environments/conventions.ts'
import { isKustomizationFile, type KustomizeGraph, kustomizeGraph } from '../environments/kustomize-graph.ts'
import { higherLayers, lowerLayers, type PathIndex } from '../environments/layers.ts'
import type { Tree } from '../repo/tree.ts'
import type { Pin } from './pin.ts'
import type { PinInFile } from './scan.ts'

export interface PlacePinsOptions {
  readonly tree: Tree
  readonly paths: readonly string[]
  readonly index: PathIndex
  /** The names given as `environment`: they count as environments where convention finds none. */
  readonly requested: readonly string[]
}

/** A file of an environment that builds on a shared place: a kustomization, or a values file on top of another. */
export interface Reader {
  readonly file: string
  readonly environment: string
  readonly via: 'kustomize' | 'values'
}

export interface PlacedPins {
  readonly pins: readonly Pin[]
  readonly reach: Reach
}

/**
 * Gives each pin its environment and application by the path of its file; and a pin of no environment (a base, a component, a
 * chart's defaults) the environments that read it.
 */
export async function placePins(pins: readonly PinInFile[], options: PlacePinsOptions): Promise<PlacedPins> {
  const placed = pins.map((pin) => ({ ...pin, ...placeOf(pin.file, { requested: options.requested }) }))
  const isShared = placed.some(({ environment }) => environment === undefined)
  const reach = new Reach(options, isShared ? await readKustomizations(options) : new Map())
  return {
    reach,
    pins: placed.map((pin) => {
      const environments =
        pin.environment === undefined ? reach.readersOf(pin.file).map(({ environment }) => environment) : []
      return { ...pin, reaches: [...new Set(environments)].sort() }
    }),
  }
}

/** Which files of which environments build on a file. */
export class Reach {
  /** The data of every kustomization, by its path. */
  readonly kustomizations: ReadonlyMap<string, unknown>
  readonly #paths: readonly string[]
  readonly #index: PathIndex
  readonly #requested: readonly string[]
  /** The kustomization in each folder. */
  readonly #files: ReadonlyMap<string, string>
  #madeGraph: KustomizeGraph | undefined

  constructor(
    { paths, index, requested }: Omit<PlacePinsOptions, 'tree'>,
    kustomizations: ReadonlyMap<string, unknown>,
  ) {
    this.kustomizations = kustomizations
    this.#paths = paths
    this.#index = index
    this.#requested = requested
    this.#files = new Map([...kustomizations.keys()].map((file) => [folderOf(file), file]))
  }

  // Made when it is first asked for: most runs touch no shared place, and it goes over every path of the repo.
  get #graph(): KustomizeGraph {
    this.#madeGraph ??= kustomizeGraph({ kustomizations: this.kustomizations, paths: this.#paths })
    return this.#madeGraph
  }

  readersOf(file: string): Reader[] {
    const kustomizations = this.kustomizationsOver(file).map((reader) => ({ file: reader, via: 'kustomize' as const }))
    const layers = higherLayers(file, this.#index).map((layer) => ({ file: layer, via: 'values' as const }))
    return [...kustomizations, ...layers].flatMap((reader) => {
      const { environment } = placeOf(reader.file, { requested: this.#requested })
      return environment === undefined ? [] : [{ ...reader, environment }]
    })
  }

  /** The kustomizations that use a file, directly or through others, the nearest first. */
  kustomizationsOver(file: string): string[] {
    const files = this.#graph.reach(file).flatMap((folder) => this.#files.get(folder) ?? [])
    const distance = new Map(files.map((each) => [each, this.#graph.reach(each).length]))
    return files.sort((a, b) => (distance.get(b) ?? 0) - (distance.get(a) ?? 0))
  }

  /** Whether what stands in `by` wins over what a reader takes from the base. */
  covers({ by, reader, base }: { by: string; reader: Reader; base: string }): boolean {
    if (reader.via === 'values')
      return by === reader.file || this.isOver(by, reader) || this.isOver(reader.file, { ...reader, file: by })
    const [folder, own] = [folderOf(by), folderOf(reader.file)]
    if (!this.#graph.reach(base).includes(folder)) return false
    return folder === own || this.#graph.reach(by).includes(own) || this.#graph.reach(reader.file).includes(folder)
  }

  /** Whether a file builds on another reader. */
  isOver(file: string, { file: lower, via }: Reader): boolean {
    if (via === 'values') return lowerLayers(file, this.#index).includes(lower)
    return folderOf(file) !== folderOf(lower) && this.#graph.reach(lower).includes(folderOf(file))
  }

  /** Those readers that build on no other one of the same environment. */
  nearest(readers: readonly Reader[]): Reader[] {
    return readers.filter(
      (reader) =>
        !readers.some(
          (other) =>
            other.environment === reader.environment && other.via === reader.via && this.isOver(reader.file, other),
        ),
    )
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** The graph of all kustomizations of a tree. Ones that can't be read use nothing. */
export async function readKustomizeGraph(options: Pick<PlacePinsOptions, 'tree' | 'paths'>): Promise<KustomizeGraph> {
  return kustomizeGraph({ kustomizations: await readKustomizations(options), paths: options.paths })
}

/** The data of every kustomization of a tree. Ones that can't be read use nothing. */
async function readKustomizations({
  tree,
  paths,
}: Pick<PlacePinsOptions, 'tree' | 'paths'>): Promise<Map<string, unknown>> {
  const kustomizations = new Map<string, unknown>()
  for (const [path, bytes] of await tree.read(paths.filter(isKustomizationFile))) {
    const decoded = decodeText(bytes)
    const parsed = decoded.ok ? parseYaml(fileView(decoded.text)) : undefined
    if (parsed?.ok) kustomizations.set(path, toData(parsed.documents[0]?.document))
  }
  return kustomizations
}

// Fails on a file that expands without end, and on one that is nested deeper than the stack.
function toData(document: { toJS(options: { maxAliasCount: number }): unknown } | undefined): unknown {
  try {
    return document?.toJS({ maxAliasCount: 100 })
  } catch {
    return undefined
  }
}
