import { DrawbridgeError } from '../errors.ts'
import { describeGitFailure, type GitResult } from './git.ts'

/** Why a remote did not do what was asked, where it can be told. */
export type RemoteCause = 'authentication' | 'not-found' | 'network' | 'unknown'

/** Git has one exit code (128) for all of these: with LC_ALL=C its text is the only thing that tells them apart. */
const causes: readonly (readonly [RemoteCause, RegExp])[] = [
  ['authentication', /returned error: 40[13]|authentication failed|could not read (username|password)/i],
  [
    'authentication',
    /permission (to \S+ )?denied|write access to repository not granted|host key verification failed/i,
  ],
  ['not-found', /repository .*not found|returned error: 404|does not appear to be a git repository|does not exist/i],
  ['network', /could not resolve host|failed to connect|couldn't connect|connection (refused|reset|timed out|closed)/i],
  [
    'network',
    /returned error: (429|5\d\d)|operation timed out|early eof|remote end hung up|rpc failed|network is unreachable/i,
  ],
]

const codes = {
  authentication: 'authentication',
  'not-found': 'remote-not-found',
  network: 'network',
  unknown: 'git-remote',
} as const

const hints = {
  authentication: 'Give a token that may write there (`contents: write`), or credentials that Git knows itself.',
  'not-found':
    "Check the name. A private repo looks like this to a token that may not see it, and a workflow's own GITHUB_TOKEN sees no private repo but its own.",
  network: 'The server was not reached or broke off; run it again.',
  unknown: undefined,
} as const

/** The cause of a failed fetch, push or ls-remote. */
export function findRemoteCause(result: GitResult): RemoteCause {
  if (result.stopped === 'timeout') return 'network'
  return causes.find(([, pattern]) => pattern.test(result.stderr))?.[0] ?? 'unknown'
}

/** The error (exit 1) for a failed fetch or ls-remote: `authentication`, `remote-not-found`, `network` or `git-remote`. */
export function remoteError(result: GitResult, action: string): DrawbridgeError {
  const cause = findRemoteCause(result)
  const hint = hints[cause]
  return new DrawbridgeError(1, [
    { code: codes[cause], message: `Could not ${action}: ${describeGitFailure(result)}`, ...(hint ? { hint } : {}) },
  ])
}

/** What the server itself wrote (`remote: …` lines), else all of Git's text. */
export function remoteText(stderr: string): string {
  const lines = stderr.split('\n')
  const said = lines.filter((line) => /^remote: ?/.test(line)).map((line) => line.replace(/^remote: ?/, '').trimEnd())
  const text = said.filter((line) => line !== '').join('\n')
  return text === '' ? stderr.trim() : text
}
