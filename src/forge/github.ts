import { setTimeout } from 'node:timers/promises'
import { enableAutoMerge } from './auto-merging.ts'
import { decorate } from './decoration.ts'
import type { Forge, MergeMethod, RepositorySettings } from './forge.ts'
import { type ClientOptions, GitHubClient } from './github-client.ts'
import type { Fetch } from './github-fetch.ts'
import { merge } from './merging.ts'
import { findOpenPullRequest, openPullRequest, updatePullRequest } from './opening.ts'
import { findEndedPullRequest, listCommits } from './standing.ts'

export interface GitHubForgeOptions {
  readonly owner: string
  readonly repo: string
  readonly token: string
  /** `GITHUB_API_URL`: `https://api.github.com`, `https://ghe.example.com/api/v3`. */
  readonly apiUrl: string
  /** `GITHUB_GRAPHQL_URL`: `https://api.github.com/graphql`, `https://ghe.example.com/api/graphql`. */
  readonly graphqlUrl: string
  readonly userAgent: string
  /** `GITHUB_REPOSITORY`, in a workflow: a token that lacks something is explained by it. */
  readonly workflowRepository?: string | undefined
  /** The deadline of the run: nothing is sent, and no wait goes on, after it. */
  readonly signal?: AbortSignal | undefined
  readonly fetch?: Fetch | undefined
  /** How long one request may take. Default: 30,000. */
  readonly requestTimeoutMs?: number
  /** Ends early when the signal fires, if it can. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>
  /** 0 ≤ n < 1. */
  readonly random?: () => number
  /** The time of day: rate limits end at one. */
  readonly date?: () => Date
}

const defaultRequestTimeoutMs = 30_000

/** The pull requests of a repo on github.com or a GitHub Enterprise Server. Nothing is sent before the first call. */
export function createGitHubForge(options: GitHubForgeOptions): Forge {
  const client = new GitHubClient(clientOptions(options))
  return {
    readRepository: () => readRepository(client),
    findOpenPullRequest: (branch, base) => findOpenPullRequest(client, { branch, base }),
    findEndedPullRequest: (branch, head) => findEndedPullRequest(client, { branch, head }),
    listCommits: (pullRequest) => listCommits(client, pullRequest),
    openPullRequest: (pullRequest) => openPullRequest(client, pullRequest),
    updatePullRequest: (pullRequest, texts) => updatePullRequest(client, pullRequest, texts),
    decorate: (pullRequest, decorations) => decorate({ client, pullRequest }, decorations),
    enableAutoMerge: (pullRequest, mergeOptions) => enableAutoMerge(client, pullRequest, mergeOptions),
    merge: (pullRequest, mergeOptions) => merge({ client, pullRequest, options: mergeOptions }),
  }
}

function clientOptions({ owner, repo, token, workflowRepository, ...rest }: GitHubForgeOptions): ClientOptions {
  return {
    ...rest,
    access: { owner, repo, token, workflowRepository },
    requestTimeoutMs: rest.requestTimeoutMs ?? defaultRequestTimeoutMs,
    sleep: rest.sleep ?? ((ms, signal) => setTimeout(ms, undefined, signal ? { signal } : {})),
    random: rest.random ?? Math.random,
    date: rest.date ?? (() => new Date()),
  }
}

/** https://docs.github.com/rest/repos/repos#get-a-repository: the merge settings are shown to tokens that may write. */
async function readRepository(client: GitHubClient): Promise<RepositorySettings> {
  const data = await client.request({ action: 'read the repo', send: (rest) => rest.repos.get(client.place) })
  const methods: readonly (readonly [MergeMethod, boolean | undefined])[] = [
    ['merge', data.allow_merge_commit],
    ['squash', data.allow_squash_merge],
    ['rebase', data.allow_rebase_merge],
  ]
  return {
    defaultBranch: data.default_branch,
    mergeMethods: methods.filter(([, isAllowed]) => isAllowed !== false).map(([method]) => method),
    allowsAutoMerge: data.allow_auto_merge,
    deletesBranches: data.delete_branch_on_merge,
  }
}
