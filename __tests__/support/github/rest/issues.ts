import { addAssignees, addLabels } from '../pulls/participants.ts'
import type { PullRequest } from '../pulls/pull-request.ts'
import { invalidFields, notFound } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import type { World } from '../world.ts'
import { created, findPull, ok, page, type RepoCall, type RepoOperations, type RestAnswer } from './call.ts'
import { pullRequestUrl, viewComment, viewLabel, viewPullSummary } from './views/pull-request.ts'
import { repoUrl } from './views/repo.ts'

/** `issue`: a pull request is one, and the only kind here. */
const viewIssue = (world: World, repo: Repo, pull: PullRequest) => {
  const summary = viewPullSummary(world, repo, pull)
  const url = `${repoUrl(world, repo)}/issues/${pull.number}`
  const { id, node_id, number, title, user, labels, state, locked, assignee, assignees, milestone } = summary
  const { created_at, updated_at, closed_at, author_association, body, html_url, diff_url, patch_url } = summary
  return {
    ...{ id, node_id, number, title, user, labels, state, locked, assignee, assignees, milestone },
    ...{ created_at, updated_at, closed_at, author_association, body, html_url, url },
    repository_url: repoUrl(world, repo),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    comments: pull.comments.length,
    pull_request: { url: summary.url, html_url: pullRequestUrl(world, repo, pull), diff_url, patch_url },
  }
}

const viewLabels = ({ world, repo }: RepoCall, pull: PullRequest) =>
  pull.labels.map((name) => viewLabel(world, repo, repo.addLabel(name)))

const labelNames = (body: unknown): string[] => {
  const given = Array.isArray(body) ? body : ((body as { labels?: unknown[] } | undefined)?.labels ?? [])
  return given.map((label) => (typeof label === 'string' ? label : String((label as { name?: string }).name)))
}

const postLabels = (call: RepoCall): RestAnswer => {
  const pull = findPull(call)
  addLabels(call.repo, pull, labelNames(call.body))
  return ok(viewLabels(call, pull))
}

const putLabels = (call: RepoCall): RestAnswer => {
  const pull = findPull(call)
  pull.labels = []
  addLabels(call.repo, pull, labelNames(call.body))
  return ok(viewLabels(call, pull))
}

const deleteLabel = (call: RepoCall): RestAnswer => {
  const pull = findPull(call)
  if (!pull.labels.includes(call.params.name ?? '')) throw notFound('Label does not exist')
  pull.labels = pull.labels.filter((name) => name !== call.params.name)
  return ok(viewLabels(call, pull))
}

const getLabel = ({ world, repo, params }: RepoCall): RestAnswer => {
  const label = repo.findLabel(params.name ?? '')
  if (!label) throw notFound()
  return ok(viewLabel(world, repo, label))
}

const postLabel = ({ world, repo, body }: RepoCall): RestAnswer => {
  const { name, color, description } = body as { name: string; color?: string; description?: string }
  if (repo.findLabel(name)) {
    throw invalidFields('Validation Failed', [{ resource: 'Label', code: 'already_exists', field: 'name' }])
  }
  return created(viewLabel(world, repo, repo.addLabel(name, color, description)))
}

const postAssignees = (call: RepoCall): RestAnswer => {
  const pull = findPull(call)
  const { assignees = [] } = (call.body ?? {}) as { assignees?: string[] }
  addAssignees(call.repo, pull, assignees)
  return created(viewIssue(call.world, call.repo, pull))
}

const postComment = (call: RepoCall): RestAnswer => {
  const pull = findPull(call)
  const { body } = call.body as { body: string }
  const comment = { id: call.repo.nextId(), user: call.by, body, createdAt: call.repo.timestamp() }
  pull.comments.push(comment)
  return created(viewComment(call.world, call.repo, pull, comment))
}

const write = 'issues:write|pull_requests:write'
const read = 'issues:read|pull_requests:read'

export const issueOperations: RepoOperations = {
  'issues/get': { needs: read, handle: (call) => ok(viewIssue(call.world, call.repo, findPull(call))) },
  'issues/add-labels': { needs: write, handle: postLabels },
  'issues/set-labels': { needs: write, handle: putLabels },
  'issues/remove-label': { needs: write, handle: deleteLabel },
  'issues/list-labels-on-issue': { needs: read, handle: (call) => ok(viewLabels(call, findPull(call))) },
  'issues/list-labels-for-repo': {
    needs: read,
    handle: (call) => page(call, call.repo.labels, (label) => viewLabel(call.world, call.repo, label)),
  },
  'issues/get-label': { needs: read, handle: getLabel },
  'issues/create-label': { needs: write, handle: postLabel },
  'issues/add-assignees': { needs: write, handle: postAssignees },
  'issues/create-comment': { needs: write, handle: postComment },
  'issues/list-comments': {
    needs: read,
    handle: (call) => {
      const pull = findPull(call)
      return page(call, pull.comments, (comment) => viewComment(call.world, call.repo, pull, comment))
    },
  },
}
