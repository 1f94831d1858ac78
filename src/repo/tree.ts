/** Git's file modes: a file, an executable one, a symbolic link, a submodule. */
export type FileMode = '100644' | '100755' | '120000' | '160000'

export interface TreeEntry {
  /** `/`-separated, relative to the root, never starting with `/` or holding `..`. */
  readonly path: string
  readonly mode: FileMode
}

/** A config repo at one moment: a checkout on disk or one commit. Links and submodules are listed, never followed. */
export interface Tree {
  /** Every entry, sorted by path. */
  list(): Promise<readonly TreeEntry[]>
  /** The bytes of plain files (modes 100644 and 100755). A path that is not one of them is missing from the answer. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>
  /** Those of `paths` whose bytes hold at least one of `needles` (compared byte for byte, UTF-8). */
  search(paths: readonly string[], needles: readonly string[]): Promise<readonly string[]>
}

/** The whole new content of one file. */
export interface FileChange {
  readonly path: string
  readonly mode: FileMode
  readonly content: Uint8Array
}
