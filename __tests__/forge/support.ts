import { afterEach } from 'vitest'
import type { Forge, NewPullRequest } from '../../src/forge/forge.ts'
import { createGitHubForge, type GitHubForgeOptions } from '../../src/forge/github.ts'
import type { GitHub, TokenOptions } from '../support/github/github.ts'
import { type CreateRepoOptions, startGitHub } from '../support/github/github.ts'
import type { Repo } from '../support/github/repo.ts'

const started: GitHub[] = []

// Every test ends with `assertClean`, also where it forgot to ask for it.
afterEach(async () => {
  await Promise.all(started.splice(0).map((github) => github.stop()))
})

export interface SetUpOptions extends Pick<CreateRepoOptions, 'settings' | 'protection'> {
  readonly token?: Omit<TokenOptions, 'repos'> & Partial<Pick<TokenOptions, 'repos'>>
  readonly forge?: Partial<GitHubForgeOptions>
}

export interface World {
  readonly github: GitHub
  readonly repo: Repo
  readonly token: string
  readonly forge: Forge
  /** The waits that were asked for, in milliseconds; none is really waited. */
  readonly waits: readonly number[]
  /** The operations of REST and the fields of GraphQL since the last call, in order. */
  readonly sent: () => readonly string[]
}

/** `acme/config` with a branch `drawbridge/dev/web` one commit ahead of `main`, and a forge for it. */
export async function setUp({
  settings = {},
  protection = {},
  token = {},
  forge = {},
}: SetUpOptions = {}): Promise<World> {
  const github = await startGitHub()
  started.push(github)
  const repo = github.createRepo('acme/config', { files: { 'dev/values.yaml': 'tag: 1.0.0\n' }, settings, protection })
  repo.commit({ branch, files: { 'dev/values.yaml': 'tag: 1.1.0\n' }, message: 'Update web' })
  const value = github.token({ repos: { 'acme/config': 'write' }, ...token })
  const waits: number[] = []
  const defaults: GitHubForgeOptions = {
    owner: 'acme',
    repo: 'config',
    token: value,
    apiUrl: github.url,
    graphqlUrl: `${github.url}/graphql`,
    userAgent: 'drawbridge-test',
    random: () => 0.5,
    sleep: async (ms) => void waits.push(ms),
  }
  return {
    github,
    repo,
    token: value,
    forge: createGitHubForge({ ...defaults, ...forge }),
    waits,
    sent: sentBy(github),
  }
}

function sentBy(github: GitHub): () => readonly string[] {
  let seen = 0
  return () => {
    const fresh = github.requests.slice(seen)
    seen = github.requests.length
    return fresh.map(({ operation, graphql }) => operation ?? graphql?.fields.join(' + ') ?? '?')
  }
}

export const branch = 'drawbridge/dev/web'

export const proposal: NewPullRequest = {
  branch,
  base: 'main',
  title: 'Update web to 1.1.0 in dev',
  body: '| web | 1.0.0 → 1.1.0 |\n',
  isDraft: false,
}

export const noDecorations = { labels: [], assignees: [], reviewers: [], teamReviewers: [] } as const

/** The head of the proposal's branch. */
export function headOf(repo: Repo): string {
  const head = repo.branchHead(branch)
  if (head === undefined) throw new Error(`${branch} is gone`)
  return head
}
