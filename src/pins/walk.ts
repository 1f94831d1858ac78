import { isAlias, isMap, isScalar, isSeq, type YAMLMap } from 'yaml'
import type { Place } from '../edit/verify.ts'
import { placeOfPath } from '../edit/verify.ts'
import { literalView } from '../edit/view.ts'
import { blockIndentOf, keyText, parseYaml, resolveAlias, type YamlDocument } from '../edit/yaml-file.ts'
import type { YamlPath } from '../edit/yaml-path.ts'

/** A document with the place of the block scalar that holds it, when it is YAML inside YAML. */
export interface WalkedDocument {
  readonly document: YamlDocument
  readonly outer?: Place
}

export interface Visit {
  readonly at: WalkedDocument
  readonly path: YamlPath
  /** The nearest map key above: of a list item, the key of the list. */
  readonly parentKey: string | undefined
}

export interface Visitor {
  map?(map: YAMLMap, visit: Visit): void
  /** Every scalar, or alias of one, that is an item of a list. */
  item?(node: unknown, visit: Visit): void
}

/**
 * Calls the visitor for every map and list item of a document, outermost first, and of the YAML texts that stand in its
 * literal block scalars. Anchored nodes are visited where they are written; aliases are not followed.
 */
export function walk(document: YamlDocument, visitor: Visitor): void {
  walkDocument({ document }, visitor)
}

function walkDocument(at: WalkedDocument, visitor: Visitor): void {
  const stack: { node: unknown; visit: Visit }[] = [{ node: at.document.root, visit: { at, path: [], parentKey: undefined } }]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, visit } = next
    if (isMap(node)) {
      visitor.map?.(node, visit)
      for (const pair of [...node.items].reverse()) {
        const key = keyText(pair.key)
        stack.push({ node: pair.value, visit: { at, path: [...visit.path, key], parentKey: key } })
      }
    } else if (isSeq(node)) {
      for (const [index, item] of [...node.items.entries()].reverse()) {
        stack.push({ node: item, visit: { at, path: [...visit.path, index], parentKey: visit.parentKey } })
      }
    } else if (isScalar(node) || isAlias(node)) {
      if (typeof visit.path.at(-1) === 'number') visitor.item?.(node, visit)
      walkInner(node, visit, visitor)
    }
  }
}

function walkInner(node: unknown, visit: Visit, visitor: Visitor): void {
  if (!isScalar(node) || node.type !== 'BLOCK_LITERAL' || !node.range) return
  const [start, end] = node.range
  const source = visit.at.document.view.text.slice(start, end)
  if (!/^\s*(?:- )?["\w./-]+:(?:\s|$)/m.test(source)) return
  const parsed = parseYaml(literalView(visit.at.document.view, { start, end, indent: blockIndentOf(source) }))
  if (!parsed.ok) return
  const outer = placeOfPath({ document: visit.at.document.index, path: visit.path, ...(visit.at.outer && { outer: visit.at.outer }) })
  for (const document of parsed.documents) {
    if (isMap(document.root) || isSeq(document.root)) walkDocument({ document, outer }, visitor)
  }
}

/** The index of a map's own pair by key; -1 when it has none. */
export function ownPairIndex(map: YAMLMap, key: string): number {
  return map.items.findIndex((pair) => keyText(pair.key) === key)
}

/** The value of a key in a map or in the maps merged into it by `<<`. */
export function mergedValue(document: YamlDocument, map: YAMLMap, key: string, depth = 0): unknown {
  const own = map.items[ownPairIndex(map, key)]
  if (own) return own.value
  if (depth > 8) return undefined
  for (const merged of mergedMaps(document, map)) {
    const value = mergedValue(document, merged, key, depth + 1)
    if (value !== undefined) return value
  }
  return undefined
}

function mergedMaps(document: YamlDocument, map: YAMLMap): YAMLMap[] {
  const value = resolveAlias(document, map.items[ownPairIndex(map, '<<')]?.value)
  const nodes = isSeq(value) ? value.items.map((item) => resolveAlias(document, item)) : [value]
  return nodes.filter((node): node is YAMLMap => isMap(node))
}
