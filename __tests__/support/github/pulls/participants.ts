import { invalidFields, unprocessable } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import type { PullRequest } from './pull-request.ts'

const isCollaborator = ({ settings }: Repo, login: string) =>
  settings.collaborators === undefined ||
  settings.collaborators.some((name) => name.toLowerCase() === login.toLowerCase())

/** Adds labels; the REST API creates the ones that the repo does not have yet. */
export const addLabels = (repo: Repo, pull: PullRequest, names: readonly string[]): void => {
  const labels = names.map((name) => repo.addLabel(name).name)
  pull.labels = [...new Set([...pull.labels, ...labels])]
}

/** Assigns people; GitHub leaves out in silence whoever cannot be assigned. */
export const addAssignees = (repo: Repo, pull: PullRequest, logins: readonly string[]): void => {
  const known = logins.filter((login) => isCollaborator(repo, login))
  pull.assignees = [...new Set([...pull.assignees, ...known])].slice(0, 10)
}

export interface ReviewRequest {
  readonly users: readonly string[]
  readonly teams: readonly string[]
}

const reviewers = (message: string) =>
  invalidFields(message, [{ resource: 'ReviewRequest', code: 'custom', field: 'reviewers', message }])

/** Asks for reviews: the author, strangers and unknown teams are refused, and then nobody is asked. */
export const requestReviews = (repo: Repo, pull: PullRequest, { users, teams }: ReviewRequest): void => {
  if (users.some((login) => login.toLowerCase() === pull.author.login.toLowerCase())) {
    throw unprocessable('Review cannot be requested from pull request author.')
  }
  if (!users.every((login) => isCollaborator(repo, login))) {
    const name = repo.nameWithOwner
    throw reviewers(
      `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${name} repository.`,
    )
  }
  if (!teams.every((team) => repo.settings.teams.includes(team))) {
    throw reviewers(`Could not resolve to a node with the global id of '${teams.join(', ')}'.`)
  }
  pull.reviewers = [...new Set([...pull.reviewers, ...users])]
  pull.teams = [...new Set([...pull.teams, ...teams])]
}
