import type { Problem } from '../errors.ts'
import type { ImageUpdate } from './image-input.ts'
import { canonicalImageName } from './image-reference.ts'
import { commitOf, type TagKind, tagKind } from './tag-kind.ts'
import { parseVersion } from './version-parts.ts'

export interface MergedVersions {
  readonly image?: ImageUpdate
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/**
 * Makes one update of all that was given for one name. Tags of one push (docker/metadata-action gives `1.4.0`, `1.4`, `1`,
 * `latest`, `sha-…` together) become the one that says most and never moves; a digest of its own joins it. What still differs is
 * `conflicting-versions`.
 */
export function mergeVersions(group: readonly ImageUpdate[]): MergedVersions {
  const [first] = group
  if (first === undefined) return { problems: [], warnings: [] }
  const tags = unique(group.map((item) => item.tag))
  const pick = pickTag(tags)
  const digests = unique(group.map((item) => item.digest))
  const newNames = uniqueNames(group.map((item) => item.newName))
  const conflicts = [
    ...(pick.rivals.length > 1 ? [conflict(first.written, 'tags', pick.rivals)] : []),
    ...(digests.length > 1 ? [conflict(first.written, 'digests', digests)] : []),
    ...(newNames.length > 1 ? [conflict(first.written, 'new names', newNames)] : []),
    ...(digests.length === 1 ? strayDigest(group, pick.tag) : []),
  ]
  if (conflicts.length > 0) return { problems: conflicts, warnings: [] }
  const image = {
    name: first.name,
    written: first.written,
    ...(newNames[0] === undefined ? {} : { newName: newNames[0] }),
    ...(pick.tag === undefined ? {} : { tag: pick.tag }),
    ...(digests[0] === undefined ? {} : { digest: digests[0] }),
  }
  return { image, problems: [], warnings: tagWarnings(image, tags) }
}

/** What a tag says about the image, the most telling first. */
const ranks: readonly TagKind[] = ['semver', 'date', 'commit', 'partial', 'other', 'mutable']

/**
 * The tag to write; `rivals` are the tags between which nothing decides. Of words that move the first one is taken, which is
 * metadata-action's own main tag: they are accepted with a warning.
 */
function pickTag(tags: readonly string[]): { readonly tag?: string; readonly rivals: readonly string[] } {
  const kind = ranks.find((rank) => tags.some((tag) => tagKind(tag) === rank))
  if (kind === 'mutable') return { ...(tags[0] === undefined ? {} : { tag: tags[0] }), rivals: [] }
  // `1.4` beside `1.4.2` is the same push, beside `1.5.0` it is another version.
  const contenders: readonly (TagKind | undefined)[] = kind === 'semver' ? [kind, 'partial'] : [kind]
  const rivals = tags.filter((tag) => contenders.includes(tagKind(tag)))
  const tag = rivals.find((candidate) => rivals.every((other) => covers(candidate, other)))
  return tag === undefined ? { rivals } : { tag, rivals: [] }
}

/** Whether the first tag says all that the second one says, so that both can be tags of one push. */
function covers(tag: string, other: string): boolean {
  if (tag === other) return true
  const [commit, otherCommit] = [commitOf(tag), commitOf(other)]
  if (tagKind(tag) === 'commit' && commit !== undefined && otherCommit !== undefined)
    return commit.startsWith(otherCommit)
  if (tagKind(tag) === 'date') return tag.includes(other)
  const [version, part] = [parseVersion(tag), parseVersion(other)]
  if (version === undefined || part === undefined) return false
  if (version.prefix !== part.prefix || version.flavour !== part.flavour) return false
  if (JSON.stringify(version.prerelease) !== JSON.stringify(part.prerelease)) return false
  return part.numbers.every((number, i) => number === version.numbers[i])
}

/** A digest that was given with a tag that is not taken may be that of another image. */
function strayDigest(group: readonly ImageUpdate[], tag: string | undefined): readonly Problem[] {
  const owners = group.filter((item) => item.digest !== undefined)
  if (tag === undefined || owners.some((item) => item.tag === undefined || item.tag === tag)) return []
  const [owner] = owners
  return owner === undefined ? [] : [conflict(owner.written, 'versions', [tag, `${owner.tag}@${owner.digest}`])]
}

function conflict(written: string, what: string, values: readonly string[]): Problem {
  return {
    code: 'conflicting-versions',
    message: `${written} is given different ${what}: ${values.join(', ')}`,
    hint: 'give each image one version in a run',
  }
}

function tagWarnings(image: ImageUpdate, tags: readonly string[]): readonly Problem[] {
  const { tag, written } = image
  if (tag === undefined) return []
  const others = tags.filter((other) => other !== tag)
  const picked = {
    code: 'tag-picked',
    message: `${written}: took ${tag}, ${reasons[tagKind(tag)]}, and left ${others.join(', ')}`,
  }
  const moves = {
    code: 'mutable-tag',
    message: `${written}:${tag} moves: the same text can name another image tomorrow`,
    hint: 'give a tag that is pushed once (a version, sha-…), or add the digest',
  }
  return [...(others.length > 0 ? [picked] : []), ...(tagKind(tag) === 'mutable' ? [moves] : [])]
}

const reasons: Readonly<Record<TagKind, string>> = {
  semver: 'a full version',
  date: 'which has a date',
  commit: 'which names a commit',
  partial: 'the fullest version given',
  other: 'which is no moving word',
  mutable: 'the first of those that move',
}

function unique(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== undefined)
}

/** `nginx` and `docker.io/library/nginx` are one name: the first writing stays. */
function uniqueNames(values: readonly (string | undefined)[]): readonly string[] {
  const names = unique(values)
  return names.filter(
    (name, i) => names.findIndex((other) => canonicalImageName(other) === canonicalImageName(name)) === i,
  )
}
