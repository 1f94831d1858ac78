import type { CheckRun, CommitStatus, StatusState } from '../checks.ts'
import { nodeId } from '../node-ids.ts'
import type { Repo } from '../repo.ts'
import type { World } from '../world.ts'
import { created, ok, page, type RepoCall, type RepoOperations, type RestAnswer } from './call.ts'
import { resolveCommit } from './repos.ts'
import { viewAccount } from './views/account.ts'
import { repoUrl, viewRepoSummary } from './views/repo.ts'

const viewSimpleStatus = (world: World, repo: Repo, status: CommitStatus) => ({
  id: status.id,
  node_id: nodeId('SC', repo.id, status.id),
  url: `${repoUrl(world, repo)}/statuses/${status.sha}`,
  avatar_url: `${world.url}/avatars/u/${status.creator.id}`,
  state: status.state,
  context: status.context,
  description: status.description,
  target_url: status.targetUrl,
  created_at: status.createdAt,
  updated_at: status.createdAt,
})

const viewStatus = (world: World, repo: Repo, status: CommitStatus) => ({
  ...viewSimpleStatus(world, repo, status),
  creator: viewAccount(world.url, status.creator),
})

const getCombined = ({ world, repo, params }: RepoCall): RestAnswer => {
  const sha = resolveCommit(repo, params.ref ?? '')
  const statuses = repo.checks.latestStatuses(sha)
  const states = statuses.map(({ state }) => state)
  const isFailed = states.some((state) => state === 'failure' || state === 'error')
  const isDone = states.length > 0 && states.every((state) => state === 'success')
  const url = `${repoUrl(world, repo)}/commits/${sha}`
  return ok({
    state: isFailed ? 'failure' : isDone ? 'success' : 'pending',
    statuses: statuses.map((status) => viewSimpleStatus(world, repo, status)),
    sha,
    total_count: statuses.length,
    repository: viewRepoSummary(world, repo),
    commit_url: url,
    url: `${url}/status`,
  })
}

interface StatusInput {
  readonly state: StatusState
  readonly context?: string
  readonly description?: string | null
  readonly target_url?: string | null
}

const postStatus = ({ world, repo, params, body, by }: RepoCall): RestAnswer => {
  const { state, context = 'default', description = null, target_url = null } = body as StatusInput
  const sha = resolveCommit(repo, params.sha ?? '')
  const status = repo.setStatus(sha, context, state, { description, targetUrl: target_url, creator: by })
  return created(viewStatus(world, repo, status))
}

const viewRun = (world: World, repo: Repo, run: CheckRun) => {
  const isDone = run.conclusion !== undefined
  const url = `${repoUrl(world, repo)}/check-runs/${run.id}`
  const output = { title: null, summary: null, text: null, annotations_count: 0, annotations_url: `${url}/annotations` }
  return {
    id: run.id,
    node_id: nodeId('CR', repo.id, run.id),
    head_sha: run.sha,
    name: run.name,
    url,
    html_url: url,
    details_url: url,
    external_id: '',
    status: isDone ? 'completed' : 'in_progress',
    conclusion: run.conclusion ?? null,
    started_at: run.startedAt,
    completed_at: isDone ? run.startedAt : null,
    output,
    check_suite: { id: run.id },
    app: null,
    pull_requests: [],
  }
}

const listRuns = ({ world, repo, params, query }: RepoCall): RestAnswer => {
  const runs = repo.checks.latestRuns(resolveCommit(repo, params.ref ?? ''))
  const found = runs.filter(({ name }) => query.check_name === undefined || query.check_name === name)
  return ok({ total_count: found.length, check_runs: found.map((run) => viewRun(world, repo, run)) })
}

export const statusOperations: RepoOperations = {
  'repos/get-combined-status-for-ref': { needs: 'statuses:read', handle: getCombined },
  'repos/list-commit-statuses-for-ref': {
    needs: 'statuses:read',
    handle: (call) => {
      const sha = resolveCommit(call.repo, call.params.ref ?? '')
      return page(call, call.repo.checks.statuses(sha), (status) => viewStatus(call.world, call.repo, status))
    },
  },
  'repos/create-commit-status': { needs: 'statuses:write', handle: postStatus },
  'checks/list-for-ref': { needs: 'checks:read', handle: listRuns },
}
