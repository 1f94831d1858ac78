import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

export interface RefChange {
  readonly name: string
  /** `undefined`: whatever it is; `null`: there is none yet. */
  readonly before?: string | null
  /** `null` deletes. */
  readonly after: string | null
}

export class RefConflict extends Error {
  readonly ref: string

  constructor(ref: string, message: string) {
    super(message)
    this.ref = ref
  }
}

/** Git's rules for a ref's name: https://git-scm.com/docs/git-check-ref-format */
export const isValidRefName = (name: string): boolean =>
  /^refs\/[^/]+\/./.test(name) &&
  !/\.\.|@\{|\/\/|[\p{Cc} ~^:?*[\\]|[/.]$/u.test(name) &&
  name.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'))

/** The refs of a bare repo as the files that Git itself uses, with Git's lock files: its own processes may run beside. */
export class RefStore {
  readonly #directory: string

  constructor(gitDirectory: string) {
    this.#directory = gitDirectory
  }

  read(name: string): string | undefined {
    return this.#readLoose(name) ?? (this.#unpack() ? this.#readLoose(name) : undefined)
  }

  #readLoose(name: string): string | undefined {
    try {
      return readFileSync(join(this.#directory, name), 'utf8').trim()
    } catch {
      return undefined
    }
  }

  list(prefix: string): Map<string, string> {
    this.#unpack()
    const folder = prefix.slice(0, prefix.lastIndexOf('/'))
    const names = this.#names(folder).filter((name) => name.startsWith(prefix))
    const found = names.toSorted().map((name) => [name, this.read(name)] as const)
    return new Map(found.filter((pair): pair is readonly [string, string] => pair[1] !== undefined))
  }

  /** All changes, or none: every ref is locked and compared before the first one moves. */
  update(changes: readonly RefChange[]): void {
    const locks: string[] = []
    try {
      for (const change of changes) locks.push(this.#lock(change))
      for (const change of changes) this.#check(change)
      for (const change of changes) this.#write(change)
    } finally {
      for (const lock of locks) rmSync(lock, { force: true })
    }
  }

  /** Somebody ran `git gc` or `git pack-refs` in the folder: back to one file for each ref. */
  #unpack(): boolean {
    const packed = join(this.#directory, 'packed-refs')
    if (!existsSync(packed)) return false
    for (const [, oid, name = ''] of readFileSync(packed, 'utf8').matchAll(/^([0-9a-f]{40}) (.+)$/gm)) {
      const path = join(this.#directory, name)
      mkdirSync(dirname(path), { recursive: true })
      if (!existsSync(path)) writeFileSync(path, `${oid}\n`)
    }
    rmSync(packed)
    return true
  }

  #names(folder: string): string[] {
    const path = join(this.#directory, folder)
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return []
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      const name = `${folder}/${entry.name}`
      if (entry.isDirectory()) return this.#names(name)
      return name.endsWith('.lock') ? [] : [name]
    })
  }

  #lock({ name, after }: RefChange): string {
    const lock = `${join(this.#directory, name)}.lock`
    try {
      mkdirSync(dirname(lock), { recursive: true })
      writeFileSync(lock, after === null ? '' : `${after}\n`, { flag: 'wx' })
      return lock
    } catch {
      throw new RefConflict(name, `Cannot lock ref '${name}'`)
    }
  }

  #check({ name, before }: RefChange): void {
    if (this.#names(name).length > 0) throw new RefConflict(name, `There are refs below '${name}'`)
    if (before === undefined || (this.read(name) ?? null) === before) return
    throw new RefConflict(
      name,
      `Ref '${name}' is at ${this.read(name) ?? 'nothing'} but expected ${before ?? 'nothing'}`,
    )
  }

  #write({ name, after }: RefChange): void {
    const path = join(this.#directory, name)
    if (after === null) {
      rmSync(path, { force: true })
      rmSync(`${path}.lock`, { force: true })
      this.#prune(dirname(path))
      return
    }
    // An empty folder is what Git leaves where branches with longer names were.
    if (existsSync(path) && this.read(name) === undefined) rmSync(path, { recursive: true })
    renameSync(`${path}.lock`, path)
  }

  #prune(folder: string): void {
    const roots = ['heads', 'tags'].map((name) => join(this.#directory, 'refs', name))
    if (roots.includes(folder) || dirname(folder) === join(this.#directory, 'refs')) return
    try {
      rmdirSync(folder)
      this.#prune(dirname(folder))
    } catch {
      // Not empty: other branches live there.
    }
  }
}
