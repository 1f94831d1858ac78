import type { CheckRun, CommitStatus } from '../../checks.ts'
import { nodeId } from '../../node-ids.ts'
import type { Repo } from '../../repo.ts'
import { connect } from '../connections.ts'
import { type Args, accountNode, type Fields, type GitNode, gitNode } from '../context.ts'

const viewContext = (repo: Repo, status: CommitStatus) => ({
  __typename: 'StatusContext',
  id: nodeId('SC', repo.id, status.id),
  context: status.context,
  state: status.state.toUpperCase(),
  description: status.description,
  targetUrl: status.targetUrl,
  createdAt: status.createdAt,
  creator: accountNode(status.creator),
  commit: gitNode(repo, status.sha),
})

const viewRun = (repo: Repo, run: CheckRun) => ({
  __typename: 'CheckRun',
  id: nodeId('CR', repo.id, run.id),
  databaseId: run.id,
  name: run.name,
  status: run.conclusion ? 'COMPLETED' : 'IN_PROGRESS',
  conclusion: run.conclusion?.toUpperCase() ?? null,
  startedAt: run.startedAt,
  completedAt: run.conclusion ? run.startedAt : null,
  detailsUrl: null,
})

const viewRollup = ({ repo, oid }: GitNode) => {
  const state = repo.checks.rollup(oid)
  if (!state) return null
  const statuses = repo.checks.latestStatuses(oid).map((status) => viewContext(repo, status))
  const items = [...repo.checks.latestRuns(oid).map((run) => viewRun(repo, run)), ...statuses]
  return {
    id: nodeId('C', repo.id, oid, 'rollup'),
    state: state.toUpperCase(),
    commit: gitNode(repo, oid),
    contexts: (args: Args) => connect<object>({ name: 'contexts', items, args, view: (item) => item }),
  }
}

const viewStatus = ({ repo, oid }: GitNode) => {
  const statuses = repo.checks.latestStatuses(oid)
  if (statuses.length === 0) return null
  const states = statuses.map(({ state }) => state)
  const isFailed = states.some((state) => state === 'failure' || state === 'error')
  const isDone = states.every((state) => state === 'success')
  return {
    id: nodeId('C', repo.id, oid, 'status'),
    state: isFailed ? 'FAILURE' : isDone ? 'SUCCESS' : 'PENDING',
    contexts: statuses.map((status) => viewContext(repo, status)),
    commit: gitNode(repo, oid),
  }
}

/** A commit's fields about what was checked on it. */
export const statusFields: Fields<GitNode> = {
  status: viewStatus,
  statusCheckRollup: viewRollup,
}
