import { cutLine, foldLine } from './one-line.ts'
import type { ReportedChange } from './result.ts'

/** The version as people read it: digests shortened to twelve digits, as `docker images` shows them. */
export function shortenDigests(text: string): string {
  return text.replace(/\b(sha\d+:[0-9a-f]{12})[0-9a-f]+/g, '$1')
}

/** A version in a table or a list: one line, digests shortened, a long value cut. */
export function showVersion(version: string): string {
  return version === '' ? '(empty)' : cutLine(shortenDigests(foldLine(version)), 100)
}

/** The new version in a headline: the tag alone where it says enough, the digest too where only that is new. */
export function showTarget({ kind, from, to }: ReportedChange): string {
  const tag = tagOf(to)
  const isTagEnough = kind === 'image' && tag !== '' && tag !== tagOf(from)
  return cutLine(showVersion(isTagEnough ? tag : to), 48)
}

function tagOf(version: string): string {
  return version.replace(/@?sha\d+:[0-9a-f]+$/, '')
}

/** The name as people know it: Docker Hub's images without `docker.io/library/`. */
export function formatImageName({ kind, name }: Pick<ReportedChange, 'kind' | 'name'>): string {
  return kind === 'image' ? name.replace(/^docker\.io\/(?:library\/(?=[^/]+$))?/, '') : name
}
