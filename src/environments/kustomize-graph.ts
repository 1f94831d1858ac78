import { kustomizationReferences } from './kustomize-references.ts'

export interface KustomizeGraphInput {
  /** Parsed data of each kustomization file, by the file's path. Several documents, or another shape, are passed over. */
  readonly kustomizations: ReadonlyMap<string, unknown>
  /** Every path of the tree. */
  readonly paths: readonly string[]
}

export interface KustomizeGraph {
  /**
   * The kustomization folders (`''` is the root) that use a file or a kustomization folder, directly or through others, sorted.
   * A kustomization file is used by its own folder and by whatever uses that; a folder never uses itself.
   */
  reach(path: string): readonly string[]
}

/** The names that kustomize reads, in a folder: https://github.com/kubernetes-sigs/kustomize/blob/master/api/konfig/general.go. */
const kustomizationName = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/

/** Whether kustomize reads a file of this name as a kustomization. */
export function isKustomizationFile(path: string): boolean {
  return kustomizationName.test(path)
}

/** Which kustomizations build on which files and folders. Remote resources and paths out of the repo are passed over. */
export function kustomizeGraph(input: KustomizeGraphInput): KustomizeGraph {
  const paths = new Set(input.paths)
  const folders = new Set([...input.paths.filter(isKustomizationFile), ...input.kustomizations.keys()].map(folderOf))
  const users = new Map<string, Set<string>>()
  const use = (used: string, by: string) => users.set(used, (users.get(used) ?? new Set()).add(by))
  for (const [file, data] of input.kustomizations) {
    const folder = folderOf(file)
    use(file, folder)
    for (const reference of kustomizationReferences(data)) {
      const target = resolvePath(folder, reference)
      if (target !== undefined && target !== folder && (folders.has(target) || paths.has(target))) use(target, folder)
    }
  }
  return { reach: (path) => usersOf(users, path.replace(/\/+$/, '')) }
}

function usersOf(users: ReadonlyMap<string, ReadonlySet<string>>, path: string): readonly string[] {
  const reached = new Set(users.get(path))
  // A set hands out what is added while it is walked, and nothing twice: a cycle ends by itself.
  for (const folder of reached) {
    for (const user of users.get(folder) ?? []) reached.add(user)
  }
  reached.delete(path)
  return [...reached].sort()
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** A path relative to a folder, from the root; `undefined` when it leaves the repo. */
function resolvePath(folder: string, path: string): string | undefined {
  const segments = folder === '' ? [] : folder.split('/')
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.pop() === undefined) return undefined
  }
  return segments.join('/')
}
