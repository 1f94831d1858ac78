import type { YAMLMap } from 'yaml'
import { pairSite, scalarText, type YamlDocument } from '../edit/yaml-file.ts'
import { isDigest, isTag } from '../versions/image-grammar.ts'
import { tryParseImageReference } from '../versions/image-reference.ts'
import type { FileFormat } from './format.ts'
import { findImageShapes, type ImageFindings, lineOfSite, placeOfMap, siteOf } from './image-shapes.ts'
import type { FoundPin, ImageVersion, PinSite } from './pin.ts'
import { ownPairIndex, type Visit, walk } from './walk.ts'

/** The names under which kustomize looks for its file: `RecognizedKustomizationFileNames` in kustomize's api/konfig. */
const fileNames = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/

/** True for the path of a kustomization: kustomize reads no other names. */
export function isKustomizationFile(path: string): boolean {
  return fileNames.test(path)
}

/**
 * Kustomizations and Components: their `images`, and every image in inline patches. Fields of an image entry:
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/
 */
export const kustomize: FileFormat = {
  name: 'kustomize',
  matches: (path) => isKustomizationFile(path),
  find: (document): ImageFindings => {
    const shapes = findImageShapes(document, 'kustomize', isImageEntry)
    return { ...shapes, pins: [...findImageEntries(document), ...shapes.pins], lone: [] }
  },
}

/** Entries of `images` lists: kustomize's own, and those of a Flux or Argo CD object that takes the same entries. */
export function findImageEntries(document: YamlDocument): FoundPin[] {
  const pins: FoundPin[] = []
  walk(document, {
    map(map, visit) {
      const pin = isImageEntry(map, visit) ? readEntry(map, visit) : undefined
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
  if (!name) return undefined
  const newName = tryParseImageReference(text('newName') ?? '')
  const tag = text('newTag')
  const digest = text('digest')
  if ((tag && !isTag(tag)) || (digest && !isDigest(digest))) return undefined
  const sites = (['newTag', 'digest', 'newName'] as const).flatMap((key) => entrySite(map, visit, key))
  const [first] = sites
  const line = first ? lineOfSite(first) : 0
  if (!first || (!tag && !digest && !newName)) return undefined
  const insertionPair = pairSite(map, lastIndexOf(map, ['newTag', 'newName', 'name']))
  const used = newName ?? name
  return {
    format: 'kustomize',
    kind: 'image',
    name: used.canonical,
    names: [...new Set([used.canonical, name.canonical])],
    writtenName: used.written,
    current: { ...(tag && { tag }), ...(digest && { digest }) } satisfies ImageVersion,
    sites,
    place: placeOfMap(visit),
    ...(insertionPair && { insertionPair }),
    line,
  }
}

const parts = { newTag: 'tag', digest: 'digest', newName: 'name' } as const

function entrySite(map: YAMLMap, visit: Visit, key: keyof typeof parts): PinSite[] {
  const pairIndex = ownPairIndex(map, key)
  if (pairIndex === -1) return []
  const site = siteOf(map.items[pairIndex]?.value, { visit, map, pairIndex, part: parts[key] })
  return site && (site.scalar.value !== '' || key === 'digest') ? [site] : []
}

function lastIndexOf(map: YAMLMap, keys: readonly string[]): number {
  return keys.map((key) => ownPairIndex(map, key)).find((index) => index !== -1) ?? 0
}
