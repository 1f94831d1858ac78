import type { Problem } from '../errors.ts'
import { hasVersion, type ImageVersion, type Pin } from '../pins/pin.ts'
import type { ImageUpdate } from '../versions/image-input.ts'

/** What happens to digests: the `digest` input. */
export type DigestMode = 'keep' | 'add' | 'drop'

export type Target = { readonly version: ImageVersion } | { readonly problem: Problem }

export interface TargetOptions {
  readonly update: ImageUpdate
  readonly digest: DigestMode
}

/**
 * The version that an image update gives a place: each keeps its shape (tag, digest, or both), unless the `digest` input says
 * otherwise. A place without any version gets all that was given. Rules: docs/rules.md, "Digests".
 */
export function targetVersion(pin: Pin, { update, digest: mode }: TargetOptions): Target {
  const has = pin.current
  const { tag, digest } = update
  if (!hasVersion(pin)) return { version: given(update, mode) }
  if (tag === undefined) {
    if (has.tag !== undefined && has.digest !== digest) return { problem: tagWouldLie(pin, update) }
    return { version: { ...has, ...(digest !== undefined && { digest }) } }
  }
  if (mode === 'drop') return { version: { tag } }
  if (digest === undefined && has.digest !== undefined) {
    return has.tag === tag ? { version: has } : { problem: staleDigest(pin, update) }
  }
  const hasDigest = has.digest !== undefined || mode === 'add'
  return {
    version: { ...(has.tag !== undefined && { tag }), ...(hasDigest && digest !== undefined && { digest }) },
  }
}

function given({ tag, digest }: ImageUpdate, mode: DigestMode): ImageVersion {
  const dropsDigest = mode === 'drop' && tag !== undefined
  return { ...(tag !== undefined && { tag }), ...(digest !== undefined && !dropsDigest && { digest }) }
}

function place(pin: Pin): Pick<Problem, 'file' | 'line'> {
  return { file: pin.file, line: pin.line }
}

function staleDigest(pin: Pin, update: ImageUpdate): Problem {
  const shown = `${pin.current.digest?.slice(0, 19)}…`
  const message = `${pin.writtenName} is pinned by the digest ${shown} here, which would be stale beside the tag ${update.tag}`
  const hint = `Give the digest too (${update.written}:${update.tag}@sha256:…), or set "digest: drop" to pin by tag only.`
  return { code: 'stale-digest', ...place(pin), message, hint }
}

function tagWouldLie(pin: Pin, update: ImageUpdate): Problem {
  const message = `${pin.writtenName} is pinned by the tag ${pin.current.tag} here, which would not belong to the new digest`
  const hint = `Give the tag too: ${update.written}:TAG@${update.digest}${pin.current.digest ? '' : ', with "digest: add" to pin both'}.`
  return { code: 'tag-beside-digest', ...place(pin), message, hint }
}

/** The problem of a place that names an image and has no version, when none may be added. */
export function noVersion(pin: Pin): Problem {
  const message = `${pin.writtenName} has no tag and no digest here`
  return { code: 'no-version', ...place(pin), message, hint: 'Set "create-missing" to add one.' }
}
