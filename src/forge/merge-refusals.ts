import type { Problem } from '../errors.ts'

const conflicts = [
  /(base|head) branch was modified/i,
  /head branch is out of date/i,
  /merge conflict/i,
  /merge already in progress/i,
  /can(no|')t be rebased/i,
]

/** Texts after which a fresh plan may get through. GitHub gives them the same status (405) as what no try can change. */
export function isMergeConflict(text: string): boolean {
  return conflicts.some((pattern) => pattern.test(text))
}

export const unmetRulesHint = 'Use "delivery: auto-merge": GitHub merges it as soon as the rules of the base are met.'

interface Refusal {
  readonly code: string
  readonly pattern: RegExp
  readonly hint: string
}

/** The first that fits wins: a branch with a merge queue usually asks for reviews, too. */
const refusals: readonly Refusal[] = [
  {
    code: 'merge-queue',
    pattern: /merge queue/i,
    hint: 'The base has a merge queue: use "delivery: auto-merge", then GitHub queues the pull request itself.',
  },
  {
    code: 'draft',
    pattern: /draft/i,
    hint: 'Leave out "draft", or mark the pull request as ready for review.',
  },
  {
    code: 'merge-method',
    pattern: /must not contain merge commits|(merge|merging|rebas|squash)\w*( commits)? (are|is) not allowed/i,
    hint: 'Write in "merge-method" one that the repo and its rules allow: merge, squash or rebase.',
  },
  {
    code: 'not-authorized',
    pattern: /not authorized|not permitted|not allowed to (push|merge)/i,
    hint: 'The rules of the base name who may merge: add the owner of the token there, or use "delivery: pull-request".',
  },
  {
    code: 'unmet-rules',
    pattern: /required|review|status check|rule violation|protected branch|signature|deployment/i,
    hint: unmetRulesHint,
  },
]

/** Why a merge is refused for good, if GitHub's text is a known one. */
export function findMergeRefusal(text: string, message: string): Problem | undefined {
  const refusal = refusals.find(({ pattern }) => pattern.test(text))
  return refusal && { code: refusal.code, message, hint: refusal.hint }
}
