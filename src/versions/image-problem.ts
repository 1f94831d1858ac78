import type { Problem } from '../errors.ts'
import {
  digestLengths,
  firstPart,
  isDomain,
  isPathComponent,
  isRegistry,
  maxNameLength,
  maxTagLength,
  splitReference,
} from './image-grammar.ts'

type Finding = Omit<Problem, 'file' | 'line'> | undefined

/**
 * What is wrong with a text that is no image reference, and what to write instead. Only the first thing that is wrong is
 * named: the rest can depend on it. Codes: `image-empty`, `image-whitespace`, `image-scheme`, `image-digest-empty`,
 * `image-tag-empty`, `image-tag`, `image-digest`, `image-uppercase`, `image-name`.
 */
export function diagnoseImageReference(text: string): Problem {
  const { name, tag, digest } = splitAtSlashedTag(text)
  return (
    checkShape(text) ??
    checkEmptyEnds(text, tag, digest) ??
    checkTag(text, tag) ??
    checkDigest(text, digest) ??
    checkName(text, name) ?? { code: 'image-name', message: `${quote(text)} is not an image reference` }
  )
}

function checkShape(text: string): Finding {
  if (text.trim() === '') return { code: 'image-empty', message: 'the image reference is empty', hint: emptyOutput }
  const space = text.search(/\s/)
  if (space >= 0) {
    return {
      code: 'image-whitespace',
      message: `${quote(text)} has white space at position ${space + 1}`,
      hint: `an image reference has none: ${text.trim().split(/\s+/)[0]}`,
    }
  }
  const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.exec(text)?.[0]
  if (scheme === undefined) return undefined
  const rest = text.slice(scheme.length)
  return { code: 'image-scheme', message: `${quote(text)} begins with ${scheme}`, hint: `write ${quote(rest)}` }
}

const emptyOutput =
  'an expression such as $' +
  '{{ steps.build.outputs.digest }} gives nothing when no step has that id, or the step did not push'

function checkEmptyEnds(text: string, tag: string | undefined, digest: string | undefined): Finding {
  if (digest === '') {
    return { code: 'image-digest-empty', message: `${quote(text)} has nothing after "@"`, hint: emptyOutput }
  }
  if (tag === '') return { code: 'image-tag-empty', message: `${quote(text)} has nothing after ":"`, hint: emptyOutput }
  return undefined
}

function checkTag(text: string, tag: string | undefined): Finding {
  if (tag === undefined) return undefined
  const problem = (what: string, hint: string): Finding => ({
    code: 'image-tag',
    message: `the tag of ${quote(text)} ${what}`,
    hint,
  })
  const bad = /[^\w.-]/u.exec(tag)
  if (bad !== null) {
    const clean = tag.replace(/[^\w.-]+/gu, '-').replace(/^[.-]+|-+$/g, '')
    return problem(
      `has ${quote(bad[0])} at position ${bad.index + 1}`,
      `a tag has letters, digits, "_", "." and "-" only${clean === '' ? '' : `: ${quote(clean)} would do`}`,
    )
  }
  if (/^[.-]/.test(tag))
    return problem(`begins with ${quote(tag.charAt(0))}`, 'it begins with a letter, a digit or "_"')
  if (tag.length <= maxTagLength) return undefined
  return problem(`has ${tag.length} characters`, `a tag has at most ${maxTagLength}`)
}

function checkDigest(text: string, digest: string | undefined): Finding {
  if (digest === undefined) return undefined
  const colon = digest.indexOf(':')
  const algorithm = digest.slice(0, Math.max(0, colon))
  const hex = digest.slice(colon + 1)
  const problem = (what: string, hint: string): Finding => ({
    code: 'image-digest',
    message: `the digest of ${quote(text)} ${what}`,
    hint,
  })
  const shape = 'a digest is "sha256:" and 64 lowercase hex digits'
  if (colon < 0) {
    return problem('names no algorithm', /^[0-9a-f]{64}$/.test(hex) ? `write ${quote(`sha256:${hex}`)}` : shape)
  }
  if (hex === '') return problem('has nothing after ":"', emptyOutput)
  const length = digestLengths.get(algorithm.toLowerCase())
  const bad = /[^0-9a-fA-F]/u.exec(hex)
  if (bad !== null) return problem(`has ${quote(bad[0])} at position ${colon + bad.index + 2}`, shape)
  if (length !== undefined && hex.length !== length) {
    return problem(`has ${hex.length} hex digits`, `${algorithm} has ${length}`)
  }
  if (length !== undefined && digest !== digest.toLowerCase()) {
    return problem('has uppercase letters', `write ${quote(digest.toLowerCase())}`)
  }
  if (length === undefined && hex.length < 32)
    return problem(`has ${hex.length} hex digits`, 'a digest has at least 32')
  return /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*$/.test(algorithm)
    ? undefined
    : problem(`has the algorithm ${quote(algorithm)}`, shape)
}

function checkName(text: string, name: string): Finding {
  const problem = (what: string, hint: string): Finding => ({
    code: 'image-name',
    message: `${quote(text)} ${what}`,
    hint,
  })
  if (name === '') return problem('has no name', 'write name:tag, name@digest or name:tag@digest')
  const first = firstPart(name)
  const registry = isRegistry(first) ? first : undefined
  const path = registry === undefined ? name : name.slice(registry.length + 1)
  const lower = path.toLowerCase()
  if (path !== lower) {
    const fixed = (registry === undefined ? '' : `${registry}/`) + lower + text.slice(name.length)
    return {
      code: 'image-uppercase',
      message: `${quote(text)} has uppercase letters in its name`,
      hint: `registries accept lowercase only: write ${quote(fixed)}`,
    }
  }
  if (registry !== undefined && !isDomain(registry)) {
    return problem(
      `has the registry ${quote(registry)}`,
      'a registry is a host name, and may have a port: ghcr.io, localhost:5000',
    )
  }
  if (/^[a-f0-9]{64}$/.test(name))
    return problem('is an image id, no name', `write the image's name: name@sha256:${name}`)
  if (name.length > maxNameLength)
    return problem(`has a name of ${name.length} characters`, `at most ${maxNameLength} are accepted`)
  return checkPath(text, path)
}

function checkPath(text: string, path: string): Finding {
  const parts = path.split('/')
  const problem = (what: string, hint: string): Finding => ({
    code: 'image-name',
    message: `${quote(text)} ${what}`,
    hint,
  })
  if (parts.includes('')) {
    return problem('has an empty part in its name', 'between two "/" there is a name; was a variable empty?')
  }
  const bad = /[^a-z0-9._/-]/u.exec(path)
  if (bad !== null)
    return problem(`has ${quote(bad[0])} in its name`, 'a name has lowercase letters, digits, ".", "_" and "-"')
  const part = parts.find((candidate) => !isPathComponent(candidate))
  if (part === undefined) return undefined
  return problem(
    `has the part ${quote(part)} in its name`,
    'each part begins and ends with a letter or a digit, and ".", "_", "__" or dashes stand alone between them',
  )
}

/** A branch name as the tag (`web:feature/login`) has a `/` behind its `:`, which no port has. */
function splitAtSlashedTag(text: string): ReturnType<typeof splitReference> {
  const parts = splitReference(text)
  if (parts.tag !== undefined) return parts
  const slashed = /^(\[[^\]]*\](?::\d*)?\/[^:]*|[^/:]*(?::\d+(?=\/))?[^:]*):(.*\/.*)$/su.exec(parts.name)
  return slashed === null ? parts : { ...parts, name: slashed[1] ?? '', tag: slashed[2] }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 300 ? `${text.slice(0, 300)}…` : text)
}
