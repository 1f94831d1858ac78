import { gunzipSync } from 'node:zlib'
import { canSee, isAllowed, readToken } from '../access.ts'
import type { Exchange } from '../exchanges.ts'
import { Refusal } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import { brokenRules } from '../rules.ts'
import type { Token } from '../tokens.ts'
import type { World } from '../world.ts'
import { type BackendAnswer, type BackendProcesses, runBackend } from './http-backend.ts'
import { formatRejection, type PushCommand, type Rejection, readPushCommands } from './push-commands.ts'

export interface GitRequest {
  readonly exchange: Exchange
  readonly body: Buffer
  readonly processes: BackendProcesses
}

interface Target {
  readonly nameWithOwner: string
  readonly pathInfo: string
  readonly query: string
  readonly service: string
}

export const parseGitPath = (path: string): Target | undefined => {
  const found = /^\/([^/]+\/[^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)(?:\?(.*))?$/.exec(path)
  if (!found) return undefined
  const [, nameWithOwner = '', pathInfo = '', query = ''] = found
  const named = pathInfo === '/info/refs' ? (new URLSearchParams(query).get('service') ?? '') : pathInfo.slice(1)
  return { nameWithOwner, pathInfo, query, service: named.replace('git-', '') }
}

const text = (status: number, message: string, headers: Record<string, string> = {}): BackendAnswer => ({
  status,
  headers: { 'content-type': 'text/plain', ...headers },
  body: Buffer.from(message),
})

const askForLogin = () => text(401, 'Repository not found.', { 'www-authenticate': 'Basic realm="GitHub"' })

/** GitHub's answers to Git without the right to do this; `undefined` when it may go on. */
const refuse = (repo: Repo | undefined, token: Token | undefined, service: string): BackendAnswer | undefined => {
  const isPush = service === 'receive-pack'
  const mayRead = repo && canSee(repo, token) && isAllowed(repo, token, 'contents:read')
  if (!token && (!mayRead || isPush)) return askForLogin()
  if (!repo || !canSee(repo, token)) return text(404, 'Repository not found.')
  const login = token?.account.login ?? 'anonymous'
  const denied = `Permission to ${repo.nameWithOwner}.git denied to ${login}.`
  if (!mayRead) return text(403, 'Write access to repository not granted.')
  if (isPush && !isAllowed(repo, token, 'contents:write')) return text(403, denied)
  if (isPush && repo.settings.archived) return text(403, 'This repository was archived so it is read-only.')
  return undefined
}

const rulesetText = (world: World, repo: Repo, ref: string, broken: readonly string[]) =>
  [
    `error: GH013: Repository rule violations found for ${ref}.`,
    `Review all repository rules at ${world.url}/${repo.nameWithOwner}/rules?ref=${encodeURIComponent(ref)}`,
    '',
    ...broken.flatMap((rule) => [`- ${rule}`, '']),
    '',
  ].join('\n')

const classicText = (ref: string, broken: readonly string[]) =>
  `error: GH006: Protected branch update failed for ${ref}.\n${broken.map((rule) => `error: ${rule}\n`).join('')}`

const describe = (world: World, repo: Repo, ref: string, broken: readonly string[]): Rejection =>
  repo.protectionOf(branchOf(ref))?.kind === 'classic'
    ? { text: classicText(ref, broken), reason: 'protected branch hook declined' }
    : { text: rulesetText(world, repo, ref, broken), reason: 'push declined due to repository rule violations' }

const branchOf = (ref: string) => ref.replace('refs/heads/', '')

/** The rules that can be asked before the push's objects are here. */
const reject = (world: World, repo: Repo, commands: readonly PushCommand[], login: string): Rejection | undefined => {
  for (const { ref, after } of commands) {
    const branch = branchOf(ref)
    const broken = brokenRules(repo, { branch, before: repo.branchHead(branch), after }, login)
    if (broken.length > 0) return describe(world, repo, ref, broken)
  }
  return undefined
}

/** For the hook: the refs that must not go back, and what it says then. */
const hookEnvironment = (world: World, repo: Repo, commands: readonly PushCommand[], login: string) => {
  const refs = commands.map(({ ref }) => ref)
  const guarded = refs.filter((ref) => {
    const rules = repo.protectionOf(branchOf(ref))
    return rules && !rules.allowForcePushes && !rules.bypass.includes(login)
  })
  const text = guarded.map((ref) => describe(world, repo, ref, ['Cannot force-push to this branch']).text)
  return { GITHUB_NO_FORCE: guarded.join(' '), GITHUB_NO_FORCE_TEXT: text[0] ?? '' }
}

/** Answers a Git client: who it is, whether it may, the rules of the branches; then Git's own server does the work. */
export const answerGit = async (world: World, target: Target, request: GitRequest): Promise<BackendAnswer> => {
  const { exchange, body, processes } = request
  const repo = world.findRepo(target.nameWithOwner)
  const token = readTokenOrRefuse(world, exchange.headers.authorization)
  if (token instanceof Refusal) return askForLogin()
  const refused = refuse(repo, token, target.service)
  if (refused || !repo) return refused ?? askForLogin()
  const login = token?.account.login ?? 'anonymous'
  const isPush = target.pathInfo === '/git-receive-pack'
  const plain = exchange.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
  const commands = isPush ? readPushCommands(plain) : []
  const rejection = reject(world, repo, commands, login)
  if (rejection) {
    const headers = { 'content-type': 'application/x-git-receive-pack-result' }
    return { status: 200, headers, body: formatRejection(commands, rejection) }
  }
  const environment = hookEnvironment(world, repo, commands, login)
  const { method, headers } = exchange
  const { pathInfo, query } = target
  const answer = await runBackend(
    { directory: repo.directory, method, pathInfo, query, headers, body, login, environment },
    processes,
  )
  if (isPush) {
    repo.lastPusher = token?.account
    repo.settle()
  }
  return answer
}

const readTokenOrRefuse = (world: World, header: string | undefined): Token | undefined | Refusal => {
  try {
    return readToken(world, header)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
