import { placeOf } from '../environments/conventions.ts'
import { type KustomizeGraph, kustomizeGraph } from '../environments/kustomize-graph.ts'
import { type PathIndex, reachOfValues } from '../environments/layers.ts'
import { decodeText } from '../edit/text.ts'
import { fileView } from '../edit/view.ts'
import { parseYaml } from '../edit/yaml-file.ts'
import type { Tree } from '../repo/tree.ts'
import { isKustomizationFile } from './kustomize.ts'
import type { Pin } from './pin.ts'
import type { PinInFile } from './scan.ts'

export interface PlacePinsOptions {
  readonly tree: Tree
  readonly paths: readonly string[]
  readonly index: PathIndex
  /** The names given as `environment`: they count as environments where convention finds none. */
  readonly requested: readonly string[]
}

/**
 * Gives each pin its environment and application by the path of its file; and a pin of no environment (a base, a component, a
 * chart's defaults) the environments that read it.
 */
export async function placePins(pins: readonly PinInFile[], options: PlacePinsOptions): Promise<Pin[]> {
  const placed = pins.map((pin) => ({ ...pin, ...placeOf(pin.file, { requested: options.requested }) }))
  const shared = placed.some(({ environment }) => environment === undefined)
  const graph = shared ? await readKustomizeGraph(options) : undefined
  return placed.map((pin) => ({
    ...pin,
    reaches: graph && pin.environment === undefined ? reachOf(pin.file, graph, options) : [],
  }))
}

function reachOf(file: string, graph: KustomizeGraph, { index, requested }: PlacePinsOptions): string[] {
  const folders = graph.reach(file).map((folder) => placeOf(folder ? `${folder}/kustomization.yaml` : 'kustomization.yaml', { requested }))
  const values = reachOfValues(file, index, { requested })
  return [...new Set([...folders.flatMap(({ environment }) => environment ?? []), ...values])].sort()
}

/** The graph of all kustomizations of a tree. Ones that can't be read use nothing. */
export async function readKustomizeGraph(options: Pick<PlacePinsOptions, 'tree' | 'paths'>): Promise<KustomizeGraph> {
  const files = options.paths.filter(isKustomizationFile)
  const contents = await options.tree.read(files)
  const kustomizations = new Map<string, unknown>()
  for (const [path, bytes] of contents) {
    const decoded = decodeText(bytes)
    const parsed = decoded.ok ? parseYaml(fileView(decoded.text)) : undefined
    if (parsed?.ok) kustomizations.set(path, toData(parsed.documents[0]?.document))
  }
  return kustomizeGraph({ kustomizations, paths: options.paths })
}

function toData(document: { toJS(options: { maxAliasCount: number }): unknown } | undefined): unknown {
  try {
    return document?.toJS({ maxAliasCount: 100 })
  } catch {
    return undefined
  }
}
