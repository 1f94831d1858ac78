import type { Problem } from '../errors.ts'
import type { AutoMergeResult, MergeOptions, PullRequest } from './forge.ts'
import type { FailedOutcome, GitHubClient } from './github-client.ts'
import { findMergeRefusal, isMergeConflict } from './merge-refusals.ts'
import { isSameText } from './pull-request-data.ts'

const enableField = `enablePullRequestAutoMerge(input: {pullRequestId: $id, mergeMethod: $method, expectedHeadOid: $head,
    commitHeadline: $title, commitBody: $message}) { clientMutationId }`
const variableTypes =
  '$id: ID!, $method: PullRequestMergeMethod!, $head: GitObjectID!, $title: String, $message: String'
const enableDocument = `mutation(${variableTypes}) {\n  ${enableField}\n}`
/** What is on cannot be changed, only switched off and on; mutations of one document run in order. */
const renewDocument = `mutation(${variableTypes}) {
  disablePullRequestAutoMerge(input: {pullRequestId: $id}) { clientMutationId }
  ${enableField}
}`

const maxTries = 5

/** https://docs.github.com/graphql/reference/mutations#enablepullrequestautomerge; REST has nothing of the kind. */
export async function enableAutoMerge(
  client: GitHubClient,
  pullRequest: PullRequest,
  options: MergeOptions,
): Promise<AutoMergeResult> {
  if (isEnabledAlready(pullRequest, options)) return { status: 'enabled' }
  for (let tryNumber = 1; ; tryNumber += 1) {
    const outcome = await client.tryMutation({
      action: 'enable auto-merge',
      document: pullRequest.autoMerge ? renewDocument : enableDocument,
      variables: mutationVariables(pullRequest, options),
    })
    if (outcome.ok) return { status: 'enabled' }
    const isUnknownYet = /in unknown status/i.test(outcome.failure.text)
    if (!isUnknownYet || tryNumber === maxTries) return judge(client, outcome, pullRequest)
    // GitHub is still finding out whether it can be merged.
    await client.wait(tryNumber, outcome.failure.text)
  }
}

/** A pull request that moved needs the commit texts of what it carries now. */
function isEnabledAlready({ autoMerge, headCommit }: PullRequest, options: MergeOptions): boolean {
  if (autoMerge?.method !== options.method || headCommit !== options.expectedHead) return false
  if (options.method === 'rebase') return true
  const { title = autoMerge.title, message = autoMerge.message } = options
  return isSameText(autoMerge.title, title) && isSameText(autoMerge.message, message)
}

function mutationVariables({ nodeId }: PullRequest, { method, expectedHead, title, message }: MergeOptions) {
  const texts = method === 'rebase' ? {} : { title, message }
  return { id: nodeId, method: method.toUpperCase(), head: expectedHead, ...texts }
}

/**
 * What gh merges at once instead (`isImmediatelyMergeable` in its pkg/cmd/pr/merge), and a base without any rule: in all of
 * them no rule is left to wait for.
 */
const nothingToWaitFor = /in (clean|unstable|has_hooks) status|protected branch rules not configured/i

/** The second: what was to be renewed was switched off meanwhile, and only that failed; switching it on did not. */
const isOnNow = /already enabled|^[^;]*can't disable auto-merge[^;]*$/i

function judge(client: GitHubClient, outcome: FailedOutcome, pullRequest: PullRequest): AutoMergeResult {
  const { text, graphqlType } = outcome.failure
  if (graphqlType !== 'UNPROCESSABLE') throw client.explain(outcome)
  if (nothingToWaitFor.test(text)) return { status: 'clean' }
  if (isOnNow.test(text)) return { status: 'enabled' }
  if (isMergeConflict(text) || /in (dirty|unknown) status/i.test(text)) return { status: 'conflict', text }
  return { status: 'refused', problem: findRefusal(text, pullRequest) }
}

function findRefusal(text: string, pullRequest: PullRequest): Problem {
  const message = `Auto-merge of pull request #${pullRequest.number} was refused: ${text}`
  if (/auto.?merge is not allowed/i.test(text)) {
    const settings = pullRequest.url.replace(/\/pull\/\d+$/, '/settings')
    const hint = `Switch on "Allow auto-merge" in the settings of the repo (${settings}, General, Pull Requests), or use "delivery: merge".`
    return { code: 'auto-merge-off', message, hint }
  }
  return findMergeRefusal(text, message) ?? { code: 'auto-merge-refused', message }
}
