import type { Problem } from '../errors.ts'
import {
  firstPart,
  isDigest,
  isImageName,
  isRegistry,
  isTag,
  maxNameLength,
  maxTagLength,
  type ReferenceParts,
  splitReference,
} from './image-grammar.ts'
import { diagnoseImageReference } from './image-problem.ts'

/** An image reference, taken apart and checked. */
export interface ImageReference {
  /** The registry as it is compared: lowercase, Docker Hub's other hosts folded into `docker.io`. */
  readonly registry: string
  /** The path in the registry: `library/nginx`, `acme/web`. */
  readonly path: string
  /** `registry/path`: two names are the same image exactly when these are equal. */
  readonly canonical: string
  /** The name as it was written, without tag and digest. */
  readonly written: string
  readonly tag?: string
  /** `algorithm:hex`. */
  readonly digest?: string
}

export type ParsedImageReference =
  | { readonly ok: true; readonly reference: ImageReference }
  | { readonly ok: false; readonly problem: Problem }

/** Hosts that serve Docker Hub's one registry; `docker.io` is the name that Docker itself shows. */
const dockerHub = 'docker.io'
const dockerHubAliases: ReadonlySet<string> = new Set([
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
])

/** Name, tag and a digest twice the longest in use: longer text (a script, a template) is not worth a look. */
const maxLength = maxNameLength + 1 + maxTagLength + 1 + 300

/**
 * Takes `[registry[:port]/]path[:tag][@digest]` apart, or says exactly what is wrong with it. Never throws.
 * Grammar: https://github.com/distribution/reference (reference.go, regexp.go).
 */
export function parseImageReference(text: string): ParsedImageReference {
  const reference = tryParseImageReference(text)
  return reference === undefined ? { ok: false, problem: diagnoseImageReference(text) } : { ok: true, reference }
}

/** The same without an explanation: cheap enough for every `image:` scalar of a large repo. */
export function tryParseImageReference(text: string): ImageReference | undefined {
  if (text.length > maxLength) return undefined
  const parts = splitReference(text)
  if (parts.tag !== undefined && !isTag(parts.tag)) return undefined
  if (parts.digest !== undefined && !isDigest(parts.digest)) return undefined
  return isImageName(parts.name) ? referenceOf(parts) : undefined
}

/**
 * The one form of a name that names are compared by: `nginx`, `docker.io/nginx` and `index.docker.io/library/nginx` are all
 * `docker.io/library/nginx`. Never throws; text that is no name comes back as some text that is stable under this function.
 * Rules: https://github.com/distribution/reference/blob/main/normalize.go (`splitDockerDomain`).
 */
export function canonicalImageName(name: string): string {
  const { registry, path } = placeOfName(name)
  return `${registry}/${path}`
}

/** `name[:tag][@digest]`, the name as it was written. */
export function formatImageReference(reference: Pick<ImageReference, 'written' | 'tag' | 'digest'>): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`
  return `${reference.written}${tag}${reference.digest === undefined ? '' : `@${reference.digest}`}`
}

function placeOfName(name: string): { readonly registry: string; readonly path: string } {
  const first = firstPart(name)
  if (!isRegistry(first)) return { registry: dockerHub, path: name.includes('/') ? name : `library/${name}` }
  const rest = name.slice(first.length + 1)
  const host = first.toLowerCase()
  if (host !== dockerHub && !dockerHubAliases.has(host)) return { registry: host, path: rest }
  return { registry: dockerHub, path: rest.includes('/') ? rest : `library/${rest}` }
}

function referenceOf(parts: ReferenceParts): ImageReference {
  const { registry, path } = placeOfName(parts.name)
  return {
    registry,
    path,
    canonical: `${registry}/${path}`,
    written: parts.name,
    ...(parts.tag === undefined ? {} : { tag: parts.tag }),
    ...(parts.digest === undefined ? {} : { digest: parts.digest }),
  }
}
