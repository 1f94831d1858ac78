import type { FileMode } from './tree.ts'

/** An entry of a commit's tree with the id of its blob (or commit, for a submodule). */
export interface GitEntry {
  readonly path: string
  readonly mode: FileMode
  readonly id: string
}

export interface GitListing {
  /** Sorted by path. */
  readonly entries: readonly GitEntry[]
  /** Names that are no UTF-8 text, with U+FFFD for the bytes that are not. */
  readonly unreadableNames: readonly string[]
}

const modes: Readonly<Record<string, FileMode>> = {
  '100644': '100644',
  // Git before 1.0 wrote it; a plain file all the same.
  '100664': '100644',
  '100755': '100755',
  '120000': '120000',
  '160000': '160000',
}

/** Reads what `git ls-tree -r -z` prints: `<mode> <type> <id>\t<path>\0`. */
export function parseListing(output: Buffer): GitListing {
  const entries: GitEntry[] = []
  const unreadableNames: string[] = []
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(0, start)
    const tab = output.indexOf(9, start)
    const [modeText = '', , id = ''] = output.toString('latin1', start, tab).split(' ')
    const mode = modes[modeText]
    const path = output.toString('utf8', tab + 1, end)
    const isText = !path.includes('\uFFFD') || Buffer.from(path).equals(output.subarray(tab + 1, end))
    if (!isText) unreadableNames.push(path)
    else if (mode) entries.push({ path, mode, id })
    start = end + 1
  }
  return { entries: entries.sort(byPath), unreadableNames }
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}
