import { readCommit } from '../../git/commits.ts'
import { countLines, diffTrees } from '../../git/diff.ts'
import { findMergeBase, listCommits } from '../../git/history.ts'
import { nodeId } from '../../node-ids.ts'
import { readMergeability } from '../../pulls/mergeability.ts'
import type { Comment, PullRequest, Review } from '../../pulls/pull-request.ts'
import type { Label, Repo } from '../../repo.ts'
import type { World } from '../../world.ts'
import { viewAccount } from './account.ts'
import { repoUrl, viewRepo } from './repo.ts'

export const viewLabel = (world: World, repo: Repo, label: Label) => ({
  id: label.id,
  node_id: nodeId('LA', repo.id, label.id),
  url: `${repoUrl(world, repo)}/labels/${encodeURIComponent(label.name)}`,
  name: label.name,
  description: label.description,
  color: label.color,
  default: false,
})

export const viewTeam = (world: World, repo: Repo, slug: string) => {
  const url = `${world.url}/orgs/${repo.owner}/teams/${slug}`
  const id = 9000 + repo.settings.teams.indexOf(slug)
  const own = { id, node_id: `T_${slug}`, name: slug, slug, description: null, privacy: 'closed', permission: 'push' }
  const urls = { url, html_url: url, members_url: `${url}/members{/member}`, repositories_url: `${url}/repos` }
  return { ...own, ...urls, parent: null, notification_setting: 'notifications_enabled', type: 'organization' }
}

const viewSide = (world: World, repo: Repo, ref: string, sha: string) => {
  const user = viewAccount(world.url, repo.people.get(repo.owner))
  return { label: `${repo.owner}:${ref}`, ref, sha, user, repo: viewRepo(world, repo, undefined) }
}

const viewLinks = (url: string, html: string, issue: string, statuses: string) => ({
  self: { href: url },
  html: { href: html },
  issue: { href: issue },
  comments: { href: `${issue}/comments` },
  review_comments: { href: `${url}/comments` },
  review_comment: { href: `${url}/comments{/number}` },
  commits: { href: `${url}/commits` },
  statuses: { href: statuses },
})

const viewUrls = (world: World, repo: Repo, pull: PullRequest) => {
  const url = `${repoUrl(world, repo)}/pulls/${pull.number}`
  const html = pullRequestUrl(world, repo, pull)
  const issue = `${repoUrl(world, repo)}/issues/${pull.number}`
  const statuses = `${repoUrl(world, repo)}/statuses/${pull.headSha}`
  return {
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${url}/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    _links: viewLinks(url, html, issue, statuses),
  }
}

export const pullRequestUrl = (world: World, repo: Repo, { number }: PullRequest) =>
  `${world.url}/${repo.nameWithOwner}/pull/${number}`

const viewAutoMerge = (world: World, { autoMerge }: PullRequest) =>
  autoMerge
    ? {
        enabled_by: viewAccount(world.url, autoMerge.enabledBy),
        merge_method: autoMerge.method,
        commit_title: autoMerge.headline ?? '',
        commit_message: autoMerge.body ?? '',
      }
    : null

/** `pull-request-simple`, as in lists. */
export const viewPullSummary = (world: World, repo: Repo, pull: PullRequest) => {
  const account = (login: string) => viewAccount(world.url, repo.people.get(login))
  const labels = pull.labels.map((name) => repo.findLabel(name)).filter((label) => label !== undefined)
  const assignees = pull.assignees.map(account)
  return {
    id: pull.id,
    node_id: nodeId('PR', repo.id, pull.number),
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    body: pull.body || null,
    user: viewAccount(world.url, pull.author),
    labels: labels.map((label) => viewLabel(world, repo, label)),
    milestone: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt ?? null,
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha: pull.merged?.sha ?? null,
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: pull.reviewers.map(account),
    requested_teams: pull.teams.map((slug) => viewTeam(world, repo, slug)),
    head: viewSide(world, repo, pull.headRef, pull.headSha),
    base: viewSide(world, repo, pull.baseRef, pull.baseSha),
    author_association: 'CONTRIBUTOR',
    auto_merge: viewAutoMerge(world, pull),
    draft: pull.isDraft,
    ...viewUrls(world, repo, pull),
  }
}

/** The commits of a pull request, oldest first, and the files that it changes, as of its last state. */
export const pullCommits = ({ objects }: Repo, { headSha, baseSha }: PullRequest) =>
  listCommits(objects, headSha, baseSha).toReversed()

const countChanges = (repo: Repo, pull: PullRequest) => {
  const base = findMergeBase(repo.objects, pull.baseSha, pull.headSha) ?? pull.baseSha
  const tree = (oid: string) => readCommit(repo.objects, oid).tree
  const diffs = diffTrees(repo.objects, tree(base), tree(pull.headSha))
  const lines = diffs.map((diff) => countLines(repo.objects, diff))
  return {
    commits: pullCommits(repo, pull).length,
    changed_files: diffs.length,
    additions: lines.reduce((sum, { additions }) => sum + additions, 0),
    deletions: lines.reduce((sum, { deletions }) => sum + deletions, 0),
  }
}

/** `pull-request`. */
export const viewPull = (world: World, repo: Repo, pull: PullRequest) => {
  const { mergeable, state } = readMergeability(repo, pull)
  return {
    ...viewPullSummary(world, repo, pull),
    merged: pull.merged !== undefined,
    mergeable: mergeable ?? null,
    rebaseable: mergeable ?? null,
    mergeable_state: state,
    merged_by: pull.merged ? viewAccount(world.url, pull.merged.by) : null,
    comments: pull.comments.length,
    review_comments: 0,
    maintainer_can_modify: pull.maintainerCanModify,
    ...countChanges(repo, pull),
  }
}

export const viewReview = (world: World, repo: Repo, pull: PullRequest, review: Review) => {
  const html = `${pullRequestUrl(world, repo, pull)}#pullrequestreview-${review.id}`
  const pullUrl = `${repoUrl(world, repo)}/pulls/${pull.number}`
  return {
    id: review.id,
    node_id: nodeId('PRR', repo.id, review.id),
    user: viewAccount(world.url, review.user),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pullUrl,
    author_association: 'MEMBER',
    _links: { html: { href: html }, pull_request: { href: pullUrl } },
    submitted_at: review.submittedAt,
    commit_id: review.commit,
  }
}

export const viewComment = (world: World, repo: Repo, pull: PullRequest, comment: Comment) => {
  const html = `${pullRequestUrl(world, repo, pull)}#issuecomment-${comment.id}`
  return {
    id: comment.id,
    node_id: nodeId('IC', repo.id, comment.id),
    url: `${repoUrl(world, repo)}/issues/comments/${comment.id}`,
    html_url: html,
    issue_url: `${repoUrl(world, repo)}/issues/${pull.number}`,
    body: comment.body,
    user: viewAccount(world.url, comment.user),
    created_at: comment.createdAt,
    updated_at: comment.createdAt,
    author_association: 'CONTRIBUTOR',
  }
}
