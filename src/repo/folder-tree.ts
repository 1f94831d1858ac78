import type { Tree, TreeEntry } from './tree.ts'

/** A folder of a tree as a tree of its own: `directory` may be a part of a repo. */
export class FolderTree implements Tree {
  readonly #base: Tree
  readonly #prefix: string

  /** @param folder without slashes at its ends */
  constructor(base: Tree, folder: string) {
    this.#base = base
    this.#prefix = `${folder}/`
  }

  async list(): Promise<readonly TreeEntry[]> {
    const entries = await this.#base.list()
    return entries
      .filter(({ path }) => path.startsWith(this.#prefix))
      .map(({ path, mode }) => ({ path: path.slice(this.#prefix.length), mode }))
  }

  async read(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const contents = await this.#base.read(paths.map((path) => this.#prefix + path))
    return new Map([...contents].map(([path, bytes]) => [path.slice(this.#prefix.length), bytes]))
  }

  async search(paths: readonly string[], needles: readonly string[]): Promise<readonly string[]> {
    const found = await this.#base.search(
      paths.map((path) => this.#prefix + path),
      needles,
    )
    return found.map((path) => path.slice(this.#prefix.length))
  }
}
