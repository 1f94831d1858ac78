import type { YAMLMap } from 'yaml'
import { locate } from '../edit/node-index.ts'
import { pairSite, scalarSite } from '../edit/sites.ts'
import { placeOfPath } from '../edit/yaml-path.ts'
import type { Part, PinSite, RecordSite } from './pin.ts'
import { ownPairIndex, placeOf, type Visit, type WalkedDocument } from './walk.ts'

/** The site of a scalar, or of the one behind an alias; `undefined` when the node is no scalar. */
export function siteOf(
  node: unknown,
  { at, part, key }: { at: WalkedDocument; part: Part; key?: string | undefined },
): PinSite | undefined {
  const scalar = scalarSite(at.document, node)
  if (!scalar) return undefined
  const place = placeOfPath({ document: at.document.index, path: scalar.path, outer: at.outer })
  return { part, scalar, place, ...(key !== undefined && { key }) }
}

/** The site of the scalar under a key that a map has itself. */
export function memberSite(
  map: YAMLMap,
  { visit, key, part }: { visit: Visit; key: string; part: Part },
): PinSite | undefined {
  return siteOf(map.items[ownPairIndex(map, key)]?.value, { at: visit.at, part, key })
}

/** The map as a place where parts of a version stand, with those of its pairs that are of interest. */
export function recordSite(map: YAMLMap, visit: Visit, keys: readonly string[]): RecordSite {
  const { document } = visit.at
  const pairs = keys.flatMap((key) => {
    const site = pairSite(map, ownPairIndex(map, key))
    return site ? [[key, site] as const] : []
  })
  return {
    place: placeOf(visit),
    path: visit.path,
    pairs: new Map(pairs),
    view: document.view,
    inFlow: map.flow === true || locate(document, map).inFlow,
    isJson: document.isJson,
  }
}

/** The 1-based line of a site in its file. */
export function lineOfSite({ scalar }: Pick<PinSite, 'scalar'>): number {
  return scalar.view.lineOf(scalar.start)
}
