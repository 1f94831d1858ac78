import type { Tree } from './tree.ts'

/** Why a file is not offered: above the size limit, no right to read it, or a name that is no UTF-8 text. */
export type SkipReason = 'too-large' | 'unreadable' | 'name-not-utf8'

export interface SkippedFile {
  /** `/`-separated; bytes that are no UTF-8 show as U+FFFD. */
  readonly path: string
  readonly reason: SkipReason
  /** One sentence for the report. */
  readonly detail: string
}

/** A tree that says what `list`, `read` and `search` left out so far. */
export interface ReportingTree extends Tree {
  /** Each path once, in the order met. */
  skipped(): readonly SkippedFile[]
}

/** Files above this are no config: 10 MiB. */
export const defaultMaxFileBytes = 10 * 1024 * 1024

/** Keeps each skipped path once. */
export class SkipList {
  readonly #files = new Map<string, SkippedFile>()

  add(file: SkippedFile): void {
    if (!this.#files.has(file.path)) this.#files.set(file.path, file)
  }

  addTooLarge(path: string, limitBytes: number): void {
    this.add({ path, reason: 'too-large', detail: `${path} is larger than ${limitBytes} bytes and was not read` })
  }

  addName(path: string): void {
    this.add({ path, reason: 'name-not-utf8', detail: `The name ${JSON.stringify(path)} is not UTF-8 text` })
  }

  addUnreadable(path: string, why: string): void {
    this.add({ path, reason: 'unreadable', detail: `${path} cannot be read (${why})` })
  }

  all(): readonly SkippedFile[] {
    return [...this.#files.values()]
  }
}
