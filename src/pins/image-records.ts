import type { YAMLMap } from 'yaml'
import { scalarText } from '../edit/node-index.ts'
import { formatYamlPath } from '../edit/yaml-path.ts'
import { isDigest, isTag } from '../versions/image-grammar.ts'
import { tryParseImageReference } from '../versions/image-reference.ts'
import type { FoundPin, ImageVersion, Part, PinFormat, PinSite } from './pin.ts'
import { lineOfSite, memberSite, recordSite } from './pin-sites.ts'
import { mergedValues, ownPairIndex, placeOf, type Visit } from './walk.ts'

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

export interface RecordFindings {
  readonly pin?: FoundPin
  readonly name?: DeclaredName
  readonly lone?: LoneVersion
}

const tagKeys = ['tag', 'imageTag', 'image_tag']
const digestKeys = ['digest', 'imageDigest', 'image_digest', 'sha']
const nameKeys = ['repository', 'imageRepository', 'image', 'imageName', 'image_name', 'name', 'repo']
const registryKeys = ['registry', 'imageRegistry']

/** A name with its version beside it (`repository` + `tag` + `digest`, `registry`, `image` + `imageTag`, …), or half of that. */
export function readRecord(map: YAMLMap, visit: Visit, format: PinFormat): RecordFindings {
  const declared = declaredName(map, visit)
  if (declared === 'not-bare') return {}
  const sites = versionSites(map, visit, declared)
  if (!sites) return {}
  const name = declared && {
    path: formatYamlPath(visit.path),
    canonical: declared.canonical,
    written: declared.written,
  }
  const [first] = sites
  if (!first || first.version === undefined)
    return name && isImageName(declared, visit) ? withoutVersion(map, { visit, declared, format, name }) : {}
  const found = {
    format,
    kind: 'image' as const,
    place: placeOf(visit),
    current: Object.assign({}, ...sites.map(({ version }) => version)) as ImageVersion,
    sites: sites.map(({ site }) => site),
    record: recordSite(map, visit, [...tagKeys, 'version', ...digestKeys, ...nameKeys]),
    line: lineOfSite(first.site),
  }
  if (!name || !declared) return isInList(visit) ? {} : { lone: { path: formatYamlPath(visit.path), pin: found } }
  return { name, pin: { ...found, ...namesOf(declared), sites: [...found.sites, ...nameSite(map, visit, declared)] } }
}

function namesOf({ canonical, written }: Declared): Pick<FoundPin, 'name' | 'names' | 'writtenName'> {
  return { name: canonical, names: [canonical], writtenName: written }
}

// Helm replaces lists whole: what stands in one takes nothing from the layers below.
function isInList({ path }: Visit): boolean {
  return path.some((step) => typeof step === 'number')
}

function isImageKey(key: string | undefined): boolean {
  return /image$/i.test(key ?? '')
}

/** Whether a name that stands without a version is an image's: `name` alone may be anything's. */
function isImageName(declared: Declared, visit: Visit): boolean {
  return declared.key !== 'name' || isImageKey(visit.parentKey)
}

interface Versionless {
  readonly visit: Visit
  readonly declared: Declared
  readonly format: PinFormat
  readonly name: DeclaredName
}

// A version can be put beside the name where the map has the name itself.
function withoutVersion(map: YAMLMap, { visit, declared, format, name }: Versionless): RecordFindings {
  const nameMember = memberSite(map, { visit, key: declared.key, part: 'name' })
  if (!nameMember || declared.hasHexTag || !/repository$/i.test(declared.key)) return { name }
  const record = recordSite(map, visit, [...tagKeys, ...digestKeys, ...nameKeys])
  const sites = [...emptySites(map, visit, [...tagKeys, ...digestKeys]), ...nameSite(map, visit, declared)]
  const pin = {
    format,
    kind: 'image' as const,
    place: placeOf(visit),
    current: {},
    sites,
    record,
    line: lineOfSite(nameMember),
  }
  return { name, pin: { ...pin, ...namesOf(declared) } }
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
function declaredName(map: YAMLMap, { at: { document } }: Visit): Declared | 'not-bare' | undefined {
  const values = mergedValues(document, map)
  const textOf = (key: string) => scalarText(document, values.get(key)) || undefined
  const key = nameKeys.find(textOf)
  const text = key === undefined ? undefined : textOf(key)
  if (key === undefined || text === undefined) return undefined
  const registry = registryKeys.map(textOf).find(Boolean)?.replace(/\/+$/, '')
  const hasHexTag = text.endsWith('@sha256')
  const bare = hasHexTag ? text.slice(0, -'@sha256'.length) : text
  const reference = tryParseImageReference(registry && !bare.startsWith(`${registry}/`) ? `${registry}/${bare}` : bare)
  if (!reference || reference.tag || reference.digest) return 'not-bare'
  const { canonical, written } = reference
  return { key, canonical, written, hasRegistryKey: registry !== undefined, hasHexTag }
}

/** A site with the part of the version that it holds; none where it is empty. */
interface VersionSite {
  readonly site: PinSite
  readonly version: ImageVersion | undefined
}

/** Tag and digest of a map, the one with a version first; `undefined` when one of them is no version (a template, say). */
function versionSites(map: YAMLMap, visit: Visit, declared: Declared | undefined): VersionSite[] | undefined {
  const tag = firstFilled(map, visit, isVersionATag(declared, visit) ? [...tagKeys, 'version'] : tagKeys)
  const digest = firstFilled(map, visit, digestKeys)
  const tagSite = tag === undefined ? undefined : readTag(map, { visit, key: tag, isHex: declared?.hasHexTag ?? false })
  const digestSite = digest === undefined ? undefined : readDigest(map, { visit, key: digest })
  if (tag !== undefined && !tagSite) return undefined
  // `sha` is as often a commit's.
  if (digest !== undefined && !digestSite && digest !== 'sha') return undefined
  const places = digestSite ? [] : emptySites(map, visit, ['digest']).map((site) => ({ site, version: undefined }))
  return [tagSite, digestSite].filter((site) => site !== undefined).concat(places)
}

/** The first of the keys that the map has itself, with a text in it. */
function firstFilled(map: YAMLMap, { at: { document } }: Visit, keys: readonly string[]): string | undefined {
  return keys.find((key) => scalarText(document, map.items[ownPairIndex(map, key)]?.value))
}

// A `version` beside a name is as often a chart's: it counts where the name can only be an image's.
function isVersionATag(declared: Declared | undefined, visit: Visit): boolean {
  if (!declared) return false
  if (isImageKey(visit.parentKey)) return true
  return (declared.key === 'image' || declared.key === 'repository') && declared.written.includes('/')
}

function readTag(map: YAMLMap, options: { visit: Visit; key: string; isHex: boolean }): VersionSite | undefined {
  const site = memberSite(map, { ...options, part: options.isHex ? 'digest-hex' : 'tag' })
  const version = site && (options.isHex ? hexVersion(site.scalar.value) : tagVersion(site.scalar.value))
  return site && version && { site, version }
}

function readDigest(map: YAMLMap, options: { visit: Visit; key: string }): VersionSite | undefined {
  const site = memberSite(map, { ...options, part: 'digest' })
  if (!site) return undefined
  const { value } = site.scalar
  if (isDigest(value)) return { site, version: { digest: value } }
  const version = hexVersion(value)
  return version && { site: { ...site, part: 'digest-hex' satisfies Part }, version }
}

function hexVersion(text: string): ImageVersion | undefined {
  return /^[0-9a-f]{64}$/.test(text) ? { digest: `sha256:${text}` } : undefined
}

/** `1.4.0` or `1.4.0@sha256:…`. */
function tagVersion(text: string): ImageVersion | undefined {
  const [tag = '', digest, ...rest] = text.split('@')
  if (rest.length > 0 || !isTag(tag)) return undefined
  if (digest === undefined) return { tag }
  return isDigest(digest) ? { tag, digest } : undefined
}

/** `digest: ""`: places that are made for a version and hold none yet. */
function emptySites(map: YAMLMap, visit: Visit, keys: readonly string[]): PinSite[] {
  return keys.flatMap((key) => {
    const site = memberSite(map, { visit, key, part: /tag$/i.test(key) ? 'tag' : 'digest' })
    return site && (site.scalar.value === '' || site.scalar.kind === 'null') ? [site] : []
  })
}

function nameSite(map: YAMLMap, visit: Visit, declared: Declared): PinSite[] {
  if (declared.hasRegistryKey || declared.hasHexTag) return []
  const site = memberSite(map, { visit, key: declared.key, part: 'name' })
  return site ? [site] : []
}
