import { badInput } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import { type GitAuth } from '../repo/auth.ts'
import { type Checkout, openCheckout, requireBranch } from '../repo/checkout.ts'
import { FolderTree } from '../repo/folder-tree.ts'
import type { GitRepo } from '../repo/git-repo.ts'
import { GitTree } from '../repo/git-tree.ts'
import { cloneForRun } from '../repo/run-clone.ts'
import type { FileChange, Tree } from '../repo/tree.ts'

/** Where commits go: a Git repo with a remote, and the branch that is watched. */
export interface Target {
  readonly repo: GitRepo
  readonly base: string
  /** The folder of the repo that is the config repo: empty, or `a/b`. */
  readonly folder: string
  readonly checkout?: Checkout
  dispose(): void
}

/** Where the GitHub server is, and who we are there. */
export interface Server {
  readonly url: string
  readonly apiUrl: string
  readonly graphqlUrl: string
  readonly token: string | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/** The server that the CI's variables name (https://docs.github.com/actions/reference/workflows-and-actions/variables), else github.com. */
export function readServer(token: string | undefined, env: Environment): Server {
  const apiUrl = env.GITHUB_API_URL || 'https://api.github.com'
  return {
    url: (env.GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, ''),
    apiUrl: apiUrl.replace(/\/+$/, ''),
    graphqlUrl: env.GITHUB_GRAPHQL_URL || `${apiUrl.replace(/\/v3\/?$/, '').replace(/\/+$/, '')}/graphql`,
    token: token || env.DRAWBRIDGE_TOKEN || env.GITHUB_TOKEN || undefined,
  }
}

/** Opens the repo that `push` and everything after it work on: `directory`, else a clone of `repository` made for this run. */
export async function openTarget(inputs: Inputs, server: Server, env: Environment): Promise<Target> {
  const auth: GitAuth | undefined = server.token ? { token: server.token, serverUrl: server.url } : undefined
  if (inputs.directory !== undefined) {
    const checkout = await openCheckout(inputs.directory, { ...(auth && { auth }) })
    const base = inputs.base ?? requireBranch(checkout).branch
    return { repo: checkout.repo, base, folder: checkout.prefix, checkout, dispose: () => {} }
  }
  const repository = inputs.repository ?? env.GITHUB_REPOSITORY
  if (!repository) throw noRepository()
  checkRepository(repository)
  const clone = await cloneForRun({
    url: `${server.url}/${repository}.git`,
    ...(inputs.base !== undefined && { branch: inputs.base }),
    ...(auth && { auth }),
  })
  return { repo: clone.repo, base: clone.branch, folder: '', dispose: clone.dispose }
}

function checkRepository(repository: string): void {
  if (/^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/.test(repository) && !/(?:^|\/)\.\.?$/.test(repository)) return
  throw badInput({
    code: 'invalid-input',
    message: `repository: ${JSON.stringify(repository)} is not owner/name`,
    hint: 'Write for example "repository: acme/config".',
  })
}

function noRepository() {
  return badInput({
    code: 'no-repository',
    message: 'which config repo is meant was not said',
    hint: 'Give "directory" (a checkout) or "repository" (owner/name).',
  })
}

/** The `owner/name` on GitHub that pull requests go to: as given, else where the remote is. */
export function repositoryOf(target: Target, inputs: Inputs, server: Server, env: Environment): string {
  const repository = inputs.repository ?? repositoryOfRemote(target, server) ?? (target.checkout ? undefined : env.GITHUB_REPOSITORY)
  if (!repository) {
    throw badInput({
      code: 'no-repository',
      message: `the remote ${target.repo.remoteName} is no repo of ${server.url}`,
      hint: 'Name the repo on GitHub: "repository: owner/name".',
    })
  }
  checkRepository(repository)
  return repository
}

function repositoryOfRemote(target: Target, server: Server): string | undefined {
  const { url } = target.repo.remote
  const host = new URL(server.url).host
  const [, remoteHost, path] =
    /^https?:\/\/(?:[^/@]*@)?([^/]+)\/(.+)$/.exec(url) ?? /^(?:ssh:\/\/)?(?:[^/@]+@)?([^/:]+)(?::\d+(?=\/))?[:/](.+)$/.exec(url) ?? []
  if (remoteHost !== host) return undefined
  return /^([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(path ?? '')?.[1]
}

/** The config repo at a commit. */
export function treeAt(target: Target, commit: string): Tree {
  const tree = new GitTree({ repo: target.repo, commit })
  return target.folder === '' ? tree : new FolderTree(tree, target.folder)
}

/** Files as the Git repo names them. */
export function inRepo(target: Target, files: readonly FileChange[]): FileChange[] {
  return files.map(({ path, mode, content }) => ({ path: target.folder === '' ? path : `${target.folder}/${path}`, mode, content }))
}
