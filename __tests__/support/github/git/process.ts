import { spawnSync } from 'node:child_process'

export interface GitResult {
  readonly status: number
  readonly stdout: Buffer
  readonly stderr: string
}

/** The environment of every Git process of the server: nothing of the machine's or the caller's Git configuration. */
export const cleanGitEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
})

export const tryGit = (directory: string, args: readonly string[], input?: Buffer): GitResult => {
  const { status, stdout, stderr, error } = spawnSync('git', [`--git-dir=${directory}`, ...args], {
    env: cleanGitEnvironment(),
    input,
    maxBuffer: 1 << 30,
  })
  if (error) throw error
  return { status: status ?? 1, stdout, stderr: stderr.toString() }
}

export const runGit = (directory: string, args: readonly string[], input?: Buffer): Buffer => {
  const { status, stdout, stderr } = tryGit(directory, args, input)
  if (status !== 0) throw new Error(`git ${args.join(' ')} failed with ${status}: ${stderr}`)
  return stdout
}
