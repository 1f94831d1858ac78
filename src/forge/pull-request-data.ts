import type { MergeMethod, PullRequest } from './forge.ts'

interface Account {
  readonly login: string
}

/** What lists, single reads and writes of REST have in common: https://docs.github.com/rest/pulls/pulls */
export interface PullRequestData {
  readonly number: number
  readonly html_url: string
  readonly node_id: string
  readonly state: string
  readonly title: string
  readonly body: string | null
  readonly draft?: boolean
  readonly user: Account | null
  readonly head: { readonly ref: string; readonly sha: string }
  readonly base: { readonly ref: string }
  readonly labels?: readonly { readonly name?: string }[]
  readonly assignees?: readonly Account[] | null
  readonly requested_reviewers?: readonly Account[] | null
  readonly requested_teams?: readonly { readonly slug: string }[] | null
  readonly auto_merge: {
    readonly merge_method: MergeMethod
    readonly commit_title?: string | null
    readonly commit_message?: string | null
  } | null
}

/** Our view of GitHub's answer. */
export function toPullRequest(data: PullRequestData, options: { readonly isNew: boolean }): PullRequest {
  return {
    number: data.number,
    url: data.html_url,
    nodeId: data.node_id,
    branch: data.head.ref,
    headCommit: data.head.sha,
    base: data.base.ref,
    title: data.title,
    body: data.body ?? '',
    isDraft: data.draft ?? false,
    isOpen: data.state === 'open',
    isNew: options.isNew,
    author: data.user?.login,
    labels: (data.labels ?? []).map(({ name = '' }) => name),
    assignees: logins(data.assignees),
    reviewers: logins(data.requested_reviewers),
    teamReviewers: (data.requested_teams ?? []).map(({ slug }) => slug),
    autoMerge: readAutoMerge(data),
  }
}

/** GitHub trims texts, and its web page writes CRLF: neither is a difference. */
export function isSameText(one: string, other: string): boolean {
  const normal = (text: string) => text.replaceAll('\r\n', '\n').trim()
  return normal(one) === normal(other)
}

/** Logins, labels and team names do not differ by case. */
export function hasName(names: readonly string[], wanted: string): boolean {
  return names.some((name) => name.toLowerCase() === wanted.toLowerCase())
}

function logins(accounts: readonly Account[] | null | undefined): readonly string[] {
  return (accounts ?? []).map(({ login }) => login)
}

function readAutoMerge({ auto_merge: data }: PullRequestData): PullRequest['autoMerge'] {
  if (!data) return undefined
  return { method: data.merge_method, title: data.commit_title ?? '', message: data.commit_message ?? '' }
}
