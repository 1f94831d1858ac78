import { type Alias, isAlias, isNode, isScalar, type Node, type Scalar } from 'yaml'
import { childNodes, type YamlDocument } from './yaml-file.ts'
import type { YamlPath } from './yaml-path.ts'

/** Where every node of a document stands, and which aliases read which anchor. */
interface NodeIndex {
  readonly parents: ReadonlyMap<Node, { readonly node: Node; readonly step: string | number }>
  readonly targets: ReadonlyMap<Alias, Node>
  readonly readers: ReadonlyMap<Node, readonly Alias[]>
}

// Made once for each document and only when asked for: looking a single alias up takes a walk over the whole document.
const indexes = new WeakMap<YamlDocument, NodeIndex>()

function indexOf(document: YamlDocument): NodeIndex {
  const known = indexes.get(document)
  if (known) return known
  const index = makeIndex(document.root)
  indexes.set(document, index)
  return index
}

function makeIndex(root: Node | null): NodeIndex {
  const parents = new Map<Node, { node: Node; step: string | number }>()
  const targets = new Map<Alias, Node>()
  const readers = new Map<Node, Alias[]>()
  const anchors = new Map<string, Node>()
  const stack: unknown[] = [root]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isNode(node)) continue
    const target = isAlias(node) ? anchors.get(node.source) : undefined
    if (isAlias(node) && target) {
      targets.set(node, target)
      const known = readers.get(target)
      if (known) known.push(node)
      else readers.set(target, [node])
    }
    // An anchor may be written twice: an alias reads the last one before it.
    if (!isAlias(node) && node.anchor) anchors.set(node.anchor, node)
    for (const [step, child, key] of childNodes(node).reverse()) {
      if (isNode(child)) parents.set(child, { node, step })
      stack.push(child ?? null, key ?? null)
    }
  }
  return { parents, targets, readers }
}

/** The node behind an alias; other nodes are given back as they are. `undefined` for an alias of no anchor. */
export function resolveAlias(document: YamlDocument, node: unknown): Node | undefined {
  if (isAlias(node)) return indexOf(document).targets.get(node)
  return isNode(node) ? node : undefined
}

/** The text of a scalar as it is written (plain) or means (quoted); `undefined` for anything else. Follows an alias. */
export function scalarText(document: YamlDocument, node: unknown): string | undefined {
  const scalar = resolveAlias(document, node)
  return isScalar(scalar) ? textOfScalar(scalar) : undefined
}

/** The text of a scalar as it is written (plain) or means (quoted). */
export function textOfScalar(scalar: Scalar): string {
  if (scalar.type === 'PLAIN') return scalar.source ?? ''
  return typeof scalar.value === 'string' ? scalar.value : String(scalar.value ?? '')
}

/** Where a node is written: its path from the root, and whether it stands inside `{}` or `[]`. */
export function locate(document: YamlDocument, node: Node): { readonly path: YamlPath; readonly inFlow: boolean } {
  const { parents } = indexOf(document)
  const path: (string | number)[] = []
  let inFlow = false
  for (let at = parents.get(node); at; at = parents.get(at.node)) {
    path.unshift(at.step)
    inFlow ||= 'flow' in at.node && at.node.flow === true
  }
  return { path, inFlow }
}

/** Nobody reads a longer list of lines. */
const maxAliases = 20

/** The first lines of the file on which aliases read a node, or a map or list that holds it; with the anchors' names. */
export function aliasesOf(document: YamlDocument, node: Node): { anchors: string[]; lines: number[] } {
  const { parents, readers } = indexOf(document)
  const aliases: Alias[] = []
  for (let at: Node | undefined = node; at && aliases.length < maxAliases; at = parents.get(at)?.node) {
    aliases.push(...(readers.get(at) ?? []).slice(0, maxAliases))
  }
  const lines = aliases.flatMap(({ range }) => (range ? [document.view.lineOf(range[0])] : []))
  return {
    anchors: [...new Set(aliases.map(({ source }) => source))],
    lines: [...new Set(lines)].sort((a, b) => a - b).slice(0, maxAliases),
  }
}
