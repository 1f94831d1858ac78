import { isScalar, type YAMLMap } from 'yaml'
import { scalarText } from '../edit/node-index.ts'
import { effectivePairs } from '../edit/yaml-file.ts'
import { tryParseImageReference } from '../versions/image-reference.ts'
import type { FoundPin, PinFormat } from './pin.ts'
import { lineOfSite, siteOf } from './pin-sites.ts'
import type { Visit } from './walk.ts'

/** Images in one string under the keys of a map: `image: name:tag@digest`, and every value of a map `images`. */
export function findReferences(map: YAMLMap, visit: Visit, format: PinFormat): FoundPin[] {
  const isMapOfImages = isImagesKey(visit.parentKey)
  return effectivePairs(map).flatMap(([, key, value]) => {
    if (!isMapOfImages && !/image(?:[_-]?name)?$/i.test(key)) return []
    return readReference(value, { visit, format, key }) ?? []
  })
}

/** An image in one string as an item of a list `images`. */
export function findListedReference(node: unknown, visit: Visit, format: PinFormat): FoundPin | undefined {
  return isImagesKey(visit.parentKey) ? readReference(node, { visit, format }) : undefined
}

function isImagesKey(key: string | undefined): boolean {
  return /images$/i.test(key ?? '')
}

function readReference(
  node: unknown,
  { visit, format, key }: { visit: Visit; format: PinFormat; key?: string },
): FoundPin | undefined {
  const reference = tryParseImageReference(scalarText(visit.at.document, node) ?? '')
  if (!reference) return undefined
  const { canonical, written, tag, digest } = reference
  const hasVersion = tag !== undefined || digest !== undefined
  // Without a version a text is an image's name for certain only where Kubernetes wants one.
  if (!hasVersion && !(key === 'image' && isScalar(node) && isContainer(visit))) return undefined
  const site = siteOf(node, { at: visit.at, part: 'reference', key })
  if (!site) return undefined
  return {
    format,
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

/** An item of `containers`, `initContainers` or `ephemeralContainers`. */
function isContainer({ path, parentKey }: Visit): boolean {
  return typeof path.at(-1) === 'number' && /^(?:c|initC|ephemeralC)ontainers$/.test(parentKey ?? '')
}
