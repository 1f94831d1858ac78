import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml'
import type { NewMap, NewNode } from '../edit/new-node.ts'
import { type ScalarSite, scalarSite } from '../edit/sites.ts'
import { keyText, type YamlDocument } from '../edit/yaml-file.ts'
import type { ImageVersion } from '../pins/pin.ts'

/** How the last entry of a kustomization's `images` writes each of its keys. */
export type EntryStyles = ReadonlyMap<string, ScalarSite['style']>

/** The styles of the entries that are there, for one more. */
export function neighbourStyles(document: YamlDocument | undefined): EntryStyles {
  const styles = new Map<string, ScalarSite['style']>()
  for (const entry of document ? entriesOf(document) : []) {
    for (const pair of entry.items) {
      const site = isScalar(pair.value) ? scalarSite(document as YamlDocument, pair.value) : undefined
      if (site) styles.set(keyText(pair.key), site.style)
    }
  }
  return styles
}

function entriesOf({ root }: YamlDocument): YAMLMap[] {
  const images = isMap(root) ? root.items.findLast((pair) => keyText(pair.key) === 'images')?.value : undefined
  return isSeq(images) ? images.items.filter((item) => isMap(item)) : []
}

export interface EntryParts {
  readonly name: string
  readonly newName: string | undefined
  readonly version: ImageVersion
  readonly styles: EntryStyles
}

// A key that no neighbour has is written like the one most like it.
const likeness: Readonly<Record<string, string>> = { newName: 'name', newTag: 'digest', digest: 'newTag' }

/** `images: [{name, newName, newTag, digest}]` with what there is. */
export function newEntry({ name, newName, version, styles }: EntryParts): NewMap {
  const parts = { name, newName, newTag: version.tag, digest: version.digest }
  const pairs = Object.entries(parts).flatMap(([key, scalar]): [string, NewNode][] => {
    const style = styles.get(key) ?? styles.get(likeness[key] ?? key) ?? 'plain'
    return scalar === undefined ? [] : [[key, { scalar, type: 'string', style }]]
  })
  return { map: new Map([['images', { list: [{ map: new Map(pairs) }] }]]) }
}
