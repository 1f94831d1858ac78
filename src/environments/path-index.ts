import { splitConfigPath } from './config-path.ts'
import { isStageName, isStrongParent } from './vocabulary.ts'

/** A values file, by its name. */
export interface ValuesFile {
  readonly path: string
  /** `default` the chart's own `values.yaml`, `base` one for all (`values-common.yaml`, `base.yaml`), `specific` any other. */
  readonly layer: 'default' | 'base' | 'specific'
  /** What it is for: `prod-eu` of `values-prod-eu.yaml`; empty for `values.yaml`. */
  readonly name: string
}

/** The values files of one folder. */
export interface FolderValues {
  /** Those for all environments: base files, then `values.yaml`. */
  readonly shared: readonly ValuesFile[]
  /** All others, by what they are for. */
  readonly specific: ReadonlyMap<string, readonly ValuesFile[]>
}

/** What the layering needs to know of a tree's paths: made once by `indexPaths`. */
export interface PathIndex {
  /** The values files of each folder (`''` is the root). */
  readonly folders: ReadonlyMap<string, FolderValues>
  /** The folders `base`, `common`… somewhere in which a values file lies, by the folder that they are in. */
  readonly bases: ReadonlyMap<string, readonly string[]>
  /** The folders with a `Chart.yaml`. */
  readonly charts: ReadonlySet<string>
}

const baseNames: ReadonlySet<string> = new Set(
  'base common default defaults shared global globals all'.split(' ').flatMap((name) => [name, `_${name}`]),
)

/** Reads the paths once, whatever their number. */
export function indexPaths(paths: readonly string[]): PathIndex {
  const files = new Map<string, ValuesFile[]>()
  const charts = new Set<string>()
  for (const path of paths) {
    const folder = folderOf(path)
    if (/(?:^|\/)Chart\.ya?ml$/.test(path)) charts.add(folder)
    const file = valuesFileOf(path)
    if (file !== undefined) addTo(files, folder, file)
  }
  const folders = new Map([...files].map(([folder, values]) => [folder, orderFolder(values)]))
  return { folders, bases: findBases(folders.keys()), charts }
}

function findBases(folders: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const bases = new Map<string, string[]>()
  for (const folder of folders) {
    for (let place = folder; place !== ''; place = folderOf(place)) {
      const parent = folderOf(place)
      const isNew = isBaseName(nameOf(place)) && !bases.get(parent)?.includes(place)
      if (isNew) addTo(bases, parent, place)
    }
  }
  return bases
}

function orderFolder(files: readonly ValuesFile[]): FolderValues {
  const specific = new Map<string, ValuesFile[]>()
  for (const file of files) {
    if (file.layer === 'specific') addTo(specific, file.name, file)
  }
  const ofLayer = (layer: ValuesFile['layer']) => files.filter((file) => file.layer === layer)
  return { shared: [...ofLayer('base'), ...ofLayer('default')], specific }
}

/** Adds to the list of a key. */
export function addTo<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const known = lists.get(key)
  if (known === undefined) lists.set(key, [item])
  else known.push(item)
}

/** The folder of a path; `''` at the root, and above it. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Whether a folder or file is there for all environments by its name. */
export function isBaseName(name: string): boolean {
  return baseNames.has(name.toLowerCase())
}

/**
 * A YAML file is a values file when its name has `values` in it, is an environment's or a base's, or when it lies directly in
 * `environments` and the like, or in a folder `values`.
 */
export function valuesFileOf(path: string): ValuesFile | undefined {
  if (!/\.ya?ml(?:\.gotmpl)?$/i.test(path)) return undefined
  const { folders, stem = '', values } = splitConfigPath(path)
  if (stem.toLowerCase() === 'values') return { path, layer: 'default', name: '' }
  const name = values?.name ?? stem
  if (isBaseName(name)) return { path, layer: 'base', name }
  const parent = folders.at(-1) ?? ''
  const isValues = values !== undefined || isStageName(name) || parent === 'values' || isStrongParent(parent)
  return isValues && !isOther(stem) ? { path, layer: 'specific', name } : undefined
}

/** Files that lie beside values files and are none. */
function isOther(stem: string): boolean {
  return /^(?:kustomization|chart|helmfile|requirements)$/i.test(stem)
}
