import { decodeText } from '../edit/text.ts'
import type { Tree } from '../repo/tree.ts'

/** The texts of files; one that is no UTF-8 text is missing from the answer. */
export async function readTexts(tree: Tree, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const contents = await tree.read([...new Set(paths)])
  return new Map(
    [...contents].flatMap(([path, bytes]): [string, string][] => {
      const decoded = decodeText(bytes)
      return decoded.ok ? [[path, decoded.text]] : []
    }),
  )
}
