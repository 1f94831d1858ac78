import type { YAMLMap } from 'yaml'
import { lineAt } from '../edit/text.ts'
import { type Place, placeOfPath } from '../edit/verify.ts'
import { keyText, pairSite, scalarSite, scalarText, type YamlDocument } from '../edit/yaml-file.ts'
import { formatYamlPath } from '../edit/yaml-path.ts'
import { isDigest, isTag } from '../versions/image-grammar.ts'
import { tryParseImageReference } from '../versions/image-reference.ts'
import type { FoundPin, ImageVersion, Part, PinFormat, PinSite } from './pin.ts'
import { mergedValue, ownPairIndex, type Visit, walk } from './walk.ts'

/** An image's name as a file writes it, with or without a version: a layer above may hold the tag. */
export interface DeclaredName {
  readonly path: string
  readonly canonical: string
  readonly written: string
}

/** A tag or digest with no name beside it: a layer below may hold the name. */
export interface LoneVersion {
  readonly path: string
  readonly pin: Omit<FoundPin, 'name' | 'names' | 'writtenName'>
}

/** What one document says of images. */
export interface ImageFindings {
  readonly pins: readonly FoundPin[]
  readonly names: readonly DeclaredName[]
  readonly lone: readonly LoneVersion[]
}

const tagKeys = ['tag', 'imageTag', 'image_tag']
const digestKeys = ['digest', 'imageDigest', 'image_digest', 'sha']
const nameKeys = ['repository', 'imageRepository', 'image', 'imageName', 'image_name', 'name', 'repo']
const registryKeys = ['registry', 'imageRegistry']

/**
 * Finds images in the shapes that Helm values, manifests and custom resources share: a reference in one string under a key that
 * ends in `image`, and a name with its version beside it (`repository` + `tag` + `digest`, `registry`, `image` + `imageTag`, …).
 */
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
      pins.push(...readReferences(map, visit, format))
    },
    item(node, visit) {
      if (!/images$/i.test(visit.parentKey ?? '')) return
      const pin = readReference(node, { visit, format, pairIndex: undefined, map: undefined })
      if (pin) pins.push(pin)
    },
  })
  return { pins, names, lone }
}

function readReferences(map: YAMLMap, visit: Visit, format: PinFormat): FoundPin[] {
  const isMapOfImages = /images$/i.test(visit.parentKey ?? '')
  return map.items.flatMap((pair, pairIndex) => {
    if (!isMapOfImages && !/image(?:[_-]?name)?$/i.test(keyText(pair.key))) return []
    return readReference(pair.value, { visit, format, map, pairIndex }) ?? []
  })
}

interface ReferencePlace {
  readonly visit: Visit
  readonly format: PinFormat
  readonly map: YAMLMap | undefined
  readonly pairIndex: number | undefined
}

function readReference(node: unknown, place: ReferencePlace): FoundPin | undefined {
  const { document } = place.visit.at
  const text = scalarText(document, node)
  if (!text || !/[:@]/.test(text)) return undefined
  const reference = tryParseImageReference(text)
  if (!reference || !(reference.tag || reference.digest)) return undefined
  const site = siteOf(node, { ...place, part: 'reference' })
  if (!site) return undefined
  const { canonical, written, tag, digest } = reference
  return {
    format: place.format,
    kind: 'image',
    name: canonical,
    names: [canonical],
    writtenName: written,
    current: { ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) },
    sites: [site],
    place: site.place,
    line: lineOfSite(site),
  }
}

interface RecordFindings {
  readonly pin?: FoundPin
  readonly name?: DeclaredName
  readonly lone?: LoneVersion
}

function readRecord(map: YAMLMap, visit: Visit, format: PinFormat): RecordFindings {
  const declared = declaredName(map, visit)
  if (declared === 'not-bare') return {}
  const path = formatYamlPath(visit.path)
  const version = readVersion(map, visit, declared)
  const name = declared && { path, canonical: declared.canonical, written: declared.written }
  if (!version) return name && (declared.key !== 'name' || isImageKey(visit.parentKey)) ? { name } : {}
  const found = { format, kind: 'image' as const, place: placeOfMap(visit), ...version }
  if (!declared || !name) return { lone: { path, pin: found } }
  const sites = [...found.sites, ...nameSite(map, visit, declared)]
  return { name, pin: { ...found, sites, name: declared.canonical, names: [declared.canonical], writtenName: declared.written } }
}

/** The place of a visited map. */
export function placeOfMap({ at: { document, outer }, path }: Visit): Place {
  return placeOfPath({ document: document.index, path, ...(outer !== undefined && { outer }) })
}

function isImageKey(key: string | undefined): boolean {
  return /image$/i.test(key ?? '')
}

interface Declared {
  readonly key: string
  readonly canonical: string
  readonly written: string
  readonly hasRegistryKey: boolean
  /** `repository: x@sha256` with the hex digits in `tag`. */
  readonly hasHexTag: boolean
}

// The first name key that is there decides; one that already holds a version makes the map no record of a name and a version.
function declaredName(map: YAMLMap, visit: Visit): Declared | 'not-bare' | undefined {
  const { document } = visit.at
  for (const key of nameKeys) {
    const text = scalarText(document, mergedValue(document, map, key))
    if (!text) continue
    const hasHexTag = text.endsWith('@sha256')
    const registry = registryKeys.map((each) => scalarText(document, mergedValue(document, map, each))).find(Boolean)
    const bare = hasHexTag ? text.slice(0, -'@sha256'.length) : text
    const reference = tryParseImageReference(registry && !bare.startsWith(`${registry}/`) ? `${registry}/${bare}` : bare)
    if (!reference || reference.tag || reference.digest) return 'not-bare'
    const { canonical, written } = reference
    return { key, canonical, written, hasRegistryKey: registry !== undefined, hasHexTag }
  }
  return undefined
}

type FoundVersion = Pick<FoundPin, 'current' | 'sites' | 'line' | 'insertionPair'>

function readVersion(map: YAMLMap, visit: Visit, declared: Declared | undefined): FoundVersion | undefined {
  const tag = memberOf(map, visit, [...tagKeys, ...(isVersionATag(declared, visit) ? ['version'] : [])])
  const digest = memberOf(map, visit, digestKeys)
  const parts = [
    ...(tag ? [partOfTag(tag.text, declared?.hasHexTag ?? false)] : []),
    ...(digest ? [partOfDigest(digest.text)] : []),
  ]
  if (parts.length === 0 || parts.some((part) => part === undefined)) return undefined
  const sites = [tag, digest].flatMap((member, index) => {
    const part = tag ? parts[index] : parts[index - 1]
    const site = member && part && siteOf(member.node, { visit, map, pairIndex: member.index, part: part.part })
    return site ? [site] : []
  })
  if (!digest) sites.push(...emptySite(map, visit, 'digest'))
  const first = sites[0]
  if (!first) return undefined
  const current = Object.assign({}, ...parts.map((part) => part?.version)) as ImageVersion
  return { current, sites, line: lineOfSite(first), ...(first.pair && { insertionPair: first.pair }) }
}

// A `version` beside a name is as often a chart's: it counts where the name can only be an image's.
function isVersionATag(declared: Declared | undefined, visit: Visit): boolean {
  if (!declared) return false
  if (isImageKey(visit.parentKey)) return true
  return (declared.key === 'image' || declared.key === 'repository') && declared.written.includes('/')
}

/** `digest: ""`: a place that is made for a digest and holds none yet. */
export function emptySite(map: YAMLMap, visit: Visit, key: string): PinSite[] {
  const pairIndex = ownPairIndex(map, key)
  if (pairIndex === -1 || scalarText(visit.at.document, map.items[pairIndex]?.value) !== '') return []
  const site = siteOf(map.items[pairIndex]?.value, { visit, map, pairIndex, part: 'digest' })
  return site ? [site] : []
}

function memberOf(map: YAMLMap, visit: Visit, keys: readonly string[]) {
  for (const key of keys) {
    const index = ownPairIndex(map, key)
    const node = map.items[index]?.value
    const text = index === -1 ? undefined : scalarText(visit.at.document, node)
    if (text) return { index, node, text }
  }
  return undefined
}

interface PartVersion {
  readonly part: Part
  readonly version: ImageVersion
}

function partOfTag(text: string, isHex: boolean): PartVersion | undefined {
  if (isHex) return /^[0-9a-f]{64}$/.test(text) ? { part: 'digest-hex', version: { digest: `sha256:${text}` } } : undefined
  const [tag = '', digest, ...rest] = text.split('@')
  if (rest.length > 0 || !isTag(tag)) return undefined
  if (digest === undefined) return { part: 'tag', version: { tag } }
  return isDigest(digest) ? { part: 'tag', version: { tag, digest } } : undefined
}

function partOfDigest(text: string): PartVersion | undefined {
  if (/^[0-9a-f]{64}$/.test(text)) return { part: 'digest-hex', version: { digest: `sha256:${text}` } }
  return isDigest(text) ? { part: 'digest', version: { digest: text } } : undefined
}

function nameSite(map: YAMLMap, visit: Visit, declared: Declared): PinSite[] {
  const pairIndex = ownPairIndex(map, declared.key)
  if (pairIndex === -1 || declared.hasRegistryKey || declared.hasHexTag) return []
  const site = siteOf(map.items[pairIndex]?.value, { visit, map, pairIndex, part: 'name' })
  return site ? [site] : []
}

/** The site of a scalar in a map (or of a list item, without `map`); `undefined` when the node is no scalar. */
export function siteOf(
  node: unknown,
  place: { visit: Visit; map: YAMLMap | undefined; pairIndex: number | undefined; part: Part },
): PinSite | undefined {
  const { visit, map, pairIndex, part } = place
  const key = map && pairIndex !== undefined ? keyText(map.items[pairIndex]?.key) : undefined
  const path = key === undefined ? visit.path : [...visit.path, key]
  const { document, outer } = visit.at
  const scalar = scalarSite(document, { node, path })
  if (!scalar) return undefined
  const pair = map && pairIndex !== undefined ? pairSite(map, pairIndex) : undefined
  const written = placeOfPath({ document: document.index, path: scalar.path, ...(outer !== undefined && { outer }) })
  return { part, scalar, place: written, ...(pair && { pair }), ...(key !== undefined && { key }) }
}

/** The 1-based line of a site in its file. */
export function lineOfSite(site: PinSite): number {
  return lineAt(site.scalar.view.text, site.scalar.start) + site.scalar.view.firstLine - 1
}
