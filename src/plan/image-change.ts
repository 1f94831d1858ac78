import type { QuoteStyle } from '../edit/scalar.ts'
import { formatVersion, hasVersion, type ImageVersion, type Pin } from '../pins/pin.ts'
import type { ImageUpdate } from '../versions/image-input.ts'
import { canonicalImageName, formatImageReference } from '../versions/image-reference.ts'
import type { PinPlan } from './change.ts'
import { noRoom, partTexts, referenceText, type WantedParts } from './image-parts.ts'
import { editRecord, type PlannedEdits, setScalar } from './record-edits.ts'
import { type DigestMode, noVersion, targetVersion } from './target-version.ts'

export type { DigestMode }

export interface ImageChangeOptions {
  readonly update: ImageUpdate
  readonly digest: DigestMode
  readonly createMissing: boolean
  readonly quote: QuoteStyle
}

/** Plans what an image update does to one pin that answers to its name. Rules: docs/rules.md, "Digests" and "Renames". */
export function planImageChange(pin: Pin, options: ImageChangeOptions): PinPlan {
  const { update, quote } = options
  if (!hasVersion(pin) && !options.createMissing) return { kind: 'refused', problem: noVersion(pin) }
  const target = targetVersion(pin, options)
  if ('problem' in target) return { kind: 'refused', problem: target.problem }
  const { version } = target
  const rename = renameOf(pin, update)
  const planned = editPin(pin, { version, rename, quote })
  if ('refused' in planned) return { kind: 'refused', problem: planned.refused }
  if (planned.edits.length === 0) return { kind: 'unchanged' }
  return {
    kind: 'change',
    change: { pin, from: formatVersion(pin.current), to: describeTarget(version, rename), version, ...planned },
  }
}

/** The name that an update gives a pin in place of the one that it has. */
export function renameOf(pin: Pin, { newName }: ImageUpdate): string | undefined {
  return newName !== undefined && canonicalImageName(newName) !== pin.name ? newName : undefined
}

/** A version in words, with the new name when there is one. */
export function describeTarget(version: ImageVersion, rename: string | undefined): string {
  return rename === undefined ? formatVersion(version) : formatImageReference({ written: rename, ...version })
}

function editPin(
  pin: Pin,
  { quote, ...wanted }: WantedParts & { readonly quote: QuoteStyle },
): PlannedEdits | { readonly refused: ReturnType<typeof noRoom> } {
  const reference = pin.sites.find(({ part }) => part === 'reference')
  if (reference) return setScalar(reference, { text: referenceText(pin, wanted), quote })
  const texts = partTexts(pin, wanted)
  if ('code' in texts) return { refused: texts }
  const edited = editRecord(pin, { texts, quote })
  return 'noRoomFor' in edited ? { refused: noRoom(pin, edited.noRoomFor) } : edited
}
