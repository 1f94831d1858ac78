import { plainKind } from '../edit/plain.ts'
import { formatScalar, type QuoteStyle, type ScalarType } from '../edit/scalar.ts'
import type { ScalarSite } from '../edit/sites.ts'
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
export function planValueChange(
  pin: Pin,
  { update, quote }: { update: Pick<ValueUpdate, 'text' | 'forced'>; quote: QuoteStyle },
): PinPlan {
  const [site] = pin.sites
  if (!site) return { kind: 'unchanged' }
  const type = valueType(update, { key: site.key, kind: site.scalar.kind })
  const isForcedPlain = update.forced === 'int' || update.forced === 'bool'
  const isUnquoted = isForcedPlain && site.scalar.style !== 'empty'
  const scalar: ScalarSite = isUnquoted ? { ...site.scalar, style: 'plain' } : site.scalar
  const { source, value } = formatScalar(scalar, { value: update.text, type, quote })
  const isRead = scalar.value === value && !isForcedPlain && (type === 'natural' || scalar.kind === 'string')
  if (isRead || source === scalar.source) return { kind: 'unchanged' }
  const change = {
    pin,
    from: site.scalar.value || '(none)',
    to: update.text,
    version: { tag: update.text },
    edits: [{ view: scalar.view, edit: { start: scalar.start, end: scalar.end, text: source } }],
    expected: [{ place: site.place, value, mustBeString: type === 'string' }],
  }
  return { kind: 'change', change }
}

/** Whether a value has to read back as a string, or may be what its text looks like. */
export function valueType(
  { text, forced }: Pick<ValueUpdate, 'text' | 'forced'>,
  old: { key: string | undefined; kind: ScalarSite['kind'] },
): ScalarType {
  if (forced !== undefined) return forced === 'str' ? 'string' : 'natural'
  if (old.key !== undefined && versionKeys.has(old.key)) return 'string'
  return old.kind === 'null' || (old.kind !== 'string' && plainKind(text) === old.kind) ? 'natural' : 'string'
}
