import type { YAMLMap } from 'yaml'
import type { YamlDocument } from '../edit/yaml-file.ts'
import { type DeclaredName, type LoneVersion, readRecord } from './image-records.ts'
import { findListedReference, findReferences } from './image-references.ts'
import type { FoundPin, PinFormat } from './pin.ts'
import { type Visit, walk } from './walk.ts'

/** What one document says of images. */
export interface ImageFindings {
  readonly pins: readonly FoundPin[]
  readonly names: readonly DeclaredName[]
  readonly lone: readonly LoneVersion[]
}

/** Finds images in the shapes that Helm values, manifests and custom resources share: in one string, or part by part in a map. */
export function findImageShapes(
  document: YamlDocument,
  format: PinFormat,
  skips: (map: YAMLMap, visit: Visit) => boolean = () => false,
): ImageFindings {
  const pins: FoundPin[] = []
  const names: DeclaredName[] = []
  const lone: LoneVersion[] = []
  walk(document, {
    map(map, visit) {
      if (skips(map, visit)) return
      const found = readRecord(map, visit, format)
      if (found.pin) pins.push(found.pin)
      if (found.name) names.push(found.name)
      if (found.lone) lone.push(found.lone)
      pins.push(...findReferences(map, visit, format))
    },
    item(node, visit) {
      const pin = findListedReference(node, visit, format)
      if (pin) pins.push(pin)
    },
  })
  return { pins, names, lone }
}
