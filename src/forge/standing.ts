import type { EndedPullRequest, ProposedCommit, PullRequest } from './forge.ts'
import type { GitHubClient } from './github-client.ts'

/** https://docs.github.com/rest/pulls/pulls#list-pull-requests: newest first; what ended long ago had another head. */
export async function findEndedPullRequest(
  client: GitHubClient,
  { branch, head }: { readonly branch: string; readonly head: string },
): Promise<EndedPullRequest | undefined> {
  const { owner, repo } = client.place
  const found = await client.request({
    action: 'look for closed pull requests',
    send: (rest) =>
      rest.pulls.list({ owner, repo, head: `${owner}:${branch}`, state: 'closed', sort: 'created', per_page: 10 }),
  })
  const ended = found.find((pull) => pull.head.sha === head && pull.head.ref === branch)
  return ended && { number: ended.number, url: ended.html_url, isMerged: ended.merged_at !== null }
}

/** https://docs.github.com/rest/pulls/pulls#list-commits-on-a-pull-request */
export async function listCommits(client: GitHubClient, { number }: PullRequest): Promise<readonly ProposedCommit[]> {
  const commits = await client.request({
    action: `list the commits of pull request #${number}`,
    send: (rest) => rest.pulls.listCommits({ ...client.place, pull_number: number, per_page: 100 }),
  })
  return commits.map(({ sha, parents, commit }) => ({
    id: sha,
    parents: parents.map((parent) => parent.sha),
    message: commit.message,
  }))
}
