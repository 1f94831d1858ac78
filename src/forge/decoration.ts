import type { Problem } from '../errors.ts'
import type { Decorations, PullRequest } from './forge.ts'
import type { Call, FailedOutcome, GitHubClient } from './github-client.ts'
import { hasName } from './pull-request-data.ts'

interface Task {
  readonly client: GitHubClient
  readonly pullRequest: PullRequest
}

/** Labels, assignees and reviewers that are not there yet, one request each kind; what GitHub refuses is a warning. */
export async function decorate(task: Task, wanted: Decorations): Promise<readonly Problem[]> {
  // One after the other: GitHub asks not to write at the same time (its secondary limits).
  const labels = await addLabels(task, wanted.labels)
  const assignees = await addAssignees(task, wanted.assignees)
  const reviewers = await requestReviews(task, wanted)
  return [...labels, ...assignees, ...reviewers]
}

async function addLabels({ client, pullRequest }: Task, wanted: readonly string[]): Promise<readonly Problem[]> {
  const labels = missingNames(wanted, pullRequest.labels)
  return addAll(client, labels, (some) => ({
    action: `add ${some.length === 1 ? `the label ${some[0]}` : 'labels'}`,
    send: (rest) => rest.issues.addLabels({ ...client.place, issue_number: pullRequest.number, labels: [...some] }),
  }))
}

/** GitHub leaves out in silence who cannot be assigned: https://docs.github.com/rest/issues/assignees */
async function addAssignees({ client, pullRequest }: Task, wanted: readonly string[]): Promise<readonly Problem[]> {
  const assignees = missingNames(wanted, pullRequest.assignees)
  if (assignees.length === 0) return []
  const outcome = await client.tryRequest({
    action: `assign ${assignees.join(', ')}`,
    send: (rest) => rest.issues.addAssignees({ ...client.place, issue_number: pullRequest.number, assignees }),
  })
  if (!outcome.ok) return [warning(client, outcome)]
  const assigned = (outcome.data.assignees ?? []).map(({ login }) => login)
  return missingNames(assignees, assigned).map((login) => ({
    code: 'not-assigned',
    message: `${login} cannot be assigned to pull request #${pullRequest.number}`,
    hint: `Only people with access to ${client.access.owner}/${client.access.repo} can be, at most ten.`,
  }))
}

/** `@` before a name stands for a team, so that both kinds go into one request. */
const teamMark = '@'

async function requestReviews(task: Task, wanted: Decorations): Promise<readonly Problem[]> {
  const { client, pullRequest } = task
  const { author } = pullRequest
  const isAuthor = (login: string) => author !== undefined && hasName([author], login)
  const people = missingNames(wanted.reviewers, pullRequest.reviewers)
  const teams = missingNames(wanted.teamReviewers.map(shortTeamName), pullRequest.teamReviewers)
  const open = await withoutAnswered(task, { people: people.filter((login) => !isAuthor(login)), teams })
  const problems = await addAll(client, open, (some) => requestCall(task, some))
  return [...people.filter(isAuthor).map(authorWarning), ...problems]
}

function shortTeamName(team: string): string {
  return team.slice(team.lastIndexOf('/') + 1)
}

/**
 * Who has given a review is no requested reviewer any more: asking again would take the answer back. Which team a review was
 * for is not told, so with any review teams are not asked again.
 */
async function withoutAnswered(
  { client, pullRequest }: Task,
  { people, teams }: { readonly people: readonly string[]; readonly teams: readonly string[] },
): Promise<readonly string[]> {
  const marked = teams.map((team) => `${teamMark}${team}`)
  if (pullRequest.isNew || people.length + teams.length === 0) return [...people, ...marked]
  const outcome = await client.tryRequest({
    action: 'read the reviews',
    send: (rest) => rest.pulls.listReviews({ ...client.place, pull_number: pullRequest.number, per_page: 100 }),
  })
  const answered = outcome.ok ? outcome.data.map(({ user }) => user?.login ?? '') : []
  const byOthers = answered.filter((login) => login !== pullRequest.author)
  return [...missingNames(people, answered), ...(byOthers.length === 0 ? marked : [])]
}

/** https://docs.github.com/rest/pulls/review-requests#request-reviewers-for-a-pull-request */
function requestCall({ client, pullRequest }: Task, names: readonly string[]): Call<unknown> {
  const teams = names.filter((name) => name.startsWith(teamMark)).map((name) => name.slice(teamMark.length))
  const reviewers = names.filter((name) => !name.startsWith(teamMark))
  const options = {
    pull_number: pullRequest.number,
    ...(reviewers.length > 0 ? { reviewers } : {}),
    ...(teams.length > 0 ? { team_reviewers: teams } : {}),
  }
  return {
    action: `ask ${[...reviewers, ...teams].join(', ')} for a review`,
    send: (rest) => rest.pulls.requestReviewers({ ...client.place, ...options }),
  }
}

function authorWarning(login: string): Problem {
  return {
    code: 'reviewer-is-author',
    message: `${login} opened the pull request and so cannot review it`,
    hint: 'Name somebody else in "reviewers", or use the token of a GitHub App.',
  }
}

/** All names in one request; where GitHub refuses that, each alone, so that one wrong name spoils no other. */
async function addAll(
  client: GitHubClient,
  names: readonly string[],
  callFor: (names: readonly string[]) => Call<unknown>,
): Promise<readonly Problem[]> {
  if (names.length === 0) return []
  const outcome = await client.tryRequest(callFor(names))
  if (outcome.ok) return []
  if (outcome.failure.status !== 422 || names.length === 1) return [warning(client, outcome)]
  const problems: Problem[] = []
  for (const name of names) problems.push(...(await addAll(client, [name], callFor)))
  return problems
}

function warning(client: GitHubClient, outcome: FailedOutcome): Problem {
  const problem = client.explain(outcome).problems[0] ?? { code: 'github-error', message: outcome.failure.text }
  const isUnknownReviewer = problem.code === 'github-refused' && outcome.action.endsWith('for a review')
  if (!isUnknownReviewer) return problem
  // What GitHub says of a team that it does not show the token: peter-evans/create-pull-request, github-helper.ts.
  const isTeam = /could not resolve to a node/i.test(outcome.failure.text)
  return { code: 'unknown-reviewer', message: problem.message, hint: isTeam ? teamHint : reviewerHint }
}

const reviewerHint = 'Only people and teams with access to the repo can be asked.'
const teamHint =
  'Check the name of the team and its access to the repo. GITHUB_TOKEN can never ask teams: use the token of a GitHub App with "members: read", or a personal access token with the scope "repo".'

/** Each wanted name once, without those that are there. */
function missingNames(wanted: readonly string[], present: readonly string[]): string[] {
  return wanted.filter((name, at) => !hasName(present, name) && !hasName(wanted.slice(0, at), name))
}
