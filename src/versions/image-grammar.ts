const domainLabel = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?'
const domain = `(?:${domainLabel}(?:\\.${domainLabel})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const wholeDomain = new RegExp(`^${domain}$`)
const wholeComponent = new RegExp(`^${component}$`)
const wholeName = new RegExp(`^(?:${domain}/)?${component}(?:/${component})*$`)
const wholeTag = /^\w[\w.-]{0,127}$/
const wholeDigest = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/
const imageId = /^[a-f0-9]{64}$/

/** How many hex digits the registered algorithms have: https://github.com/opencontainers/image-spec/blob/main/descriptor.md. */
export const digestLengths: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha512', 128],
])
export const maxTagLength = 128
export const maxNameLength = 255

/** Name, tag and digest of a reference by position alone, nothing checked. */
export interface ReferenceParts {
  readonly name: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

/** Cut at the first `@`, then at the last `:` behind the last `/` (an earlier one belongs to a port). */
export function splitReference(text: string): ReferenceParts {
  const at = text.indexOf('@')
  const head = at < 0 ? text : text.slice(0, at)
  const colon = head.lastIndexOf(':')
  const hasTag = colon > head.lastIndexOf('/')
  return {
    name: hasTag ? head.slice(0, colon) : head,
    tag: hasTag ? head.slice(colon + 1) : undefined,
    digest: at < 0 ? undefined : text.slice(at + 1),
  }
}

/**
 * Whether this is an image's name, with no tag and no digest. 64 hex digits are an image's id, not a name.
 * Grammar: https://github.com/distribution/reference/blob/main/regexp.go.
 */
export function isImageName(text: string): boolean {
  if (text.length > maxNameLength || !wholeName.test(text) || imageId.test(text)) return false
  // Docker reads `Acme/web` as the host `Acme`. It is an owner with an uppercase letter far more often.
  const first = firstPart(text)
  return isRegistry(first) ? isDomain(first) : first === first.toLowerCase()
}

/** Whether this is `algorithm:hex`: 64 lowercase hex digits for sha256, 128 for sha512, at least 32 for any other. */
export function isDigest(text: string): boolean {
  if (!wholeDigest.test(text)) return false
  const colon = text.indexOf(':')
  const algorithm = text.slice(0, colon)
  const length = digestLengths.get(algorithm.toLowerCase())
  if (length === undefined) return true
  return text.length - colon - 1 === length && text === text.toLowerCase()
}

/** Whether registries accept this as a tag: 1 to 128 of letters, digits, `_`, `.`, `-`, not beginning with `.` or `-`. */
export function isTag(text: string): boolean {
  return wholeTag.test(text)
}

/** Whether one part of a path is well formed: lowercase letters and digits, joined by `.`, `_`, `__` or dashes. */
export function isPathComponent(text: string): boolean {
  return wholeComponent.test(text)
}

/** Whether this is `host[:port]`. */
export function isDomain(text: string): boolean {
  return wholeDomain.test(text)
}

/** What stands before the first `/`; empty when there is none. */
export function firstPart(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf('/')))
}

/** A first part is a host only when it could not be an owner: it has a dot or a port, or is `localhost`. */
export function isRegistry(first: string): boolean {
  return first === 'localhost' || /[.:]/.test(first)
}
