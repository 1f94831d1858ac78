import { isAncestor } from '../git/history.ts'
import type { Account } from '../people.ts'
import { type FieldError, invalidFields, unprocessable } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import { newPullRequest, type PullRequest } from './pull-request.ts'
import { closePull } from './settling.ts'

export interface PullRequestInput {
  readonly title: string
  readonly body?: string | null | undefined
  /** `branch` or `owner:branch`. */
  readonly head: string
  readonly base: string
  readonly isDraft?: boolean | undefined
  readonly maintainerCanModify?: boolean | undefined
}

const custom = (message: string): FieldError => ({ resource: 'PullRequest', code: 'custom', message })
const invalid = (field: string): FieldError => ({ resource: 'PullRequest', field, code: 'invalid' })

/** The branch in this repo that `owner:branch` means; there are no forks here. */
export const headBranch = (repo: Repo, head: string): string => {
  const colon = head.indexOf(':')
  if (colon < 0) return head
  return head.slice(0, colon).toLowerCase() === repo.owner.toLowerCase() ? head.slice(colon + 1) : head
}

const findOpen = (repo: Repo, headRef: string, baseRef: string) =>
  repo.pullRequests.find((pull) => pull.state === 'open' && pull.headRef === headRef && pull.baseRef === baseRef)

const assertBranches = (repo: Repo, headRef: string, baseRef: string): { headSha: string; baseSha: string } => {
  const headSha = repo.branchHead(headRef)
  const baseSha = repo.branchHead(baseRef)
  if (!headSha) {
    const text = `Head sha can't be blank, Base sha can't be blank, No commits between ${baseRef} and ${headRef}, Head ref must be a branch`
    throw invalidFields(text, [invalid('head')])
  }
  if (!baseSha) {
    const text = `Base sha can't be blank, No commits between ${baseRef} and ${headRef}, Base ref must be a branch`
    throw invalidFields(text, [invalid('base')])
  }
  return { headSha, baseSha }
}

const assertNew = (repo: Repo, headRef: string, baseRef: string): void => {
  if (!findOpen(repo, headRef, baseRef)) return
  const message = `A pull request already exists for ${repo.owner}:${headRef}.`
  throw invalidFields(message, [custom(message)])
}

export const openPullRequest = (repo: Repo, input: PullRequestInput, author: Account): PullRequest => {
  const headRef = headBranch(repo, input.head)
  const baseRef = input.base
  const shas = assertBranches(repo, headRef, baseRef)
  assertNew(repo, headRef, baseRef)
  if (isAncestor(repo.objects, shas.headSha, shas.baseSha)) {
    const message = `No commits between ${baseRef} and ${headRef}`
    throw invalidFields(message, [custom(message)])
  }
  const number = repo.pullRequests.length + 1
  const { title, body, isDraft = false } = input
  const names = { headRef, baseRef, title, body: body ?? '', isDraft, ...shas }
  const pull = newPullRequest({ id: repo.nextId(), number, author, createdAt: repo.timestamp(), ...names })
  pull.unknownReads = repo.settings.unknownMergeableReads
  pull.maintainerCanModify = false
  repo.pullRequests.push(pull)
  repo.refs.update([{ name: `refs/pull/${number}/head`, after: pull.headSha }])
  return pull
}

export interface PullRequestUpdate {
  readonly title?: string | null | undefined
  readonly body?: string | null | undefined
  readonly base?: string | null | undefined
  readonly state?: 'open' | 'closed' | null | undefined
}

const changeBase = (repo: Repo, pull: PullRequest, base: string): void => {
  const sha = repo.branchHead(base)
  if (!sha) throw invalidFields('Base ref must be a branch', [invalid('base')])
  if (base !== pull.baseRef) assertNew(repo, pull.headRef, base)
  pull.baseRef = base
  pull.baseSha = sha
}

export const updatePullRequest = (repo: Repo, pull: PullRequest, update: PullRequestUpdate): void => {
  if (update.base) changeBase(repo, pull, update.base)
  if (update.title) pull.title = update.title
  if (update.body !== undefined) pull.body = update.body ?? ''
  if (update.state === 'closed' && pull.state === 'open') closePull(repo, pull)
  if (update.state === 'open' && pull.state === 'closed') reopenPullRequest(repo, pull)
  pull.updatedAt = repo.timestamp()
  repo.settle()
}

const cannotReopen = (reason: string) => {
  const message = `state cannot be changed. ${reason}`
  return invalidFields(message, [{ resource: 'PullRequest', code: 'invalid', field: 'state', message }])
}

/** Opens a closed one again; GitHub refuses it where the branch is gone or was force-pushed meanwhile. */
export const reopenPullRequest = (repo: Repo, pull: PullRequest): void => {
  if (pull.merged) throw unprocessable('Could not open the pull request. It has been merged.')
  const head = repo.branchHead(pull.headRef)
  if (!head) throw cannotReopen(`The ${pull.headRef} branch has been deleted.`)
  if (!repo.branchHead(pull.baseRef)) throw cannotReopen(`The ${pull.baseRef} branch has been deleted.`)
  if (findOpen(repo, pull.headRef, pull.baseRef)) {
    throw cannotReopen(`There is already an open pull request from ${pull.headRef} to ${pull.baseRef}.`)
  }
  if (!isAncestor(repo.objects, pull.headSha, head)) {
    throw cannotReopen(`The ${pull.headRef} branch was force-pushed or recreated.`)
  }
  if (isAncestor(repo.objects, head, repo.branchHead(pull.baseRef) ?? '')) {
    throw cannotReopen(`There are no new commits on the ${pull.headRef} branch.`)
  }
  pull.state = 'open'
  pull.closedAt = undefined
  pull.headSha = head
}
