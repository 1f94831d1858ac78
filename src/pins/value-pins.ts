import { isMap } from 'yaml'
import { resolveAlias, scalarText } from '../edit/node-index.ts'
import type { YamlDocument } from '../edit/yaml-file.ts'
import { formatYamlPath } from '../edit/yaml-path.ts'
import type { FoundPin, PinSite } from './pin.ts'
import { lineOfSite, siteOf } from './pin-sites.ts'
import type { ValueUpdate } from './value-input.ts'
import { findByPath, type PathMatch } from './value-path.ts'
import { mergedValues } from './walk.ts'

/** The scalars of a document that a `value` input names. A map or list at the place is no pin. */
export function findValuePins(document: YamlDocument, update: ValueUpdate): FoundPin[] {
  if (!isNamed(document, update)) return []
  return findByPath(document, update.steps).flatMap((match) => valuePin(document, match))
}

/** Whether a document is the one that `Kind/name#` names; every one is where nothing is named. */
export function isNamed(document: YamlDocument, { object }: Pick<ValueUpdate, 'object'>): boolean {
  const { root } = document
  if (!object || !isMap(root)) return !object
  const values = mergedValues(document, root)
  const metadata = resolveAlias(document, values.get('metadata'))
  const name = isMap(metadata) ? scalarText(document, mergedValues(document, metadata).get('name')) : undefined
  return scalarText(document, values.get('kind')) === object.kind && name === object.name
}

function valuePin(document: YamlDocument, { node, key, path }: PathMatch): FoundPin[] {
  const site = siteOf(node, { at: { document, level: 0 }, part: 'value', key })
  return site ? [pinOfValue(site, formatYamlPath(path))] : []
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
