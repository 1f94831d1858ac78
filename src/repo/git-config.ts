import type { GitRepo } from './git-repo.ts'

/** Git settings as they hold in a repo, each with all its values, last one last. Keys as Git prints them. */
export type GitConfig = ReadonlyMap<string, readonly string[]>

/** The settings whose key matches an extended regular expression. */
export async function readConfig(repo: Pick<GitRepo, 'run'>, pattern: string): Promise<GitConfig> {
  const config = new Map<string, string[]>()
  const result = await repo.run(['config', '-z', '--get-regexp', pattern])
  for (const item of result.stdout.toString('utf8').split('\0')) {
    const end = item.indexOf('\n')
    // A key without a value (`[commit] gpgsign`) means true.
    const [key, value] = end === -1 ? [item, 'true'] : [item.slice(0, end), item.slice(end + 1)]
    if (key !== '') config.set(key, [...(config.get(key) ?? []), value])
  }
  return config
}

/** A yes-or-no setting as Git reads it. */
export function isTrue(config: GitConfig, key: string): boolean {
  const value = config.get(key)?.at(-1)?.toLowerCase() ?? ''
  return ['true', 'yes', 'on'].includes(value) || (/^-?\d+$/.test(value) && Number(value) !== 0)
}
