import { higherLayers, lowerLayers, type PathIndex } from '../environments/layers.ts'
import type { DeclaredName, LoneVersion } from './image-shapes.ts'
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
 * from the same path in the nearest layer below that has one, as Helm merges values files: later files win, key by key.
 */
export async function findLayeredPins(options: LayeredOptions): Promise<PinInFile[]> {
  const { reader, hits, names, index, paths } = options
  const declaring = hits.filter((path) => reader.values(path)?.names.some(({ canonical }) => names.includes(canonical)))
  const higher = [...new Set(declaring.flatMap((path) => higherLayers(path, index)))].filter((path) => paths.has(path))
  await reader.readAll(higher)
  const withLone = higher.filter((path) => (reader.values(path)?.lone.length ?? 0) > 0)
  await reader.readAll(withLone.flatMap((path) => [...lowerLayers(path, index)]))
  return withLone.flatMap((file) => {
    const lower = lowerLayers(file, index).map((path) => reader.values(path))
    return (reader.values(file)?.lone ?? []).flatMap((lone) => {
      const name = nearestName(lone.path, lower)
      if (!name || !names.includes(name.canonical)) return []
      return { ...lone.pin, file, name: name.canonical, names: [name.canonical], writtenName: name.written }
    })
  })
}

function nearestName(path: string, lower: readonly (ValuesFile | undefined)[]): DeclaredName | undefined {
  for (const layer of lower) {
    const name = layer?.names.find((each) => each.path === path)
    if (name) return name
  }
  return undefined
}
