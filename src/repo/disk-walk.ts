import { type Dirent, lstatSync, readdirSync } from 'node:fs'
import type { SkipList } from './skipped-file.ts'
import type { FileMode, TreeEntry } from './tree.ts'

export interface WalkOptions {
  /** Absolute. */
  readonly root: string
  readonly skipped: SkipList
}

export interface Walk {
  /** Sorted by path. */
  readonly entries: readonly TreeEntry[]
  /** Every folder entered, without the root: real folders, not links to some. */
  readonly folders: ReadonlySet<string>
}

/** Lists a folder without following links; leaves out `.git` and `node_modules`, and what is inside submodules. */
export function walkDisk(options: WalkOptions): Walk {
  const walker = new Walker(options)
  walker.walk('')
  return { entries: walker.entries.sort(byPath), folders: walker.folders }
}

class Walker {
  readonly entries: TreeEntry[] = []
  readonly folders = new Set<string>()
  readonly #root: string
  readonly #skipped: SkipList

  constructor(options: WalkOptions) {
    this.#root = options.root
    this.#skipped = options.skipped
  }

  /** `folder` is empty for the root. */
  walk(folder: string): void {
    const dirents = this.#readFolder(folder)
    const isRoot = folder === ''
    if (!isRoot && dirents.some((dirent) => dirent.name === '.git')) {
      this.entries.push({ path: folder, mode: '160000' })
      return
    }
    if (!isRoot) this.folders.add(folder)
    for (const dirent of dirents) this.#visit(isRoot ? dirent.name : `${folder}/${dirent.name}`, dirent)
  }

  #visit(path: string, dirent: Dirent): void {
    const name = dirent.name
    if (name === '.git') return
    if (dirent.isDirectory()) {
      if (name !== 'node_modules') this.walk(path)
    } else if (dirent.isSymbolicLink()) this.entries.push({ path, mode: '120000' })
    else if (dirent.isFile()) this.entries.push(diskFile(path, this.#root))
  }

  #readFolder(folder: string): readonly Dirent[] {
    const place = folder === '' ? this.#root : `${this.#root}/${folder}`
    try {
      const dirents = readdirSync(place, { withFileTypes: true })
      return dirents.some(isOdd) ? this.#sortOut(folder, dirents) : dirents
    } catch (error) {
      if (folder === '') throw error
      this.#skipped.addUnreadable(folder, errorCode(error))
      return []
    }
  }

  /** U+FFFD stands for bytes that are no UTF-8, unless the name really holds that character. */
  #sortOut(folder: string, dirents: readonly Dirent[]): readonly Dirent[] {
    const place = folder === '' ? this.#root : `${this.#root}/${folder}`
    return dirents.filter((dirent) => {
      if (!dirent.name.includes('\uFFFD')) return true
      const isReal = lstatSync(`${place}/${dirent.name}`, { throwIfNoEntry: false }) !== undefined
      if (!isReal) this.#skipped.addName(folder === '' ? dirent.name : `${folder}/${dirent.name}`)
      return isReal
    })
  }
}

/** Its mode is looked up when asked for: most files are listed and never touched. */
function diskFile(path: string, root: string): TreeEntry {
  let known: FileMode | undefined
  return {
    path,
    // Its own property, so that a copy by spreading has it too.
    get mode(): FileMode {
      known ??= isExecutable(`${root}/${path}`) ? '100755' : '100644'
      return known
    },
  }
}

function isExecutable(place: string): boolean {
  return ((lstatSync(place, { throwIfNoEntry: false })?.mode ?? 0) & 0o100) !== 0
}

function isOdd(dirent: Dirent): boolean {
  return dirent.name.includes('\uFFFD')
}

function byPath(a: TreeEntry, b: TreeEntry): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}

/** `EACCES` and the like. */
export function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
