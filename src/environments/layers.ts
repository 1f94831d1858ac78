import {
  addTo,
  folderOf,
  indexPaths,
  isBaseName,
  nameOf,
  type PathIndex,
  type ValuesFile,
  valuesFileOf,
} from './path-index.ts'
import { isCollection } from './vocabulary.ts'

export { indexPaths, type PathIndex }

/** Folders that hold several applications: what lies in them belongs to none of these. */
const roots: ReadonlySet<string> = new Set(['projects', 'tenants', 'teams', 'clusters', 'helm-charts'])

/**
 * The Helm values files below a values file, by path alone, nearest first: those of its own folder (`values-prod.yaml` below
 * `values-prod-eu.yaml`, then `values-common.yaml`, then `values.yaml`); then, folder by folder upwards, the folder's `values.yaml`
 * and base files, and those of a `base/` in it. It ends with the folder that has the `Chart.yaml`, and below `apps/`, `charts/`
 * and the like. A file that is no values file by its name has none.
 */
export function lowerLayers(path: string, index: PathIndex): readonly string[] {
  const file = valuesFileOf(path)
  if (file === undefined) return []
  const layers = [...besideOf(file, index), ...aboveOf(file, index)]
  return [...new Set(layers.map((layer) => layer.path))].filter((layer) => layer !== path)
}

/** The values files on top of a values file: exactly those that have it among their lower layers. Sorted. */
export function higherLayers(path: string, index: PathIndex): readonly string[] {
  return higherOf(index).get(path) ?? []
}

/** The index is read for many files, and turning it round once is cheaper than a search for each. */
const turnedRound = new WeakMap<PathIndex, ReadonlyMap<string, readonly string[]>>()

function higherOf(index: PathIndex): ReadonlyMap<string, readonly string[]> {
  const known = turnedRound.get(index)
  if (known !== undefined) return known
  const higher = new Map<string, string[]>()
  for (const { shared, specific } of index.folders.values()) {
    for (const { path } of [...shared, ...[...specific.values()].flat()]) {
      for (const lower of lowerLayers(path, index)) addTo(higher, lower, path)
    }
  }
  for (const layers of higher.values()) layers.sort()
  turnedRound.set(index, higher)
  return higher
}

function sharedIn(folder: string, index: PathIndex): readonly ValuesFile[] {
  return index.folders.get(folder)?.shared ?? []
}

function besideOf(file: ValuesFile, index: PathIndex): readonly ValuesFile[] {
  const shared = sharedIn(folderOf(file.path), index)
  if (file.layer === 'default') return []
  if (file.layer === 'base') return shared.filter((other) => other.layer === 'default')
  const specific = index.folders.get(folderOf(file.path))?.specific
  return [...widerNames(file.name).flatMap((name) => specific?.get(name) ?? []), ...shared]
}

/** `values-prod` is for all of prod, so also for `values-prod-eu`. */
function widerNames(name: string): readonly string[] {
  const ends = [...name.matchAll(/[-_.]/g)].map((separator) => separator.index)
  return ends.reverse().map((end) => name.slice(0, end))
}

function aboveOf(file: ValuesFile, index: PathIndex): readonly ValuesFile[] {
  const found: ValuesFile[] = []
  let below = folderOf(file.path)
  while (below !== '' && !index.charts.has(below)) {
    const folder = folderOf(below)
    if (isRoot(folder)) break
    found.push(...sharedIn(folder, index), ...inBaseFolders(file, { folder, below, index }))
    below = folder
  }
  return found
}

function isRoot(folder: string): boolean {
  return isCollection(nameOf(folder)) || roots.has(nameOf(folder))
}

interface Level {
  readonly folder: string
  /** The child of the folder in which the file lies. */
  readonly below: string
  readonly index: PathIndex
}

/** `environments/base/web/values.yaml` and `environments/base/values.yaml` for `environments/prod/web/values.yaml`. */
function inBaseFolders(file: ValuesFile, { folder, below, index }: Level): readonly ValuesFile[] {
  if (isBaseName(nameOf(below))) return []
  const rest = folderOf(file.path).slice(below.length)
  return (index.bases.get(folder) ?? []).flatMap((base) => {
    const places = rest === '' ? [base] : [base + rest, base]
    return places.flatMap((place) => sharedIn(place, index))
  })
}
