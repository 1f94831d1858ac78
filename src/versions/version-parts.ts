/** A version made of numbers, taken apart. */
export interface VersionParts {
  /** What stands before the numbers without a `v`: `web-` in `web-v1.4.0`. */
  readonly prefix: string
  /** One or more runs of digits; leading zeros are kept. */
  readonly numbers: readonly string[]
  /** `rc` and `1` of `1.4.0-rc.1`; the word in lowercase. */
  readonly prerelease?: { readonly word: string; readonly numbers: readonly string[] }
  /** The rest, with the separator before it: `-alpine3.20`. */
  readonly flavour: string
  /** Semver's build metadata, which has no say in the order. */
  readonly build?: string
}

const shape = /^((?:[A-Za-z][A-Za-z0-9]*[-_/])*)[vV]?(\d+(?:\.\d+)*)((?:[-_.]|(?=[A-Za-z]))[^+]+)?(?:\+(.*))?$/s
const longWords = 'alpha|beta|rc|cr|pre|preview|prerelease|dev|snapshot|milestone|canary|next|nightly|ea'
const prerelease = new RegExp(
  `^[-_.]?(?:(${longWords})(?:[-._]?(\\d+(?:\\.\\d+)*))?|([abm])(\\d+(?:\\.\\d+)*))(?![A-Za-z0-9])(.*)$`,
  'is',
)

/**
 * Takes `[prefix-][v]1.4.0[-rc.1][-flavour][+build]` apart, with any count of numbers. One number alone is a version only
 * when it is short and no other number follows: `1234567` could be a commit, `41-abc1234` and `pr-12` order nothing.
 */
export function parseVersion(text: string): VersionParts | undefined {
  const match = shape.exec(text)
  if (match === null) return undefined
  const [, prefix = '', digits = '', suffix = '', build] = match
  const numbers = digits.split('.')
  if (numbers.length === 1 && (prefix !== '' || digits.length > 6 || /\d/.test(suffix))) return undefined
  const found = prerelease.exec(suffix)
  const word = (found?.[1] ?? found?.[3])?.toLowerCase()
  const preNumbers = (found?.[2] ?? found?.[4])?.split('.') ?? []
  return {
    prefix,
    numbers,
    flavour: found?.[5] ?? suffix,
    ...(word === undefined ? {} : { prerelease: { word, numbers: preNumbers } }),
    ...(build === undefined ? {} : { build }),
  }
}
