/** Fields of a kustomization that hold a list of local paths (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/). */
const pathLists = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'validators',
  'patchesStrategicMerge',
] as const
/** Fields that hold a list of objects, and the keys of these that hold a path or a list of paths. */
const objectLists: Readonly<Record<string, readonly string[]>> = {
  patches: ['path'],
  patchesJson6902: ['path'],
  replacements: ['path'],
  configMapGenerator: ['files', 'envs', 'env'],
  secretGenerator: ['files', 'envs', 'env'],
  helmCharts: ['valuesFile', 'additionalValuesFiles'],
}

/** Every local path that a kustomization's parsed data names, as written. Data of another shape names none. */
export function kustomizationReferences(data: unknown): readonly string[] {
  if (!isRecord(data)) return []
  const { openapi } = data
  const schema = isRecord(openapi) ? strings(openapi.path) : []
  const plain = pathLists.flatMap((field) => strings(data[field]))
  const nested = Object.entries(objectLists).flatMap(([field, keys]) =>
    list(data[field]).flatMap((item) => (isRecord(item) ? keys.flatMap((key) => strings(item[key])) : [])),
  )
  return [...plain, ...nested.map(withoutKey), ...schema].filter(isPathLike)
}

/** `name.conf=files/web.conf`, as generators write it. */
function withoutKey(path: string): string {
  return path.slice(path.indexOf('=') + 1)
}

/** An inline patch or generator is a text of several lines; a URL or `git@host:…` is not in this repo. */
function isPathLike(path: string): boolean {
  return path !== '' && !/[\n\r]|^[a-z][a-z0-9+.-]*:|^git@|^\//i.test(path)
}

function strings(value: unknown): readonly string[] {
  return list(typeof value === 'string' ? [value] : value).filter((item) => typeof item === 'string')
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
