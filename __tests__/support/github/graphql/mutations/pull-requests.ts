import { assertMayOpenPullRequest } from '../../access.ts'
import { openPullRequest, reopenPullRequest, updatePullRequest } from '../../pulls/opening.ts'
import { addAssignees, addLabels, requestReviews } from '../../pulls/participants.ts'
import { closePull } from '../../pulls/settling.ts'
import { unprocessable } from '../../refusals.ts'
import { type Args, accountNode, assertMay, type Context, type Fields, type PullNode, pullNode } from '../context.ts'
import { findLabelNode, findLogin, findPullNode, findRepoNode } from '../nodes.ts'

export type PullWork = (node: PullNode, input: Args, context: Context) => void

/** A mutation of one pull request, which its payload shows. */
export const onPull =
  (idName: string, work: PullWork) =>
  (_: Args, args: Args, context: Context): object => {
    const input = args.input as Args
    const node = findPullNode(input[idName], context)
    assertMay(node.repo, context, 'pull_requests:write')
    work(node, input, context)
    return { pullRequest: node, actor: accountNode(context.by), labelable: node, assignable: node }
  }

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
const list = (value: unknown) => (Array.isArray(value) ? value : [])

const createPullRequest = (input: Args, context: Context) => {
  const { repo } = findRepoNode(input.repositoryId, context)
  assertMay(repo, context, 'pull_requests:write')
  assertMayOpenPullRequest(repo, context.token)
  const [head, base, title] = [String(input.headRefName), String(input.baseRefName), String(input.title)]
  const given = { head, base, title, body: text(input.body), isDraft: input.draft === true }
  return { pullRequest: pullNode(repo, openPullRequest(repo, given, context.by)) }
}

const update: PullWork = ({ repo, pull }, input, context) => {
  const state = text(input.state)?.toLowerCase() as 'open' | 'closed' | undefined
  const given = { title: text(input.title), body: text(input.body), base: text(input.baseRefName), state }
  updatePullRequest(repo, pull, given)
  if (input.labelIds) pull.labels = list(input.labelIds).map((id) => findLabelNode(id, context).label.name)
  if (input.assigneeIds) pull.assignees = list(input.assigneeIds).map((id) => findLogin(id, context))
}

const createLabel = (input: Args, context: Context) => {
  const { repo } = findRepoNode(input.repositoryId, context)
  assertMay(repo, context, 'issues:write|pull_requests:write')
  const name = String(input.name)
  if (repo.findLabel(name)) throw unprocessable('Name has already been taken')
  const label = repo.addLabel(name, String(input.color), text(input.description))
  return { label: { __typename: 'Label', repo, label } }
}

const addComment = (input: Args, context: Context) => {
  const { repo, pull } = findPullNode(input.subjectId, context)
  assertMay(repo, context, 'issues:write|pull_requests:write')
  const comment = { id: repo.nextId(), user: context.by, body: String(input.body), createdAt: repo.timestamp() }
  pull.comments.push(comment)
  return { subject: pullNode(repo, pull) }
}

export const pullRequestMutations: Fields<Args> = {
  requestReviews: onPull('pullRequestId', ({ repo, pull }, input, context) => {
    if (input.union !== true) pull.reviewers = []
    requestReviews(repo, pull, { users: list(input.userIds).map((id) => findLogin(id, context)), teams: [] })
  }),
  createPullRequest: (_, { input }, context) => createPullRequest(input as Args, context),
  updatePullRequest: onPull('pullRequestId', update),
  closePullRequest: onPull('pullRequestId', ({ repo, pull }) => {
    if (pull.state === 'open') closePull(repo, pull)
  }),
  reopenPullRequest: onPull('pullRequestId', ({ repo, pull }) => {
    if (pull.state === 'closed') reopenPullRequest(repo, pull)
  }),
  convertPullRequestToDraft: onPull('pullRequestId', ({ pull }) => {
    pull.isDraft = true
  }),
  markPullRequestReadyForReview: onPull('pullRequestId', ({ repo, pull }) => {
    pull.isDraft = false
    repo.settle()
  }),
  addLabelsToLabelable: onPull('labelableId', ({ repo, pull }, input, context) => {
    addLabels(
      repo,
      pull,
      list(input.labelIds).map((id) => findLabelNode(id, context).label.name),
    )
  }),
  addAssigneesToAssignable: onPull('assignableId', ({ repo, pull }, input, context) => {
    addAssignees(
      repo,
      pull,
      list(input.assigneeIds).map((id) => findLogin(id, context)),
    )
  }),
  createLabel: (_, { input }, context) => createLabel(input as Args, context),
  addComment: (_, { input }, context) => addComment(input as Args, context),
}
