import type { FileMode, Tree, TreeEntry } from '../../src/repo/tree.ts'

/** A tree over plain texts by path; bytes where a test is about bytes. */
export class MemoryTree implements Tree {
  readonly #files: ReadonlyMap<string, Uint8Array>
  readonly #modes: Readonly<Record<string, FileMode>>

  constructor(files: Readonly<Record<string, string | Uint8Array>>, modes: Readonly<Record<string, FileMode>> = {}) {
    this.#files = new Map(
      Object.entries(files).map(([path, content]) => [
        path,
        typeof content === 'string' ? Buffer.from(content) : content,
      ]),
    )
    this.#modes = modes
  }

  async list(): Promise<readonly TreeEntry[]> {
    return [...this.#files.keys()].sort().map((path) => ({ path, mode: this.#modes[path] ?? '100644' }))
  }

  async read(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const found = paths.flatMap((path) => {
      const content = this.#files.get(path)
      return content === undefined ? [] : [[path, content] as const]
    })
    return new Map(found)
  }

  async search(paths: readonly string[], needles: readonly string[]): Promise<readonly string[]> {
    return paths.filter((path) => needles.some((needle) => Buffer.from(this.#files.get(path) ?? '').includes(needle)))
  }
}
