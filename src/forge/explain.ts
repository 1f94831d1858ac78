import { type DrawbridgeError, failed, type Problem } from '../errors.ts'
import type { Failure } from './failure.ts'
import { findPassing } from './passing-faults.ts'
import {
  formatPermissions,
  type GitHubAccess,
  parseAcceptedPermissions,
  permissionHint,
  visibilityHint,
} from './permissions.ts'

export interface FailedAction {
  readonly failure: Failure
  /** What was tried, as in "could not …": `open a pull request`. */
  readonly action: string
  readonly access: GitHubAccess
  /** GitHub has answered for this repo before: a 404 now means that the token may not write. */
  readonly hasSeenRepository: boolean
  readonly now: Date
}

/** The error (exit 1) for a failed request, with what to do about it. */
export function explainFailure(failedAction: FailedAction): DrawbridgeError {
  return failed(explain(failedAction), failedAction.failure.cause)
}

function explain(failedAction: FailedAction): Problem {
  const { failure, hasSeenRepository } = failedAction
  const passing = findPassing(failure, failedAction.now)
  if (passing?.kind === 'limit') return rateLimited(failedAction, passing.waitMs)
  if (passing) return unavailable(failedAction)
  const { status, graphqlType } = failure
  if (status === 401) return badToken(failedAction)
  if (status === 404 || graphqlType === 'NOT_FOUND') {
    return hasSeenRepository ? forbidden(failedAction) : noSuchRepository(failedAction)
  }
  if (status === 403 || graphqlType === 'FORBIDDEN' || graphqlType === 'INSUFFICIENT_SCOPES') {
    return forbidden(failedAction)
  }
  if (graphqlType === 'undefinedField' || graphqlType === 'argumentNotAccepted') return unsupported(failedAction)
  const isRefusal = status === 422 || graphqlType === 'UNPROCESSABLE'
  return { code: isRefusal ? 'github-refused' : 'github-error', message: couldNot(failedAction) }
}

function couldNot({ action, access, failure }: FailedAction): string {
  return `Could not ${action} in ${access.owner}/${access.repo}: ${failure.text}`
}

function rateLimited(failedAction: FailedAction, waitMs: number | undefined): Problem {
  const wait = waitMs === undefined ? '' : ` It lasts ${formatWait(waitMs)} more.`
  return {
    code: 'rate-limited',
    message: couldNot(failedAction),
    hint: `GitHub limits how much a token may ask and write in an hour and in a minute.${wait} Let fewer runs start at once (a concurrency group), or use the token of a GitHub App of its own.`,
  }
}

function formatWait(waitMs: number): string {
  const seconds = Math.ceil(waitMs / 1000)
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}

function unavailable(failedAction: FailedAction): Problem {
  return {
    code: 'github-unavailable',
    message: couldNot(failedAction),
    hint: 'GitHub was not reached or broke off, several times: look at https://www.githubstatus.com, or the proxy; then run it again. What is done already is found and kept.',
  }
}

function badToken(failedAction: FailedAction): Problem {
  return {
    code: 'bad-token',
    message: couldNot(failedAction),
    hint: 'GitHub does not know the token: it is expired, revoked, cut short, or of another server. The token of a GitHub App lasts one hour, that of a workflow as long as its job.',
  }
}

function noSuchRepository(failedAction: FailedAction): Problem {
  const { owner, repo } = failedAction.access
  return {
    code: 'no-such-repository',
    message: `${owner}/${repo} does not exist, or the token may not see it (GitHub: ${failedAction.failure.text})`,
    hint: visibilityHint(failedAction.access),
  }
}

const actionsMayNotOpen = /GitHub Actions is not permitted to create or approve pull requests/i

function forbidden(failedAction: FailedAction): Problem {
  const { failure, access, action } = failedAction
  if (/was archived/i.test(failure.text)) return archived(failedAction)
  if (actionsMayNotOpen.test(failure.text)) return pullRequestsNotAllowed(failedAction)
  const sso = /url=(\S+)/.exec(failure.headers['x-github-sso'] ?? '')?.[1]
  const missing = parseAcceptedPermissions(failure.headers['x-accepted-github-permissions'])
  const needs = missing.length === 0 ? '' : `; it needs ${formatPermissions(missing)}`
  return {
    code: 'missing-permission',
    message: `The token may not ${action} in ${access.owner}/${access.repo}${needs} (GitHub: ${failure.text})`,
    hint: sso === undefined ? permissionHint(access, missing) : `Authorize the token for the organization: ${sso}`,
  }
}

function archived(failedAction: FailedAction): Problem {
  const hint = 'Give the repo that Argo CD or Flux watches now, or unarchive this one.'
  return { code: 'archived-repository', message: couldNot(failedAction), hint }
}

function pullRequestsNotAllowed(failedAction: FailedAction): Problem {
  return {
    code: 'pull-requests-not-allowed',
    message: couldNot(failedAction),
    hint: 'Switch on "Allow GitHub Actions to create and approve pull requests" in the settings of the repo (Actions, General, Workflow permissions; if it is greyed out: of the organization), or give "token" one of a GitHub App.',
  }
}

function unsupported(failedAction: FailedAction): Problem {
  const hint = 'This GitHub Enterprise Server is too old for it.'
  return { code: 'unsupported-server', message: couldNot(failedAction), hint }
}
