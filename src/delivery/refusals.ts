import { badInput, type DrawbridgeError, failed } from '../errors.ts'
import type { PushResult } from '../repo/push.ts'
import type { Target } from './target.ts'

/** The error of a base branch that the remote does not have. */
export function unknownBase(target: Target): DrawbridgeError {
  const message = `${target.repo.remoteName} has no branch ${target.base}`
  return badInput({
    code: 'unknown-branch',
    message,
    hint: 'Name the branch that Argo CD or Flux watches with "base".',
  })
}

/** The error of a push that no second try can help. */
export function refusedPush(
  result: Exclude<PushResult, { status: 'pushed' | 'conflict' }>,
  branch: string,
): DrawbridgeError {
  if (result.status === 'protected') {
    const hint = 'Use "delivery: pull-request" or "auto-merge", or let this identity bypass the rule.'
    return failed({ code: 'protected-branch', message: `${branch} is protected: ${result.text}`, hint })
  }
  if (result.status === 'denied') {
    const hint =
      'The token needs "contents: write" on the config repo. A workflow\'s own GITHUB_TOKEN writes only to its own repo.'
    return failed({ code: 'missing-permission', message: `pushing ${branch} was not allowed: ${result.text}`, hint })
  }
  return failed({ code: 'push-failed', message: `pushing ${branch} failed: ${result.text}` })
}
