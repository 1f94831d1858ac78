import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'
import { formatPack } from './pack.ts'
import { runGit } from './process.ts'

export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag'

export interface StoredObject {
  readonly type: ObjectType
  readonly data: Buffer
}

/** From so many on, one pack is faster than a file for each. */
const packFrom = 50

/**
 * The objects of a bare repo. New ones stay in memory until Git itself has to see them (`flush`): a file costs more than all
 * the rest of a request. Pushes come as loose files, by the repo's configuration.
 */
export class ObjectStore {
  readonly #directory: string
  readonly #cache = new Map<string, StoredObject>()
  readonly #pending = new Map<string, StoredObject>()
  readonly #ownPacks = new Set<string>()
  #isWrittenThrough = false

  constructor(gitDirectory: string) {
    this.#directory = gitDirectory
  }

  tryRead(oid: string): StoredObject | undefined {
    const cached = this.#cache.get(oid)
    if (cached || !/^[0-9a-f]{40}$/.test(oid)) return cached
    const stored = this.#readLoose(oid) ?? (this.#unpack() ? this.#readLoose(oid) : undefined)
    if (stored) this.#cache.set(oid, stored)
    return stored
  }

  read(oid: string, type?: ObjectType): Buffer {
    const stored = this.tryRead(oid)
    if (!stored) throw new Error(`No object ${oid}`)
    if (type && stored.type !== type) throw new Error(`${oid} is a ${stored.type}, not a ${type}`)
    return stored.data
  }

  write(type: ObjectType, data: Buffer): string {
    const oid = createHash('sha1').update(`${type} ${data.length}\0`).update(data).digest('hex')
    if (this.#cache.has(oid)) return oid
    this.#cache.set(oid, { type, data })
    this.#pending.set(oid, { type, data })
    if (this.#isWrittenThrough) this.flush()
    return oid
  }

  /** Puts into the folder what is only in memory. */
  flush(): void {
    const pending = [...this.#pending]
    this.#pending.clear()
    if (pending.length >= packFrom) this.#writePack(pending.map(([, object]) => object))
    else for (const [oid, object] of pending) this.#writeLoose(oid, object)
  }

  /** From now on somebody else reads the folder, at any time. */
  writeThrough(): void {
    this.#isWrittenThrough = true
    this.flush()
  }

  #writePack(objects: readonly StoredObject[]): void {
    const output = runGit(this.#directory, ['index-pack', '--stdin'], formatPack(objects)).toString()
    this.#ownPacks.add(`pack-${output.trim().split('\t')[1]}.pack`)
  }

  /** Written in place: nobody looks for an object before a ref leads to it. */
  #writeLoose(oid: string, object: StoredObject): void {
    const path = this.#path(oid)
    const { type, data } = object
    const content = deflateSync(Buffer.concat([Buffer.from(`${type} ${data.length}\0`), data]), { level: 1 })
    mkdirSync(dirname(path), { recursive: true })
    if (!existsSync(path)) writeFileSync(path, content, { mode: 0o444 })
  }

  #path(oid: string): string {
    return join(this.#directory, 'objects', oid.slice(0, 2), oid.slice(2))
  }

  #readLoose(oid: string): StoredObject | undefined {
    const path = this.#path(oid)
    if (!existsSync(path)) return undefined
    const whole = inflateSync(readFileSync(path))
    const end = whole.indexOf(0)
    const type = whole.toString('latin1', 0, whole.indexOf(' ')) as ObjectType
    return { type, data: whole.subarray(end + 1) }
  }

  /** Packs that somebody made (an import, `git gc`) become loose files, which need no process to be read. */
  #unpack(): boolean {
    const folder = join(this.#directory, 'objects', 'pack')
    const names = existsSync(folder) ? readdirSync(folder) : []
    const packs = names.filter((name) => name.endsWith('.pack') && !this.#ownPacks.has(name))
    for (const name of packs) {
      const pack = readFileSync(join(folder, name))
      // `unpack-objects` skips what the repo already has, so the pack must be out of sight first.
      renameSync(join(folder, name), join(this.#directory, name))
      runGit(this.#directory, ['unpack-objects', '-q'], pack)
    }
    return packs.length > 0
  }
}
