import { isMap } from 'yaml'
import { scalarText, type YamlDocument } from '../edit/yaml-file.ts'
import { formatYamlPath } from '../edit/yaml-path.ts'
import { lineOfSite, siteOf } from './image-shapes.ts'
import type { FoundPin, PinSite } from './pin.ts'
import type { ValueUpdate } from './value-input.ts'
import { findByPath, type PathMatch } from './value-path.ts'
import { mergedValue } from './walk.ts'

/** The scalars of a document that a `value` input names. A map or list at the place is no pin. */
export function findValuePins(document: YamlDocument, update: ValueUpdate): FoundPin[] {
  if (update.object && !isObject(document, update.object)) return []
  return findByPath(document, update.steps).flatMap((match) => valuePin(document, match))
}

function isObject(document: YamlDocument, object: { kind: string; name: string }): boolean {
  const { root } = document
  if (!isMap(root)) return false
  const metadata = mergedValue(document, root, 'metadata')
  const name = isMap(metadata) ? scalarText(document, mergedValue(document, metadata, 'name')) : undefined
  return scalarText(document, mergedValue(document, root, 'kind')) === object.kind && name === object.name
}

function valuePin(document: YamlDocument, match: PathMatch): FoundPin[] {
  const map = isMap(match.parent) ? match.parent : undefined
  const visit = { at: { document }, path: map ? match.path.slice(0, -1) : match.path, parentKey: undefined }
  const site = siteOf(match.node, { visit, map, pairIndex: map ? match.index : undefined, part: 'value' })
  if (!site) return []
  return [pinOfValue(site, formatYamlPath(match.path))]
}

/** The pin of one scalar, whatever it holds; its name is its path. */
export function pinOfValue(site: PinSite, name: string): FoundPin {
  return {
    format: 'value',
    kind: 'value',
    name,
    names: [name],
    writtenName: name,
    current: { tag: site.scalar.value },
    sites: [site],
    place: site.place,
    line: lineOfSite(site),
  }
}
