import { type DrawbridgeError, failed, type Problem } from '../errors.ts'
import type { Failure } from './failure.ts'
import type { NewPullRequest, PullRequest } from './forge.ts'
import type { FailedOutcome, GitHubClient } from './github-client.ts'
import { isSameText, toPullRequest } from './pull-request-data.ts'

const maxTries = 4

/** https://docs.github.com/rest/pulls/pulls#list-pull-requests: a `head` without its owner is ignored. */
export async function findOpenPullRequest(
  client: GitHubClient,
  { branch, base }: { readonly branch: string; readonly base?: string | undefined },
): Promise<PullRequest | undefined> {
  const { owner, repo } = client.place
  const head = `${owner}:${branch}`
  const found = await client.request({
    action: 'look for an open pull request',
    send: (rest) => rest.pulls.list({ owner, repo, head, state: 'open', per_page: 100, ...(base ? { base } : {}) }),
  })
  // A fork of the same owner has the same `owner:branch`.
  const own = found.find((pull) => pull.head.ref === branch && pull.head.repo?.id === pull.base.repo.id)
  return own && toPullRequest(own, { isNew: false })
}

/**
 * Opens a pull request, once: before a doubtful try is repeated, it is looked for.
 * https://docs.github.com/rest/pulls/pulls#create-a-pull-request
 */
export async function openPullRequest(client: GitHubClient, wanted: NewPullRequest): Promise<PullRequest> {
  for (let tryNumber = 1; ; tryNumber += 1) {
    const outcome = await create(client, wanted)
    if (outcome.ok) return toPullRequest(outcome.data, { isNew: true })
    const isAmbiguous = client.isAmbiguous(outcome)
    if (!isAmbiguous && !isOpenAlready(outcome.failure)) throw explainOpening(client, outcome, wanted)
    const found = await findOpenPullRequest(client, wanted)
    if (found) return { ...found, isNew: isAmbiguous && hasTexts(found, wanted) }
    if (tryNumber === maxTries) throw client.explain(outcome)
    await client.wait(tryNumber, outcome.failure.text)
  }
}

function create(client: GitHubClient, { branch, base, title, body, isDraft }: NewPullRequest) {
  return client.tryRequest({
    action: 'open a pull request',
    isRepeatable: false,
    send: (rest) => rest.pulls.create({ ...client.place, head: branch, base, title, body, draft: isDraft }),
  })
}

/** Sets title and body where they differ. */
export async function updatePullRequest(
  client: GitHubClient,
  pullRequest: PullRequest,
  { title, body }: { readonly title: string; readonly body: string },
): Promise<PullRequest> {
  if (hasTexts(pullRequest, { title, body })) return pullRequest
  const changed = await client.request({
    action: `update pull request #${pullRequest.number}`,
    send: (rest) => rest.pulls.update({ ...client.place, pull_number: pullRequest.number, title, body }),
  })
  return toPullRequest(changed, { isNew: pullRequest.isNew })
}

type Texts = Pick<PullRequest, 'title' | 'body'>

function hasTexts(pullRequest: Texts, wanted: Texts): boolean {
  return isSameText(pullRequest.title, wanted.title) && isSameText(pullRequest.body, wanted.body)
}

function isOpenAlready({ status, text }: Failure): boolean {
  return status === 422 && /pull request already exists/i.test(text)
}

function explainOpening(client: GitHubClient, outcome: FailedOutcome, wanted: NewPullRequest): DrawbridgeError {
  const problem = outcome.failure.status === 422 ? findOpeningProblem(outcome.failure, wanted) : undefined
  return problem ? failed(problem, outcome.failure.cause) : client.explain(outcome)
}

function findOpeningProblem({ text, fields }: Failure, { branch, base }: NewPullRequest): Problem | undefined {
  const isInvalid = (name: string) => fields.some(({ field, code }) => field === name && code === 'invalid')
  if (/no commits between/i.test(text)) {
    const hint = `${base} already has everything that ${branch} has: somebody merged it meanwhile. Run it again.`
    return { code: 'no-commits', message: `There is nothing to propose: ${text}`, hint }
  }
  if (isInvalid('base')) {
    const hint = 'Write in "base" the branch that Argo CD or Flux watches.'
    return { code: 'no-base-branch', message: `The base branch ${base} does not exist`, hint }
  }
  if (isInvalid('head')) {
    const hint = 'Was it deleted meanwhile? Run it again.'
    return { code: 'no-head-branch', message: `The branch ${branch} does not exist`, hint }
  }
  if (!/draft pull requests are not supported/i.test(text)) return undefined
  const hint = 'Leave out "draft": private repos of this plan have no draft pull requests.'
  return { code: 'no-draft-pull-requests', message: `Could not open a draft pull request: ${text}`, hint }
}
