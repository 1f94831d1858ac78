import { isMap, isNode, isSeq, type Node, type YAMLMap } from 'yaml'
import type { Layout } from './new-node.ts'
import type { QuoteStyle } from './scalar.ts'
import { startOfLine } from './text.ts'
import { childNodes, type YamlDocument } from './yaml-file.ts'

/** Looking further tells nothing new. */
const maxNodes = 10_000

/** How a file lays out its data: the first map in a map, and the first list in a map, are taken for the rest. */
export function layoutOf(
  documents: readonly YamlDocument[],
  { isJson, quote }: { isJson: boolean; quote: QuoteStyle },
): Layout {
  const found: { indentStep?: number; listIndent?: number; dash?: string } = {}
  for (const document of documents) {
    for (const map of blockMaps(document.root)) {
      const column = columnOf(document, map)
      for (const [, child] of childNodes(map)) {
        if (isMap(child) && !child.flow) found.indentStep ??= columnOf(document, child) - column
        if (isSeq(child) && !child.flow) found.listIndent ??= columnOf(document, child) - column
      }
    }
  }
  return { indentStep: found.indentStep ?? 2, listIndent: found.listIndent ?? 0, dash: '- ', isJson, quote }
}

function* blockMaps(root: Node | null): Generator<YAMLMap> {
  const queue: Node[] = root ? [root] : []
  for (let at = 0; at < queue.length && at < maxNodes; at++) {
    const node = queue[at]
    if (isMap(node) && !node.flow) yield node
    for (const [, child] of childNodes(node)) if (isNode(child)) queue.push(child)
  }
}

function columnOf({ view }: YamlDocument, node: Node): number {
  const start = node.range?.[0] ?? 0
  return start - startOfLine(view.text, start)
}
