import type { QuoteStyle } from '../edit/scalar.ts'
import type { YamlDocument } from '../edit/yaml-file.ts'
import type { FoundPin, Pin } from '../pins/pin.ts'
import { readDocuments } from '../pins/scan.ts'
import { findValuePins } from '../pins/value-pins.ts'
import { canonicalImageName } from '../versions/image-reference.ts'
import type { PinPlan } from './change.ts'
import { planImageChange } from './image-change.ts'
import { pathInValues } from './overlay-places.ts'
import type { DigestMode } from './target-version.ts'
import type { Match } from './update-request.ts'
import { planValueChange } from './value-change.ts'

export interface OverlayFacts {
  readonly documents: readonly YamlDocument[]
  readonly digest: DigestMode
  readonly quote: QuoteStyle
}

/**
 * The plan for an entry that an overlay has already, though not under the name that was asked for: what a run before this one has
 * made, say. `undefined` when there is none.
 */
export function planExisting(
  { pin, wanted, creation }: Match,
  { documents, digest, quote }: OverlayFacts,
): PinPlan | undefined {
  const { file, environment, application, reaches } = pin
  const owner = {
    file,
    reaches,
    ...(environment !== undefined && { environment }),
    ...(application !== undefined && { application }),
  }
  const found =
    creation &&
    (creation.entryName === undefined
      ? ownValue(creation.base, documents)
      : ownEntry(creation.entryName, { file, documents }))
  if (!found) return undefined
  const own: Pin = { ...found, ...owner }
  if (wanted.kind === 'value') return planValueChange(own, { update: wanted.update, quote })
  return planImageChange(own, { update: wanted.update, digest, createMissing: true, quote })
}

function ownEntry(
  name: string,
  { file, documents }: { file: string; documents: readonly YamlDocument[] },
): FoundPin | undefined {
  const canonical = canonicalImageName(name)
  return readDocuments(file, documents).pins.find(
    (each) => each.format === 'kustomize' && each.record?.path[0] === 'images' && each.names.at(-1) === canonical,
  )
}

function ownValue(base: Pin, [document]: readonly YamlDocument[]): FoundPin | undefined {
  const path = base.kind === 'value' ? pathInValues(base) : undefined
  if (!path || !document) return undefined
  const [found] = findValuePins(document, { glob: '', path: base.name, steps: path.map((key) => ({ key })), text: '' })
  return found
}
