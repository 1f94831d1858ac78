import { isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import { resolveAlias, scalarText } from '../edit/node-index.ts'
import { effectivePairs, type YamlDocument } from '../edit/yaml-file.ts'
import { mergedValues } from './walk.ts'

/** One step of a `value` path. */
export type Step =
  | { readonly key: string }
  | { readonly index: number }
  | { readonly where: { readonly key: string; readonly text: string } }
  | { readonly any: true }

export type ParsedPath =
  | { readonly ok: true; readonly steps: readonly Step[] }
  | { readonly ok: false; readonly message: string }

/**
 * Reads a path: keys with dots between them, `[n]`, `[key=text]`, `"quoted.key"`, `*` for every key or item.
 * `images[name=web].newTag`, `metadata.annotations."a.b/c"`, `spec.containers[*].image`.
 */
export function parseValuePath(text: string): ParsedPath {
  const steps: Step[] = []
  let rest = text
  while (rest !== '') {
    const isFirst = steps.length === 0
    const token = /^\.?("(?:[^"\\]|\\.)*")|^(\[)((?:"(?:[^"\\]|\\.)*"|[^\]"])*)\]|^\.?([^.[\]"]+)/.exec(rest)
    const hasDot = rest.startsWith('.')
    if (!token || (hasDot && isFirst) || (!hasDot && !isFirst && !token[2])) {
      return { ok: false, message: `the path ${JSON.stringify(text)} can't be read from ${JSON.stringify(rest)} on` }
    }
    const step = stepOf(token)
    if (!step) return { ok: false, message: `${JSON.stringify(token[0])} is no step of a path` }
    steps.push(step)
    rest = rest.slice(token[0].length)
  }
  return steps.length > 0 ? { ok: true, steps } : { ok: false, message: 'the path is empty' }
}

function stepOf(token: RegExpExecArray): Step | undefined {
  const [, quoted, bracket, inside, bare] = token
  if (quoted !== undefined) return { key: unquote(quoted) }
  if (bracket === undefined) return bare === '*' ? { any: true } : { key: bare ?? '' }
  const content = inside ?? ''
  if (content === '*') return { any: true }
  if (/^\d+$/.test(content)) return { index: Number(content) }
  const [, key, text] = /^("(?:[^"\\]|\\.)*"|[^="]+)=(.*)$/s.exec(content) ?? []
  return key === undefined || text === undefined ? undefined : { where: { key: unquote(key), text: unquote(text) } }
}

function unquote(text: string): string {
  return text.startsWith('"') && text.endsWith('"') && text.length > 1
    ? text.slice(1, -1).replace(/\\(.)/g, '$1')
    : text
}

/** A node that a path leads to. */
export interface PathMatch {
  readonly node: unknown
  /** The key under which it is read; absent for an item of a list. */
  readonly key?: string
  /** The path as it was gone, through aliases. */
  readonly path: readonly (string | number)[]
}

/**
 * Every node of a document that the steps lead to, each once; aliases on the way, and maps merged in by `<<`, are followed.
 * A node that several ways lead to is one match: whatever is written there is written once.
 */
export function findByPath(document: YamlDocument, steps: readonly Step[]): PathMatch[] {
  let matches: PathMatch[] = [{ node: document.root, path: [] }]
  for (const step of steps)
    matches = distinct(
      document,
      matches.flatMap((match) => children(document, match, step)),
    )
  return matches
}

function distinct(document: YamlDocument, matches: readonly PathMatch[]): PathMatch[] {
  const seen = new Set<Node>()
  return matches.filter(({ node }) => {
    const target = isNode(node) ? (resolveAlias(document, node) ?? node) : undefined
    if (!target) return true
    const isNew = !seen.has(target)
    seen.add(target)
    return isNew
  })
}

function children(document: YamlDocument, match: PathMatch, step: Step): PathMatch[] {
  const node = resolveAlias(document, match.node)
  if (isMap(node)) {
    return pairsOf(document, node, step).map(({ key, value }) => ({ node: value, key, path: [...match.path, key] }))
  }
  if (!isSeq(node)) return []
  return [...node.items.entries()].flatMap(([index, item]) =>
    isItem(document, { item, index, step }) ? [{ node: item, path: [...match.path, index] }] : [],
  )
}

function pairsOf(document: YamlDocument, map: YAMLMap, step: Step): { key: string; value: unknown }[] {
  if ('any' in step) return effectivePairs(map).map(([, key, value]) => ({ key, value }))
  const values = 'key' in step ? mergedValues(document, map) : undefined
  return 'key' in step && values?.has(step.key) ? [{ key: step.key, value: values.get(step.key) }] : []
}

function isItem(document: YamlDocument, { item, index, step }: { item: unknown; index: number; step: Step }): boolean {
  if ('any' in step) return true
  if ('index' in step) return step.index === index
  const map = 'where' in step ? resolveAlias(document, item) : undefined
  if (!('where' in step) || !isMap(map)) return false
  const value = resolveAlias(document, mergedValues(document, map).get(step.where.key))
  return isScalar(value) && scalarText(document, value) === step.where.text
}
