import { isMap, isSeq } from 'yaml'
import { keyText, resolveAlias, scalarText, type YamlDocument } from '../edit/yaml-file.ts'

/** One step of a `value` path. */
export type Step =
  | { readonly key: string }
  | { readonly index: number }
  | { readonly where: { readonly key: string; readonly text: string } }
  | { readonly any: true }

export type ParsedPath = { readonly ok: true; readonly steps: readonly Step[] } | { readonly ok: false; readonly message: string }

/**
 * Reads a path: keys with dots between them, `[n]`, `[key=text]`, `"quoted.key"`, `*` for every key or item.
 * `images[name=web].newTag`, `metadata.annotations."a.b/c"`, `spec.containers[*].image`.
 */
export function parseValuePath(text: string): ParsedPath {
  const steps: Step[] = []
  let rest = text
  while (rest !== '') {
    const isFirst = steps.length === 0
    const token = /^\.?("(?:[^"\\]|\\.)*")|^(\[)((?:"[^"]*"|[^\]"])*)\]|^\.?([^.[\]"]+)/.exec(rest)
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
  const equals = content.indexOf('=')
  if (equals < 1) return undefined
  return { where: { key: unquote(content.slice(0, equals)), text: unquote(content.slice(equals + 1)) } }
}

function unquote(text: string): string {
  return text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text
}

/** A node that a path leads to, with the map or list that holds it. */
export interface PathMatch {
  readonly node: unknown
  readonly parent: unknown
  /** Index of the pair or item in the parent. */
  readonly index: number
  readonly path: readonly (string | number)[]
}

/** Every node of a document that the steps lead to; aliases on the way are followed. */
export function findByPath(document: YamlDocument, steps: readonly Step[]): PathMatch[] {
  let matches: PathMatch[] = [{ node: document.root, parent: undefined, index: -1, path: [] }]
  for (const step of steps) matches = matches.flatMap((match) => children(document, match, step))
  return matches
}

function children(document: YamlDocument, match: PathMatch, step: Step): PathMatch[] {
  const node = resolveAlias(document, match.node)
  if (isMap(node)) {
    return [...node.items.entries()].flatMap(([index, pair]) => {
      const key = keyText(pair.key)
      if (!('any' in step) && !('key' in step && step.key === key)) return []
      return { node: pair.value, parent: node, index, path: [...match.path, key] }
    })
  }
  if (!isSeq(node)) return []
  return [...node.items.entries()].flatMap(([index, item]) => {
    if (!isItem(document, item, index, step)) return []
    return { node: item, parent: node, index, path: [...match.path, index] }
  })
}

function isItem(document: YamlDocument, item: unknown, index: number, step: Step): boolean {
  if ('any' in step) return true
  if ('index' in step) return step.index === index
  if (!('where' in step)) return false
  const map = resolveAlias(document, item)
  if (!isMap(map)) return false
  return map.items.some(
    (pair) => keyText(pair.key) === step.where.key && scalarText(document, pair.value) === step.where.text,
  )
}
