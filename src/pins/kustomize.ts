import type { YAMLMap } from 'yaml'
import { scalarText } from '../edit/node-index.ts'
import type { YamlDocument } from '../edit/yaml-file.ts'
import { isKustomizationFile } from '../environments/kustomize-graph.ts'
import { isDigest, isTag } from '../versions/image-grammar.ts'
import { tryParseImageReference } from '../versions/image-reference.ts'
import type { FileFormat } from './format.ts'
import { findImageShapes, type ImageFindings } from './image-shapes.ts'
import type { FoundPin, PinSite } from './pin.ts'
import { lineOfSite, memberSite, recordSite } from './pin-sites.ts'
import { ownPairIndex, placeOf, type Visit, walk } from './walk.ts'

/**
 * Kustomizations and Components: their `images`, and every image in inline patches. Fields of an image entry:
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/
 */
export const kustomize: FileFormat = {
  name: 'kustomize',
  matches: (path) => isKustomizationFile(path),
  find: (document): ImageFindings => {
    const shapes = findImageShapes(document, 'kustomize', (map, visit) => isOwnEntry(visit) || isImageEntry(map, visit))
    return { ...shapes, pins: [...findImageEntries(document, isOwnEntry), ...shapes.pins], lone: [] }
  },
}

/** An item of the kustomization's own `images`, whatever fields it has. */
function isOwnEntry({ at, path }: Visit): boolean {
  return at.level === 0 && path.length === 2 && path[0] === 'images' && typeof path[1] === 'number'
}

/** Entries of `images` lists: kustomize's own, and those of a Flux or Argo CD object that takes the same entries. */
export function findImageEntries(document: YamlDocument, isOwn: (visit: Visit) => boolean = () => false): FoundPin[] {
  const pins: FoundPin[] = []
  walk(document, {
    map(map, visit) {
      const pin = isOwn(visit) || isImageEntry(map, visit) ? readEntry(map, visit) : undefined
      if (pin) pins.push(pin)
    },
  })
  return pins
}

/** An item of an `images` list with kustomize's fields: an image's name, and what to run in its place. */
export function isImageEntry(map: YAMLMap, visit: Visit): boolean {
  if (visit.parentKey !== 'images' || typeof visit.path.at(-1) !== 'number') return false
  const has = (key: string) => ownPairIndex(map, key) !== -1
  return has('name') && (has('newTag') || has('newName') || (has('digest') && !has('tag')))
}

function readEntry(map: YAMLMap, visit: Visit): FoundPin | undefined {
  const text = (key: string) => scalarText(visit.at.document, map.items[ownPairIndex(map, key)]?.value) || undefined
  const name = tryParseImageReference(text('name') ?? '')
  const used = text('newName') === undefined ? name : tryParseImageReference(text('newName') ?? '')
  const [tag, digest] = [text('newTag'), text('digest')]
  if (!name || !used || (tag && !isTag(tag)) || (digest && !isDigest(digest))) return undefined
  const sites = (['newTag', 'digest', 'newName'] as const).flatMap((key) => entrySite(map, visit, key))
  const lineSite = sites[0] ?? memberSite(map, { visit, key: 'name', part: 'name' })
  if (!lineSite) return undefined
  return {
    format: 'kustomize',
    kind: 'image',
    name: used.canonical,
    names: [...new Set([used.canonical, name.canonical])],
    writtenName: used.written,
    entryName: name.written,
    current: { ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) },
    sites,
    place: placeOf(visit),
    record: recordSite(map, visit, ['name', 'newName', 'newTag', 'digest']),
    line: lineOfSite(lineSite),
  }
}

const parts = { newTag: 'tag', digest: 'digest', newName: 'name' } as const

function entrySite(map: YAMLMap, visit: Visit, key: keyof typeof parts): PinSite[] {
  const site = memberSite(map, { visit, key, part: parts[key] })
  return site ? [site] : []
}
