import type { Node, Pair } from 'yaml'
import type { Layout, NewNode } from './new-node.ts'
import { startOfLine, type TextEdit } from './text.ts'
import type { Expected } from './verify.ts'
import type { View } from './view.ts'
import type { YamlDocument } from './yaml-file.ts'
import type { YamlPath } from './yaml-path.ts'

/** Edits that add data to a document, and what they are to do. */
export interface Addition {
  readonly edits: readonly TextEdit[]
  readonly expected: readonly Expected[]
}

export interface AdditionTarget {
  readonly view: View
  /** Every document of the view. */
  readonly documents: readonly YamlDocument[]
  /** The one that is added to. */
  readonly document: YamlDocument | undefined
  readonly layout: Layout
}

/** A target whose document is there. */
export type AdditionSite = AdditionTarget & { readonly document: YamlDocument }

/** A node, and what is added to it. `column` is that of the key that holds it, `pair` the pair. */
export interface Spot<Added extends NewNode = NewNode> {
  readonly node: unknown
  readonly path: YamlPath
  readonly column: number
  readonly pair?: Pair
  readonly added: Added
}

/** Where a node begins. */
export function startOf(node: unknown): number {
  return (node as Node | null | undefined)?.range?.[0] ?? 0
}

/** Where a node ends. */
export function endOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[1]
}

/** The column at which a node begins. */
export function columnOf(view: View, node: unknown): number {
  const start = startOf(node)
  return start - startOfLine(view.text, start)
}
