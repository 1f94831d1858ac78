import { countOf } from './one-line.ts'
import type { Result } from './result.ts'

/** What became of a run, in one line: `Changed 2 versions in 1 file`. */
export function formatOutcome(result: Result, isDryRun: boolean): string {
  const { outcome, changes, files, errors, blocked } = result
  const versions = `${countOf(changes.length, 'version')} in ${countOf(files.length, 'file')}`
  const problems = countOf(errors.length, 'problem')
  switch (outcome) {
    case 'changed':
      return isDryRun ? `Dry run: would change ${versions}` : `Changed ${versions}`
    case 'unchanged':
      return 'Nothing to do'
    case 'blocked':
      return `Blocked: ${countOf(blocked.length, 'change')} held back`
    case 'refused':
      return `Refused: ${problems}`
    case 'failed':
      return `Failed: ${problems}`
  }
}
