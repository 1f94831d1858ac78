import type { GitRepo } from './git-repo.ts'

export interface ReadObjectsOptions {
  readonly ids: readonly string[]
  /** Larger objects are passed over without being held in memory. */
  readonly maxBytes: number
}

/** The bytes of an object, or why there are none. */
export type ObjectContent = Uint8Array | 'too-large' | 'missing'

/**
 * The bytes of objects as they are stored (no filters), by one `git cat-file --batch`.
 *
 * @throws DrawbridgeError `git-failed`
 */
export async function readObjects(
  repo: GitRepo,
  options: ReadObjectsOptions,
): Promise<ReadonlyMap<string, ObjectContent>> {
  const contents = new Map<string, ObjectContent>()
  if (options.ids.length === 0) return contents
  const reader = new BatchReader(options.maxBytes, contents)
  await repo.output(['cat-file', '--batch'], {
    input: `${[...new Set(options.ids)].join('\n')}\n`,
    onStdout: (chunk) => reader.push(chunk),
  })
  return contents
}

/** Parses `<id> <type> <size>\n<bytes>\n` (https://git-scm.com/docs/git-cat-file#_batch_output), in whatever pieces it comes. */
class BatchReader {
  readonly #maxBytes: number
  readonly #contents: Map<string, ObjectContent>
  #header: Buffer[] = []
  #id = ''
  #parts: Buffer[] | undefined
  /** Bytes of the object still to come, with the newline after it; -1 while in a header. */
  #left = -1

  constructor(maxBytes: number, contents: Map<string, ObjectContent>) {
    this.#maxBytes = maxBytes
    this.#contents = contents
  }

  push(chunk: Buffer): void {
    let rest = chunk
    while (rest.length > 0) rest = this.#left < 0 ? this.#takeHeader(rest) : this.#takeBytes(rest)
  }

  #takeHeader(chunk: Buffer): Buffer {
    const end = chunk.indexOf(10)
    if (end === -1) {
      this.#header.push(chunk)
      return Buffer.alloc(0)
    }
    const line = Buffer.concat([...this.#header, chunk.subarray(0, end)]).toString('latin1')
    this.#header = []
    const [id = '', , size] = line.split(' ')
    if (size === undefined) this.#contents.set(id, 'missing')
    else this.#begin(id, Number(size))
    return chunk.subarray(end + 1)
  }

  #begin(id: string, size: number): void {
    this.#id = id
    this.#left = size + 1
    this.#parts = size > this.#maxBytes ? undefined : []
  }

  #takeBytes(chunk: Buffer): Buffer {
    const taken = chunk.subarray(0, this.#left)
    this.#parts?.push(taken)
    this.#left -= taken.length
    if (this.#left === 0) this.#finish()
    return chunk.subarray(taken.length)
  }

  #finish(): void {
    const bytes = this.#parts && Buffer.concat(this.#parts)
    this.#contents.set(this.#id, bytes ? bytes.subarray(0, -1) : 'too-large')
    this.#left = -1
  }
}
