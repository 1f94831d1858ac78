import { failed } from '../errors.ts'
import { runGit } from './git.ts'

const oldest = { major: 2, minor: 31 } as const

/**
 * Makes sure that Git takes settings from the environment (`GIT_CONFIG_COUNT`, Git 2.31): an older one would ignore the
 * token and run hooks.
 *
 * @throws DrawbridgeError `missing-git`, `old-git` (exit 1)
 */
export async function requireGit(cwd: string): Promise<void> {
  const said = (await runGit(['version'], { cwd })).stdout.toString('utf8').trim()
  const [, major, minor] = /(\d+)\.(\d+)/.exec(said) ?? []
  const isNewEnough = Number(major) > oldest.major || (Number(major) === oldest.major && Number(minor) >= oldest.minor)
  if (isNewEnough) return
  throw failed({
    code: 'old-git',
    message: `Git 2.31 or later is needed, this is: ${said}`,
    hint: 'Install a newer Git, or use `--delivery files`, which needs none.',
  })
}
