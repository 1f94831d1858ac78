import { isReadAsOtherType } from '../edit/plain.ts'
import { formatScalar, type ScalarType } from '../edit/scalar.ts'
import type { ScalarSite } from '../edit/yaml-file.ts'
import type { Pin } from '../pins/pin.ts'
import type { ValueUpdate } from '../pins/value-input.ts'
import type { PinPlan } from './change.ts'

/** Keys whose values are versions: what is written there always reads back as a string. */
const versionKeys: ReadonlySet<string> = new Set([
  'tag',
  'imageTag',
  'newTag',
  'digest',
  'version',
  'appVersion',
  'targetRevision',
  'image',
  'ref',
])

/** Plans what a `value` update does to one place. Rules: docs/rules.md, "Values". */
export function planValueChange(pin: Pin, update: ValueUpdate, quote: '"' | "'"): PinPlan {
  const [site] = pin.sites
  if (!site || site.scalar.value === update.text) return { kind: 'unchanged' }
  const type = typeFor(site.scalar, site.key, update)
  const isForcedPlain = update.forced === 'int' || update.forced === 'bool'
  const scalar: ScalarSite = isForcedPlain && site.scalar.style !== 'empty' ? { ...site.scalar, style: 'plain' } : site.scalar
  const written = formatScalar(scalar, update.text, { type, quote })
  const change = {
    pin,
    from: site.scalar.value || '(none)',
    to: update.text,
    version: { tag: update.text },
    edits: [{ view: scalar.view, edit: { start: scalar.start, end: scalar.end, text: written.source } }],
    expected: [{ place: site.place, value: written.value, mustBeString: type === 'string' }],
  }
  return { kind: 'change', change }
}

function typeFor(scalar: ScalarSite, key: string | undefined, update: ValueUpdate): ScalarType {
  if (update.forced !== undefined) return update.forced === 'str' ? 'string' : 'natural'
  if (key !== undefined && versionKeys.has(key)) return 'string'
  if (scalar.type === 'null') return 'natural'
  if (scalar.type === 'number') return /^[-+.]?\d/.test(update.text) && isReadAsOtherType(update.text) ? 'natural' : 'string'
  if (scalar.type === 'boolean') return /^(?:true|false|yes|no|on|off)$/i.test(update.text) ? 'natural' : 'string'
  return 'string'
}
