import { higherLayers, lowerLayers, type PathIndex } from '../environments/layers.ts'
import type { DeclaredName, LoneVersion } from './image-records.ts'
import type { FileReader, PinInFile } from './scan.ts'

/** What a values file says of images, as far as layering needs it. */
export interface ValuesFile {
  readonly names: readonly DeclaredName[]
  readonly lone: readonly LoneVersion[]
}

export interface LayeredOptions {
  readonly reader: FileReader
  /** Files that spell out one of the names. */
  readonly hits: readonly string[]
  readonly names: readonly string[]
  readonly index: PathIndex
  readonly paths: ReadonlySet<string>
}

/**
 * Finds tags and digests that stand alone in a values file (`values-dev.yaml` with nothing but `image.tag`) and take their name
 * from the same path in the nearest layer below that has one, as Helm merges values files: later files win, key by key. Below a
 * chart's own values are those of its subcharts, each under its name.
 */
export async function findLayeredPins(options: LayeredOptions): Promise<PinInFile[]> {
  const { reader, hits, names, index, paths } = options
  const declaring = hits.filter((path) => reader.values(path)?.names.some(({ canonical }) => names.includes(canonical)))
  const above = declaring.flatMap((path) => [...higherLayers(path, index), ...layersOfParent(path, index)])
  const higher = [...new Set(above)].filter((path) => paths.has(path))
  await reader.readAll(higher)
  const withLone = higher.filter((path) => (reader.values(path)?.lone.length ?? 0) > 0)
  await reader.readAll(withLone.flatMap((path) => layersBelow(path, index).map((layer) => layer.path)))
  return withLone.flatMap((file) => {
    const layers = layersBelow(file, index)
    return (reader.values(file)?.lone ?? []).flatMap((lone) => {
      const name = nearestName(lone.path, layers, reader)
      if (!name || !names.includes(name.canonical)) return []
      return { ...lone.pin, file, name: name.canonical, names: [name.canonical], writtenName: name.written }
    })
  })
}

/** A values file below another; what it says at a path is read at the same path behind the prefix. */
interface Layer {
  readonly path: string
  readonly prefix: string
}

function nearestName(path: string, layers: readonly Layer[], reader: FileReader): DeclaredName | undefined {
  for (const layer of layers) {
    const name = reader.values(layer.path)?.names.find((each) => layer.prefix + each.path === path)
    if (name) return name
  }
  return undefined
}

function layersBelow(path: string, index: PathIndex): Layer[] {
  const own = lowerLayers(path, index).map((layer) => ({ path: layer, prefix: '' }))
  const chart = [...ancestorsOf(path)].find((folder) => index.charts.has(folder))
  return chart === undefined ? own : [...own, ...subchartsOf(chart, index)]
}

function subchartsOf(chart: string, index: PathIndex): Layer[] {
  const folder = chart === '' ? 'charts/' : `${chart}/charts/`
  return [...index.charts].flatMap((subchart) => {
    const name = subchart.startsWith(folder) ? subchart.slice(folder.length) : ''
    if (name === '' || name.includes('/')) return []
    return (index.folders.get(subchart)?.shared ?? []).map(({ path }) => ({ path, prefix: `${name}.` }))
  })
}

/** The values files of the chart that has the chart of a values file as a subchart. */
function layersOfParent(path: string, index: PathIndex): string[] {
  const parent = /^(?:(.*)\/)?charts\/[^/]+\/[^/]+$/.exec(path)
  const chart = parent?.[1] ?? ''
  if (!parent || !index.charts.has(chart)) return []
  const own = (index.folders.get(chart)?.shared ?? []).map((file) => file.path)
  return own.flatMap((file) => [file, ...higherLayers(file, index)])
}

function* ancestorsOf(path: string): Generator<string> {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) yield path.slice(0, at)
  yield ''
}
