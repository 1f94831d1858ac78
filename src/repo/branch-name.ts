import { badInput } from '../errors.ts'

/** Git's own rules for the name of a branch (https://git-scm.com/docs/git-check-ref-format). */
export function isBranchName(name: string): boolean {
  if (name === '' || name === 'HEAD' || name === '@' || name.startsWith('-') || name.endsWith('.')) return false
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Git forbids.
  if (/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{/.test(name)) return false
  return name.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'))
}

/**
 * `refs/heads/<name>`.
 *
 * @throws DrawbridgeError `bad-branch-name` (exit 2)
 */
export function branchRef(name: string): string {
  if (isBranchName(name)) return `refs/heads/${name}`
  throw badInput({
    code: 'bad-branch-name',
    message: `${JSON.stringify(name)} is no name for a branch`,
    hint: 'Write it without refs/heads/, spaces, .., ~, ^, :, ?, *, [ and \\.',
  })
}
