import type { Problem } from '../errors.ts'
import { isImageName } from './image-grammar.ts'
import { mergeVersions } from './image-merge.ts'
import { canonicalImageName, parseImageReference } from './image-reference.ts'

/** One image and the version that it gets. At least one of `tag` and `digest` is there. */
export interface ImageUpdate {
  /** Canonical: `docker.io/library/nginx`. */
  readonly name: string
  /** The name as it was given. */
  readonly written: string
  /** The name that replaces it, as it was given (`name=new-name:tag`). */
  readonly newName?: string
  readonly tag?: string
  readonly digest?: string
}

export interface ParsedImageInput {
  /** One for each name, in the order in which the names came. */
  readonly images: readonly ImageUpdate[]
  /** Every problem of every item. `conflicting-versions`, `image-version-missing`, and those of `parseImageReference`. */
  readonly problems: readonly Problem[]
  /** `tag-picked`: one of several tags was chosen; `mutable-tag`: the tag moves. */
  readonly warnings: readonly Problem[]
}

/**
 * The `image` input: `name:tag`, `name@digest`, `name:tag@digest`, or `name=new-name:tag…`. An item may be a text of several lines
 * or separated by commas, as the `tags` output of docker/metadata-action is
 * (https://github.com/docker/metadata-action#outputs); items of one name become one update.
 */
export function parseImageInput(items: readonly string[]): ParsedImageInput {
  const problems: Problem[] = []
  const warnings: Problem[] = []
  const groups = new Map<string, ImageUpdate[]>()
  for (const item of splitItems(items)) {
    const update = parseItem(item)
    if ('code' in update) problems.push(update)
    else groups.set(update.name, [...(groups.get(update.name) ?? []), update])
  }
  const images: ImageUpdate[] = []
  for (const group of groups.values()) {
    const merged = mergeVersions(group)
    problems.push(...merged.problems)
    warnings.push(...merged.warnings)
    if (merged.image !== undefined) images.push(merged.image)
  }
  return { images, problems, warnings }
}

/** No reference has a comma or a line end in it. An empty item between commas or a blank line says nothing. */
function splitItems(items: readonly string[]): readonly string[] {
  const texts = items.flatMap((item) => item.split(/[\r\n,]+/))
  return [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '')
}

function parseItem(item: string): ImageUpdate | Problem {
  const equals = item.indexOf('=')
  const left = item.slice(0, Math.max(0, equals)).trim()
  if (equals >= 0 && !isImageName(left)) return checkRenamed(item, left)
  const parsed = parseImageReference(item.slice(equals + 1).trim())
  if (!parsed.ok) return parsed.problem
  const { written, tag, digest } = parsed.reference
  if (tag === undefined && digest === undefined) return versionMissing(item)
  return {
    ...(equals < 0
      ? { name: parsed.reference.canonical, written }
      : { name: canonicalImageName(left), written: left, newName: written }),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  }
}

/** What stands before `=` has to be a bare name. */
function checkRenamed(item: string, left: string): Problem {
  const parsed = parseImageReference(left)
  if (!parsed.ok) return parsed.problem
  return {
    code: 'image-name',
    message: `${JSON.stringify(item)} has a version before "="`,
    hint: `the version stands behind the new name: ${parsed.reference.written}=new-name:tag`,
  }
}

function versionMissing(item: string): Problem {
  return {
    code: 'image-version-missing',
    message: `${JSON.stringify(item)} has neither a tag nor a digest`,
    hint: `write ${item}:TAG, ${item}@sha256:… or ${item}:TAG@sha256:…`,
  }
}
