import type { Problem } from '../errors.ts'
import type { MergeOptions, MergeResult, PullRequest } from './forge.ts'
import type { FailedOutcome, GitHubClient } from './github-client.ts'
import { findMergeRefusal, isMergeConflict, unmetRulesHint } from './merge-refusals.ts'

interface MergeTask {
  readonly client: GitHubClient
  readonly pullRequest: PullRequest
  readonly options: MergeOptions
}

const maxTries = 5

/**
 * Merges only the expected head (`sha`), so a repeated request can merge nothing else.
 * https://docs.github.com/rest/pulls/pulls#merge-a-pull-request
 */
export async function merge(task: MergeTask): Promise<MergeResult> {
  for (let tryNumber = 1; ; tryNumber += 1) {
    const outcome = await send(task)
    if (outcome.ok) return { status: 'merged', commit: outcome.data.sha }
    const judged = judgeText(task, outcome) ?? (await judgeState(task, outcome))
    if (judged !== 'not-yet') return judged
    if (tryNumber === maxTries) return { status: 'conflict', text: outcome.failure.text }
    await task.client.wait(tryNumber, outcome.failure.text)
  }
}

function send({ client, pullRequest, options }: MergeTask) {
  const { method, expectedHead: sha, title, message } = options
  // A rebase keeps the messages of the commits.
  const texts = method === 'rebase' ? {} : { commit_title: title, commit_message: message }
  const target = { ...client.place, pull_number: pullRequest.number }
  return client.tryRequest({
    action: `merge pull request #${pullRequest.number}`,
    send: (rest) => rest.pulls.merge({ ...target, sha, merge_method: method, ...texts }),
  })
}

/** 405 and 409 are ambiguous: only the text says whether another try is worth it. */
function judgeText(task: MergeTask, outcome: FailedOutcome): MergeResult | undefined {
  const { status, text } = outcome.failure
  if (status !== 405 && status !== 409) throw task.client.explain(outcome)
  if (isMergeConflict(text)) return { status: 'conflict', text }
  const problem = findMergeRefusal(text, refusalMessage(task, text))
  return problem && { status: 'blocked', problem }
}

/** "Pull Request is not mergeable" may mean anything, also that it is merged already: its state tells. */
async function judgeState(task: MergeTask, outcome: FailedOutcome): Promise<MergeResult | 'not-yet'> {
  const { client, pullRequest, options } = task
  const { text } = outcome.failure
  const now = await client.request({
    action: `read pull request #${pullRequest.number}`,
    send: (rest) => rest.pulls.get({ ...client.place, pull_number: pullRequest.number }),
  })
  const isExpected = now.head.sha === options.expectedHead
  if (now.merged && isExpected) return { status: 'merged', commit: now.merge_commit_sha ?? now.head.sha }
  if (now.merged || !isExpected) return { status: 'conflict', text: 'Its branch moved meanwhile.' }
  if (now.state === 'closed') return { status: 'blocked', problem: closed(task) }
  if (now.mergeable === false) return { status: 'conflict', text }
  if (now.mergeable_state === 'blocked') return { status: 'blocked', problem: unmet(task, text) }
  return 'not-yet'
}

function refusalMessage({ pullRequest }: MergeTask, text: string): string {
  return `Pull request #${pullRequest.number} cannot be merged now: ${text}`
}

function closed({ pullRequest }: MergeTask): Problem {
  const message = `Pull request #${pullRequest.number} was closed meanwhile`
  return { code: 'closed-pull-request', message, hint: 'Run it again if it is still wanted.' }
}

function unmet(task: MergeTask, text: string): Problem {
  const message = refusalMessage(task, `rules of ${task.pullRequest.base} are not met (${text})`)
  return { code: 'unmet-rules', message, hint: unmetRulesHint }
}
