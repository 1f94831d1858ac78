/** A version as in https://semver.org, without its build metadata. */
export interface Semver {
  readonly major: number
  readonly minor: number
  readonly patch: number
  /** What stands after the dash (`rc.1`); undefined for a release. */
  readonly prerelease?: string
}

const pattern = /^v?(\d+)\.(\d+)\.(\d+)(?:-([\w.-]+))?(?:\+[\w.-]+)?$/

/** Reads `1.2.3`, `v1.2.3-rc.1+build`; undefined for anything else. */
export function parseSemver(text: string): Semver | undefined {
  const match = pattern.exec(text.trim())
  if (match === null) return undefined
  const [, major, minor, patch, prerelease] = match
  return { major: Number(major), minor: Number(minor), patch: Number(patch), prerelease }
}

export function formatSemver({ major, minor, patch, prerelease }: Semver): string {
  return `${major}.${minor}.${patch}${prerelease === undefined ? '' : `-${prerelease}`}`
}

/** Whether `a` comes before `b`, by rule 11 of https://semver.org. */
export function isOlder(a: Semver, b: Semver): boolean {
  const difference = a.major - b.major || a.minor - b.minor || a.patch - b.patch
  if (difference !== 0) return difference < 0
  if (a.prerelease === undefined || b.prerelease === undefined) {
    return a.prerelease !== undefined && b.prerelease === undefined
  }
  return isOlderPrerelease(a.prerelease.split('.'), b.prerelease.split('.'))
}

function isOlderPrerelease(a: readonly string[], b: readonly string[]): boolean {
  const index = a.findIndex((part, position) => part !== b[position])
  const left = a[index]
  const right = b[index]
  if (left === undefined) return a.length < b.length
  if (right === undefined) return false
  const [leftNumber, rightNumber] = [left, right].map((part) => /^\d+$/.test(part))
  if (leftNumber && rightNumber) return Number(left) < Number(right)
  return leftNumber === rightNumber ? left < right : leftNumber === true
}
