import { type GitEntry, parseListing } from './git-listing.ts'
import type { GitRepo } from './git-repo.ts'
import { readObjects } from './object-stream.ts'
import { fetchObjects, findMissingObjects } from './partial-clone.ts'
import { defaultMaxFileBytes, type ReportingTree, SkipList, type SkippedFile } from './skipped-file.ts'
import type { TreeEntry } from './tree.ts'

export interface GitTreeOptions {
  readonly repo: GitRepo
  /** A full commit id. */
  readonly commit: string
  /** Default: 10 MiB. */
  readonly maxFileBytes?: number
}

/** One commit as a tree. The bytes are the blobs' own: no clean, smudge or end-of-line filter ever runs. */
export class GitTree implements ReportingTree {
  readonly commit: string
  readonly #repo: GitRepo
  readonly #maxFileBytes: number
  readonly #skipped = new SkipList()
  #entries: Promise<ReadonlyMap<string, GitEntry>> | undefined
  #missing: Promise<Set<string>> | undefined

  constructor(options: GitTreeOptions) {
    this.commit = options.commit
    this.#repo = options.repo
    this.#maxFileBytes = options.maxFileBytes ?? defaultMaxFileBytes
  }

  async list(): Promise<readonly TreeEntry[]> {
    return [...(await this.#listing()).values()]
  }

  async read(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const files = await this.#plainFiles(paths)
    const ids = files.map((file) => file.id)
    await this.#fetchMissing(ids)
    const objects = await readObjects(this.#repo, { ids, maxBytes: this.#maxFileBytes })
    const contents = new Map<string, Uint8Array>()
    for (const { path, id } of files) {
      const content = objects.get(id)
      if (content instanceof Uint8Array) contents.set(path, content)
      else if (content === 'too-large') this.#skipped.addTooLarge(path, this.#maxFileBytes)
      else this.#skipped.addUnreadable(path, `blob ${id} is missing`)
    }
    return contents
  }

  async search(paths: readonly string[], needles: readonly string[]): Promise<readonly string[]> {
    if (paths.length === 0 || needles.length === 0) return []
    const all = await this.#listing()
    // Grep walks the whole commit; it takes one pattern a line; and in a partial clone it fetches blob by blob.
    const isGrepBetter = paths.length * 4 > all.size && !this.#repo.isPartial
    if (isGrepBetter && needles.every((needle) => /^[^\n\0]+$/.test(needle))) return this.#grep(paths, needles)
    const wanted = needles.map((needle) => Buffer.from(needle))
    const contents = await this.read(paths)
    return paths.filter((path) => {
      const content = contents.get(path)
      return (
        content !== undefined &&
        wanted.some((needle) => Buffer.from(content.buffer, content.byteOffset, content.length).includes(needle))
      )
    })
  }

  skipped(): readonly SkippedFile[] {
    return this.#skipped.all()
  }

  async #grep(paths: readonly string[], needles: readonly string[]): Promise<readonly string[]> {
    const patterns = needles.flatMap((needle) => ['-e', needle])
    const args = ['grep', '-l', '-z', '-F', '--full-name', '--no-textconv', '--no-recurse-submodules', ...patterns]
    const result = await this.#repo.run([...args, this.commit])
    // 1: nothing found.
    if (!result.ok && result.exitCode !== 1) await this.#repo.output([...args, this.commit])
    const prefix = `${this.commit}:`
    const found = new Set(
      result.stdout
        .toString('utf8')
        .split('\0')
        .map((name) => name.slice(prefix.length)),
    )
    const files = await this.#plainFiles(paths)
    return files.map((file) => file.path).filter((path) => found.has(path))
  }

  async #plainFiles(paths: readonly string[]): Promise<readonly GitEntry[]> {
    const all = await this.#listing()
    return paths.flatMap((path) => {
      const entry = all.get(path)
      return entry && (entry.mode === '100644' || entry.mode === '100755') ? [entry] : []
    })
  }

  async #fetchMissing(ids: readonly string[]): Promise<void> {
    if (!this.#repo.isPartial) return
    this.#missing ??= findMissingObjects(this.#repo, this.commit)
    const missing = await this.#missing
    const wanted = [...new Set(ids)].filter((id) => missing.has(id))
    await fetchObjects(this.#repo, wanted)
    for (const id of wanted) missing.delete(id)
  }

  #listing(): Promise<ReadonlyMap<string, GitEntry>> {
    this.#entries ??= this.#readListing()
    return this.#entries
  }

  async #readListing(): Promise<ReadonlyMap<string, GitEntry>> {
    const listing = parseListing(await this.#repo.output(['ls-tree', '-r', '-z', '--full-tree', this.commit]))
    for (const name of listing.unreadableNames) this.#skipped.addName(name)
    return new Map(listing.entries.map((entry) => [entry.path, entry]))
  }
}
