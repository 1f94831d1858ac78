import type { FileChange, Tree, TreeEntry } from './tree.ts'

/** A tree with some of its files replaced. */
export class OverlayTree implements Tree {
  readonly #base: Tree
  readonly #changes: ReadonlyMap<string, FileChange>

  constructor(base: Tree, changes: readonly FileChange[]) {
    this.#base = base
    this.#changes = new Map(changes.map((change) => [change.path, change]))
  }

  list(): Promise<readonly TreeEntry[]> {
    return this.#base.list()
  }

  async read(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const contents = new Map(await this.#base.read(paths.filter((path) => !this.#changes.has(path))))
    for (const path of paths) {
      const change = this.#changes.get(path)
      if (change) contents.set(path, change.content)
    }
    return contents
  }

  async search(paths: readonly string[], needles: readonly string[]): Promise<readonly string[]> {
    const found = new Set(
      await this.#base.search(
        paths.filter((path) => !this.#changes.has(path)),
        needles,
      ),
    )
    const wanted = needles.map((needle) => Buffer.from(needle))
    return paths.filter((path) => {
      const change = this.#changes.get(path)
      return change ? wanted.some((needle) => Buffer.from(change.content).includes(needle)) : found.has(path)
    })
  }
}
