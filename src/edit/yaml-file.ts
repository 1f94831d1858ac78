import { type Document, isMap, isScalar, isSeq, type Node, parseAllDocuments, type YAMLMap } from 'yaml'
import type { Problem } from '../errors.ts'
import type { View } from './view.ts'

export interface YamlDocument {
  readonly index: number
  readonly root: Node | null
  readonly document: Document.Parsed
  readonly view: View
  /** What is written must be JSON too. */
  readonly isJson: boolean
}

export type ParsedYaml =
  | { readonly ok: true; readonly documents: readonly YamlDocument[] }
  | { readonly ok: false; readonly problem: Omit<Problem, 'file'> & { readonly line: number } }

/**
 * Parses every document of a text, positions kept. Duplicate keys are let through, as Helm does; aliases are never expanded.
 * A text that is no YAML, or is nested too deeply, is a problem with its 1-based line in the file.
 */
export function parseYaml(view: View): ParsedYaml {
  // Pretty errors take time that grows with the square of their number.
  // Behind a byte order mark the parser takes no list; a line break in its place leaves every offset as it is.
  const documents = parseAllDocuments(view.text.replace(/^\ufeff/, '\n'), {
    uniqueKeys: false,
    strict: false,
    logLevel: 'error',
    prettyErrors: false,
  })
  if ('empty' in documents) return { ok: true, documents: [] }
  for (const { errors } of documents) {
    if (errors[0]) return { ok: false, problem: describe(errors[0], view) }
  }
  const isJson = isJsonText(view.text)
  return {
    ok: true,
    documents: documents.map((document, index) => ({ index, root: document.contents, document, view, isJson })),
  }
}

function describe({ code, message, pos }: { code: string; message: string; pos: [number, number] }, view: View) {
  const line = view.lineOf(pos[0])
  // The parser recurses, and reports the end of its stack like any other mistake in the text.
  if (code === 'RESOURCE_EXHAUSTION') return { code: 'invalid-yaml', line, message: 'is nested too deeply to be read' }
  return { code: 'invalid-yaml', line, message: `not valid YAML: ${message.split('\n')[0]}` }
}

/** Whether a text is JSON, so that JSON it has to stay. An empty `{}` or `[]` is as much YAML as JSON. */
function isJsonText(text: string): boolean {
  const json = text.replace(/^\ufeff/, '')
  if (!/^\s*[[{]\s*[^\s\]}]/.test(json)) return false
  try {
    JSON.parse(json)
    return true
  } catch {
    return false
  }
}

/** The text of a map's key. */
export function keyText(key: unknown): string {
  if (isScalar(key)) return String(key.source ?? key.value)
  try {
    return `?${JSON.stringify(key)}`
  } catch {
    // A key that is nested too deeply, or holds an alias: nothing that anybody looks up by its text.
    return '?'
  }
}

/**
 * The pairs of a map that count: of a key that stands twice, the last one, as every reader that lets it pass has it. Each with
 * its index in the map.
 */
export function effectivePairs(map: YAMLMap): [index: number, key: string, value: unknown][] {
  const last = new Map<string, number>()
  for (const [index, pair] of map.items.entries()) last.set(keyText(pair.key), index)
  const isMerge = (key: string) => key === '<<'
  return [...map.items.entries()].flatMap(([index, pair]): [number, string, unknown][] => {
    const key = keyText(pair.key)
    return last.get(key) === index || isMerge(key) ? [[index, key, pair.value]] : []
  })
}

/** The nodes directly inside a map or list, with the step that leads to each, in the order of the text. */
export function childNodes(node: unknown): [step: string | number, child: unknown, key?: unknown][] {
  if (isMap(node)) return node.items.map((pair) => [keyText(pair.key), pair.value, pair.key])
  if (isSeq(node)) return [...node.items.entries()]
  return []
}
