import { isCommit, isStamp, tagFields } from './tag-fields.ts'
import { parseVersion } from './version-parts.ts'

/**
 * What a tag says about itself: `semver` a full version (three numbers or more, also with `v`, a prefix or a suffix), `partial`
 * one or two numbers, `date` a date or a time, `commit` a commit's hex id, `mutable` a word that moves (`latest`, a branch, a
 * pull request), `other` nothing that can be told.
 */
export type TagKind = 'semver' | 'partial' | 'date' | 'commit' | 'mutable' | 'other'

/** First words of tags that move, whatever follows them: `latest-pg15`, `feature-42-login`, `pr-12`. */
const movingWords: ReadonlySet<string> = new Set(
  (
    'latest main master edge nightly stable mainline develop development devel trunk head tip rolling snapshot lts ' +
    'feature feat fix bugfix hotfix chore release dependabot renovate pr mr pull merge branch'
  ).split(' '),
)

/** What kind a tag is. The kinds that docker/metadata-action makes: https://github.com/docker/metadata-action#tags-input. */
export function tagKind(tag: string): TagKind {
  const fields = tagFields(tag)
  const version = parseVersion(tag)
  if (/^(?:pr|mr)-\d+$/.test(tag)) return 'mutable'
  if (version !== undefined && version.numbers.length > 2 && !isStamp(version.numbers.join('.'))) return 'semver'
  if (fields.some(isStamp)) return 'date'
  if (commitOf(tag) !== undefined) return 'commit'
  if (version !== undefined && version.prefix === '' && version.prerelease === undefined) return 'partial'
  const first = fields[0]?.toLowerCase() ?? ''
  // Without any digit it names no version: a branch, an environment, a distribution.
  return movingWords.has(first) || !/\d/.test(tag) ? 'mutable' : 'other'
}

/** The hex id in a tag that names a commit: `abc1234` in `sha-abc1234` and `main-abc1234`. */
export function commitOf(tag: string): string | undefined {
  const named = /(?:^|[-_.])(?:sha|git)-([0-9a-f]{7,64})(?![A-Za-z0-9])/.exec(tag)?.[1]
  return named ?? tagFields(tag).find(isCommit)?.replace(/^g/, '')
}
