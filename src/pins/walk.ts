import { isAlias, isMap, isScalar, isSeq, type YAMLMap } from 'yaml'
import { innerDocuments } from '../edit/inner-yaml.ts'
import { resolveAlias } from '../edit/node-index.ts'
import { effectivePairs, keyText, type YamlDocument } from '../edit/yaml-file.ts'
import { type Place, placeOfPath, type YamlPath } from '../edit/yaml-path.ts'

/** A document with the place of the block scalar that holds it, when it is YAML inside YAML. */
export interface WalkedDocument {
  readonly document: YamlDocument
  readonly outer?: Place
  /** How many block scalars it stands in. */
  readonly level: number
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
 * literal block scalars. Anchored nodes are visited where they are written; aliases are not followed. Of a key that stands
 * twice only the last value is visited: it is the one that counts.
 */
export function walk(document: YamlDocument, visitor: Visitor): void {
  walkDocument({ document, level: 0 }, visitor)
}

function walkDocument(at: WalkedDocument, visitor: Visitor): void {
  const stack: { node: unknown; visit: Visit }[] = [
    { node: at.document.root, visit: { at, path: [], parentKey: undefined } },
  ]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, visit } = next
    if (isMap(node)) {
      visitor.map?.(node, visit)
      for (const [, key, value] of effectivePairs(node).reverse()) {
        stack.push({ node: value, visit: { at, path: [...visit.path, key], parentKey: key } })
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

function walkInner(node: unknown, { at, path }: Visit, visitor: Visitor): void {
  const outer = placeOf({ at, path })
  for (const document of innerDocuments(at.document, node, at.level)) {
    walkDocument({ document, outer, level: at.level + 1 }, visitor)
  }
}

/** The place of what is visited, or of a key in it. */
export function placeOf({ at: { document, outer }, path }: Pick<Visit, 'at' | 'path'>, key?: string): Place {
  return placeOfPath({ document: document.index, path: key === undefined ? path : [...path, key], outer })
}

/** The index of a map's own pair by key, the last one where it stands twice; -1 when there is none. */
export function ownPairIndex(map: YAMLMap, key: string): number {
  return map.items.findLastIndex((pair) => keyText(pair.key) === key)
}

/** Nobody merges more maps into one; looking through any number would take forever in a file that is made for it. */
const maxMerged = 32

/** The values of a map by key, its own and those of the maps merged into it by `<<` (https://yaml.org/type/merge.html). */
export function mergedValues(document: YamlDocument, map: YAMLMap): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>()
  const seen = new Set<YAMLMap>()
  const stack = [map]
  for (let next = stack.pop(); next && seen.size < maxMerged; next = stack.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    for (const [, key, value] of effectivePairs(next)) if (!values.has(key)) values.set(key, value)
    stack.push(...mergedMaps(document, next).reverse())
  }
  return values
}

function mergedMaps(document: YamlDocument, map: YAMLMap): YAMLMap[] {
  const values = map.items.flatMap((pair) => (keyText(pair.key) === '<<' ? [resolveAlias(document, pair.value)] : []))
  const nodes = values.flatMap((value) =>
    isSeq(value) ? value.items.map((item) => resolveAlias(document, item)) : [value],
  )
  return nodes.filter((node): node is YAMLMap => isMap(node))
}
