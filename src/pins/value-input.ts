import type { Problem } from '../errors.ts'
import { parseValuePath, type Step } from './value-path.ts'

/** One `value` input: which files, which place in them, and the new text. */
export interface ValueUpdate {
  readonly glob: string
  /** `Kind/name#` before the path: only documents of this kind and name. */
  readonly object?: { readonly kind: string; readonly name: string }
  readonly path: string
  readonly steps: readonly Step[]
  readonly text: string
  /** `!!str`, `!!int` or `!!bool` before the text. */
  readonly forced?: 'str' | 'int' | 'bool'
}

export type ParsedValueInput =
  | { readonly ok: true; readonly update: ValueUpdate }
  | { readonly ok: false; readonly problem: Problem }

/** Reads `FILE-GLOB:PATH=TEXT`: the first `:` ends the glob, the first `=` outside brackets and quotes ends the path. */
export function parseValueInput(item: string): ParsedValueInput {
  const colon = item.indexOf(':')
  const equals = colon < 1 ? -1 : findEquals(item, colon + 1)
  if (equals === -1) return problem(item, 'is not FILE-GLOB:PATH=TEXT')
  const selected = /^([A-Za-z][\w.]*)\/([^#\s]+)#(.+)$/.exec(item.slice(colon + 1, equals))
  const path = selected?.[3] ?? item.slice(colon + 1, equals)
  const parsed = parseValuePath(path)
  if (!parsed.ok) return problem(item, `is not FILE-GLOB:PATH=TEXT: ${parsed.message}`)
  const forced = /^!!(str|int|bool)\s+/.exec(item.slice(equals + 1))
  const text = item.slice(equals + 1 + (forced?.[0].length ?? 0))
  const update = { glob: item.slice(0, colon), path, steps: parsed.steps, text }
  const wrong = forced && checkForced(forced[1] ?? '', text)
  if (wrong) return problem(item, wrong)
  return {
    ok: true,
    update: {
      ...update,
      ...(selected && { object: { kind: selected[1] ?? '', name: selected[2] ?? '' } }),
      ...(forced && { forced: forced[1] as 'str' | 'int' | 'bool' }),
    },
  }
}

function checkForced(type: string, text: string): string | undefined {
  if (type === 'int' && !/^-?(?:0|[1-9]\d*)$/.test(text))
    return `forces !!int, and ${JSON.stringify(text)} is no whole number`
  if (type === 'bool' && !/^(?:true|false)$/.test(text)) return `forces !!bool: write true or false`
  return undefined
}

function findEquals(item: string, from: number): number {
  let depth = 0
  let isQuoted = false
  for (let at = from; at < item.length; at++) {
    const character = item[at]
    if (character === '\\' && isQuoted) at++
    else if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === '[') depth++
    else if (character === ']') depth--
    else if (character === '=' && depth === 0) return at
  }
  return -1
}

function problem(item: string, what: string): ParsedValueInput {
  const hint =
    'Write for example "apps/web/values-dev.yaml:image.tag=1.4.0" or "apps/*/values.yaml:images[name=web].tag=1.4.0".'
  return { ok: false, problem: { code: 'invalid-value', message: `value ${JSON.stringify(item)} ${what}`, hint } }
}
