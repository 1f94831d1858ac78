import { isMap } from 'yaml'
import { locate } from '../edit/node-index.ts'
import type { YamlDocument } from '../edit/yaml-file.ts'
import { formatYamlPath, placeOfPath, type YamlPath } from '../edit/yaml-path.ts'
import type { FoundPin, MissingPlace } from './pin.ts'
import type { ValueUpdate } from './value-input.ts'
import { findByPath } from './value-path.ts'
import { isNamed } from './value-pins.ts'

export type FoundMissing =
  | { readonly kind: 'found'; readonly pin: FoundPin }
  /** Nobody can say to which of several documents it would belong. */
  | { readonly kind: 'several-documents' }
  | { readonly kind: 'no-place' }

/** Looks for the place where a value could be added: the last keys of its path may be missing, nothing before them. */
export function findMissingValue(documents: readonly YamlDocument[], update: ValueUpdate): FoundMissing {
  const named = documents.filter((document) => isNamed(document, update))
  if (documents.length > 1 && named.length !== 1) {
    return { kind: named.length > 1 ? 'several-documents' : 'no-place' }
  }
  const [first, ...rest] = trailingKeys(update)
  if (first === undefined) return { kind: 'no-place' }
  const steps = update.steps.slice(0, update.steps.length - rest.length - 1)
  const document = named[0]
  const at = steps.length === 0 ? [] : document && pathOf(document, steps)
  if (!at || (documents.length > 0 && !document)) return { kind: 'no-place' }
  return { kind: 'found', pin: missingPin(update, { document: document?.index ?? 0, at, keys: [first, ...rest] }) }
}

function trailingKeys({ steps }: ValueUpdate): string[] {
  const last = steps.findLastIndex((step) => !('key' in step))
  return steps.slice(last + 1).flatMap((step) => ('key' in step ? [step.key] : []))
}

// Only where the steps lead to one map, and not through an alias: what is added there others would read too.
function pathOf(document: YamlDocument, steps: ValueUpdate['steps']): YamlPath | undefined {
  const [match, ...others] = findByPath(document, steps)
  if (!match || others.length > 0 || !isMap(match.node)) return undefined
  const { path } = locate(document, match.node)
  return formatYamlPath(path) === formatYamlPath(match.path) ? path : undefined
}

function missingPin(update: ValueUpdate, missing: MissingPlace): FoundPin {
  return {
    format: 'value',
    kind: 'value',
    name: update.path,
    names: [update.path],
    writtenName: update.path,
    current: {},
    sites: [],
    place: placeOfPath({ document: missing.document, path: [...missing.at, ...missing.keys] }),
    missing,
    line: 1,
  }
}
