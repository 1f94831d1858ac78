import type { Problem } from '../errors.ts'
import type { ImageVersion, Part, Pin, PinSite } from '../pins/pin.ts'
import { formatImageReference } from '../versions/image-reference.ts'

/** The texts that write a version, by the keys of the record that hold its parts. `undefined`: the key has to go. */
export type PartTexts = ReadonlyMap<string, string | undefined>

export interface WantedParts {
  readonly version: ImageVersion
  /** The name to write in place of the old one. */
  readonly rename: string | undefined
}

/** The text that a reference in one string becomes. */
export function referenceText(pin: Pin, { version, rename }: WantedParts): string {
  return formatImageReference({ written: rename ?? pin.writtenName, ...version })
}

/** The texts of the parts of a version that stand side by side in a map; a problem where a part has no place. */
export function partTexts(pin: Pin, { version, rename }: WantedParts): PartTexts | Problem {
  const tagSite = siteOf(pin, 'tag')
  const digestSite = siteOf(pin, 'digest') ?? siteOf(pin, 'digest-hex')
  const texts = new Map<string, string | undefined>()
  // `repository: x@sha256` with the hex digits in `tag`: there a tag has no place.
  const isHexTag = digestSite?.part === 'digest-hex' && /tag$/i.test(digestSite.key ?? '')
  if (isHexTag && version.tag !== undefined) return noRoom(pin, 'tag')
  // Helm values without a place for a digest hold it behind the tag: `tag: 1.4.0@sha256:…`.
  const isJoined =
    !digestSite && version.digest !== undefined && version.tag !== undefined && pin.format !== 'kustomize'
  if (version.tag !== undefined) {
    const key = tagSite?.key ?? (pin.format === 'kustomize' ? 'newTag' : 'tag')
    texts.set(key, isJoined ? `${version.tag}@${version.digest}` : version.tag)
  }
  if (version.digest !== undefined && !isJoined) {
    const isHex = digestSite?.part === 'digest-hex'
    texts.set(digestSite?.key ?? 'digest', isHex ? version.digest.replace(/^sha256:/, '') : version.digest)
  }
  if (digestSite && version.digest === undefined && digestSite.scalar.value !== '')
    texts.set(digestSite.key ?? '', undefined)
  if (rename === undefined) return texts
  const nameKey = siteOf(pin, 'name')?.key ?? (pin.format === 'kustomize' ? 'newName' : undefined)
  return nameKey === undefined ? noRename(pin) : texts.set(nameKey, rename)
}

function siteOf(pin: Pin, part: Part): PinSite | undefined {
  return pin.sites.find((site) => site.part === part)
}

/** A part that can't be written at its place. */
export function noRoom(pin: Pin, key: string): Problem {
  const message = `the ${key} of ${pin.writtenName} can't be added or taken away here without touching what surrounds it`
  return {
    code: 'no-room',
    file: pin.file,
    line: pin.line,
    message,
    hint: 'Write the place out on lines of its own, once, by hand.',
  }
}

function noRename(pin: Pin): Problem {
  const message = `${pin.writtenName} can't be renamed here: its name is put together from several values, or stands elsewhere`
  return { code: 'no-rename', file: pin.file, line: pin.line, message, hint: 'Change the name by hand, once.' }
}
