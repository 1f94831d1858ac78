import type { Problem } from '../errors.ts'
import type { Environment } from '../host.ts'
import type { Inputs } from '../inputs.ts'
import type { Server } from './server.ts'

/** What is wrong with a delivery before anything is read, so that it is told together with all that is wrong with the inputs. */
export function findDeliveryProblems(inputs: Inputs, server: Server, env: Environment): Problem[] {
  return [
    ...(inputs.directory === undefined ? withoutDirectory(inputs, env) : []),
    ...(inputs.repository === undefined ? [] : findRepositoryProblem(inputs.repository)),
    ...(needsToken(inputs) && server.token === undefined ? [missingToken(env)] : []),
  ]
}

function withoutDirectory({ delivery, repository }: Inputs, env: Environment): Problem[] {
  if (delivery === 'files' || delivery === 'commit') return [noDirectory]
  return repository || env.GITHUB_REPOSITORY ? [] : [noRepository]
}

function needsToken({ delivery, 'dry-run': isDryRun }: Inputs): boolean {
  return !isDryRun && (delivery === 'pull-request' || delivery === 'auto-merge' || delivery === 'merge')
}

function findRepositoryProblem(repository: string): Problem[] {
  if (/^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/.test(repository) && !/(?:^|\/)\.\.?(?:$|\/)/.test(repository)) return []
  const message = `repository: ${JSON.stringify(repository)} is not owner/name`
  return [{ code: 'invalid-input', message, hint: 'Write for example "repository: acme/config".' }]
}

const noDirectory: Problem = {
  code: 'no-directory',
  message: 'this delivery edits a checkout, and none was given',
  hint: 'Give "directory", or use "delivery: push" or "pull-request".',
}

const noRepository: Problem = {
  code: 'no-repository',
  message: 'which config repo is meant was not said',
  hint: 'Give "directory" (a checkout) or "repository" (owner/name).',
}

function missingToken(env: Environment): Problem {
  return {
    code: 'missing-token',
    message: 'a pull request needs a token, and none was given',
    hint:
      env.GITHUB_ACTIONS === 'true'
        ? 'The input "token" is empty: no secret has this name, or this run may not read it, as runs for forks and for Dependabot.'
        : 'Set the environment variable GITHUB_TOKEN or DRAWBRIDGE_TOKEN.',
  }
}
