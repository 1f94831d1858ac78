/** What a branch is for: the environments and applications of one proposal, and what proposals are grouped by. */
export interface BranchSubject {
  readonly environments: readonly string[]
  readonly applications: readonly string[]
  /**
   * With `environment` the applications, with `run` both, are no part of the name: it must stay the same when the next run
   * concerns others. Default: `application`.
   */
  readonly by?: 'application' | 'environment' | 'run'
}

const defaultTemplate = 'drawbridge/{environment}/{application}'
/** Stands for a part that is missing; Git can't hold `drawbridge/dev` beside `drawbridge/dev/web`. */
const missingPart = '_all'
const maxPart = 80
const maxName = 200

/**
 * The branch of a proposal, always the same for the same names: `drawbridge/<environment>/<application>`.
 *
 * Every placeholder becomes exactly one path component, so no branch is the folder of another. Characters outside
 * `[A-Za-z0-9._-]` and what Git or GitHub refuse in a ref become `-`, and a hash of the true name is added, as it is to names
 * that were cut, so that two names never share a branch. Several names are joined by `+`.
 * Rules: https://git-scm.com/docs/git-check-ref-format
 *
 * @param template in place of the default, with `{environment}` and `{application}`
 */
export function branchNameOf(subject: BranchSubject, template: string = defaultTemplate): string {
  const { environments, applications, by = 'application' } = subject
  const parts = {
    environment: by === 'run' ? missingPart : formatPart(environments),
    application: by === 'application' ? formatPart(applications) : missingPart,
  }
  const components = template
    .replace(/^refs\/(?:heads\/)?/, '')
    .split('/')
    .filter((component) => component !== '')
  return components.length === 0
    ? branchNameOf(subject)
    : finish(components.map((each) => fillComponent(each, parts)).join('/'))
}

type Parts = Readonly<Record<'environment' | 'application', string>>

function fillComponent(component: string, parts: Parts): string {
  const placeholders = /\{(environment|application)\}/g
  const names = [...component.matchAll(placeholders)].map(([, key]) => parts[key as keyof Parts])
  const pieces = component
    .split(/\{(?:environment|application)\}/)
    .map((literal) => literal.replace(/[^A-Za-z0-9._+-]/g, '-'))
  const filled = tidy(pieces.map((literal, index) => `${literal}${names[index] ?? ''}`).join(''))
  // `a-b` + `c` and `a` + `b-c` read the same when one `-` joins them.
  return new Set(names).size > 1 ? withHash(filled, JSON.stringify(names)) : filled
}

function formatPart(names: readonly string[]): string {
  if (names.length === 0) return missingPart
  const [only = ''] = names
  if (names.length === 1) return formatName(only)
  const joined = [...new Set(names)].sort().map(formatName).join('+')
  return joined.length <= maxPart ? joined : withHash(cut(joined, maxPart), joined)
}

function formatName(name: string): string {
  const safe = tidy(cut(name.replace(/[^A-Za-z0-9._-]/g, '-'), maxPart))
  // A name that looks like a replaced one gets a hash of its own, so that it can't be taken for that one.
  const isItself = safe === name && name !== missingPart && !/--[0-9a-z]{8}$/.test(name)
  return isItself ? name : withHash(safe, name)
}

/** Git: no component begins with a dot or ends with one or with `.lock`, none holds two in a row; no branch begins with a dash. */
function tidy(component: string): string {
  const tidied = component
    .replace(/\.{2,}/g, (dots) => '-'.repeat(dots.length))
    .replace(/^[.-]+/, '')
    .replace(/\.lock$/i, '-lock')
    .replace(/\.$/, '-')
  return tidied === '' ? 'x' : tidied
}

function cut(text: string, maxLength: number): string {
  return text.slice(0, maxLength)
}

function finish(name: string): string {
  // Git reads HEAD and 40 or 64 hex digits as something else; GitHub refuses branches that are called so.
  if (/^(?:HEAD|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(name)) return withHash(name, name)
  return name.length <= maxName ? name : withHash(cut(name, maxName - 10).replace(/[./]+$/, ''), name)
}

function withHash(text: string, whole: string): string {
  return `${text}--${shortHash(whole)}`
}

/** FNV-1a, 64 bits, of the UTF-16 units; its last eight digits in base 36. http://www.isthe.com/chongo/tech/comp/fnv/ */
function shortHash(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let index = 0; index < text.length; index += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n)
  }
  return hash.toString(36).padStart(13, '0').slice(-8)
}
