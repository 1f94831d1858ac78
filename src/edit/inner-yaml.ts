import { isMap, isScalar, isSeq } from 'yaml'
import { blockIndentOf } from './sites.ts'
import { literalView } from './view.ts'
import { parseYaml, type YamlDocument } from './yaml-file.ts'

/** YAML in YAML in YAML: nobody writes more, and each level is parsed anew. */
const maxLevels = 3

/**
 * The documents of the YAML text in a literal block scalar (`values: |`), as views into the same file; none when the node is
 * something else, or its text is no map or list.
 * @param level how many block scalars the document of the node stands in itself
 */
export function innerDocuments(document: YamlDocument, node: unknown, level: number): readonly YamlDocument[] {
  if (level >= maxLevels || !isScalar(node) || node.type !== 'BLOCK_LITERAL' || !node.range) return []
  const { view } = document
  const [start, end] = node.range
  if (!/^\s*(?:- )?["\w./-]+:(?:\s|$)/m.test(view.text.slice(start, end))) return []
  const parsed = parseYaml(literalView(view, { start, end, indent: blockIndentOf(node, view.text) }))
  return parsed.ok ? parsed.documents.filter(({ root }) => isMap(root) || isSeq(root)) : []
}
