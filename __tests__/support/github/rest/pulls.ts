import { assertMayOpenPullRequest } from '../access.ts'
import { readCommit } from '../git/commits.ts'
import { findMergeBase } from '../git/history.ts'
import { mergePullRequest } from '../pulls/merging.ts'
import { headBranch, openPullRequest, updatePullRequest } from '../pulls/opening.ts'
import { requestReviews } from '../pulls/participants.ts'
import { invalidFields, notFound } from '../refusals.ts'
import type { MergeMethod } from '../repo-settings.ts'
import { created, findPull, noContent, ok, page, type RepoCall, type RepoOperations, type RestAnswer } from './call.ts'
import { viewAccount } from './views/account.ts'
import { viewCommit, viewFiles } from './views/commit.ts'
import { pullCommits, viewPull, viewPullSummary, viewReview, viewTeam } from './views/pull-request.ts'

const listPulls = (call: RepoCall): RestAnswer => {
  const { world, repo, query } = call
  const { state = 'open', head, base, sort = 'created', direction } = query
  // GitHub ignores a head without an owner.
  const headRef = head?.includes(':') ? headBranch(repo, head) : undefined
  const found = repo.pullRequests.filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (headRef === undefined || pull.headRef === headRef) &&
      (base === undefined || pull.baseRef === base),
  )
  const isAscending = (direction ?? (sort === 'created' ? 'desc' : 'asc')) === 'asc'
  return page(call, isAscending ? found : found.toReversed(), (pull) => viewPullSummary(world, repo, pull))
}

interface PullInput {
  readonly title?: string
  readonly head: string
  readonly base: string
  readonly body?: string
  readonly draft?: boolean
}

const postPull = ({ world, repo, body, by, token }: RepoCall): RestAnswer => {
  if (token) assertMayOpenPullRequest(repo, token)
  const { title, head, base, body: text, draft } = body as PullInput
  if (!title) {
    throw invalidFields("Title can't be blank", [{ resource: 'PullRequest', code: 'missing_field', field: 'title' }])
  }
  const pull = openPullRequest(repo, { title, head, base, body: text, isDraft: draft }, by)
  return created(viewPull(world, repo, pull))
}

const patchPull = (call: RepoCall): RestAnswer => {
  const pull = findPull(call)
  updatePullRequest(
    call.repo,
    pull,
    call.body as { title?: string; body?: string; base?: string; state?: 'open' | 'closed' },
  )
  return ok(viewPull(call.world, call.repo, pull))
}

interface MergeInput {
  readonly commit_title?: string
  readonly commit_message?: string
  readonly sha?: string
  readonly merge_method?: MergeMethod
}

const putMerge = (call: RepoCall): RestAnswer => {
  const { commit_title, commit_message, sha, merge_method } = (call.body ?? {}) as MergeInput
  const merged = mergePullRequest(call.repo, findPull(call), {
    method: merge_method ?? 'merge',
    headline: commit_title,
    body: commit_message,
    expectedHead: sha,
    by: call.by,
  })
  return ok({ sha: merged, merged: true, message: 'Pull Request successfully merged' })
}

const postReviewers = (call: RepoCall): RestAnswer => {
  const pull = findPull(call)
  const { reviewers = [], team_reviewers = [] } = (call.body ?? {}) as {
    reviewers?: string[]
    team_reviewers?: string[]
  }
  requestReviews(call.repo, pull, { users: reviewers, teams: team_reviewers })
  return created(viewPullSummary(call.world, call.repo, pull))
}

const listReviewers = (call: RepoCall): RestAnswer => {
  const { world, repo } = call
  const pull = findPull(call)
  const users = pull.reviewers.map((login) => viewAccount(world.url, world.people.get(login)))
  return ok({ users, teams: pull.teams.map((slug) => viewTeam(world, repo, slug)) })
}

const listPullCommits = (call: RepoCall): RestAnswer =>
  page(call, pullCommits(call.repo, findPull(call)), ({ oid }) => viewCommit(call.world, call.repo, oid))

const listPullFiles = (call: RepoCall): RestAnswer => {
  const { world, repo } = call
  const { baseSha, headSha } = findPull(call)
  const base = findMergeBase(repo.objects, baseSha, headSha) ?? readCommit(repo.objects, baseSha).oid
  return page(call, viewFiles(world, repo, base, headSha), (file) => file)
}

const isMerged = (call: RepoCall): RestAnswer => {
  if (!findPull(call).merged) throw notFound()
  return noContent
}

export const pullOperations: RepoOperations = {
  'pulls/list': { needs: 'pull_requests:read', handle: listPulls },
  'pulls/create': { needs: 'pull_requests:write', handle: postPull },
  'pulls/get': {
    needs: 'pull_requests:read',
    handle: (call) => ok(viewPull(call.world, call.repo, findPull(call))),
  },
  'pulls/update': { needs: 'pull_requests:write', handle: patchPull },
  'pulls/merge': { needs: 'contents:write', handle: putMerge },
  'pulls/check-if-merged': { needs: 'contents:read', handle: isMerged },
  'pulls/request-reviewers': { needs: 'pull_requests:write', handle: postReviewers },
  'pulls/list-requested-reviewers': { needs: 'pull_requests:read', handle: listReviewers },
  'pulls/list-commits': { needs: 'pull_requests:read', handle: listPullCommits },
  'pulls/list-files': { needs: 'pull_requests:read', handle: listPullFiles },
  'pulls/list-reviews': {
    needs: 'pull_requests:read',
    handle: (call) => {
      const pull = findPull(call)
      return page(call, pull.reviews, (review) => viewReview(call.world, call.repo, pull, review))
    },
  },
}
