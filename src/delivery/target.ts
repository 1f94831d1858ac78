import { badInput } from '../errors.ts'
import type { Environment } from '../host.ts'
import type { Inputs } from '../inputs.ts'
import type { GitAuth } from '../repo/auth.ts'
import { type Checkout, openCheckout, requireBranch } from '../repo/checkout.ts'
import { FolderTree } from '../repo/folder-tree.ts'
import type { GitRepo } from '../repo/git-repo.ts'
import { GitTree } from '../repo/git-tree.ts'
import { cloneForRun } from '../repo/run-clone.ts'
import type { FileChange, Tree } from '../repo/tree.ts'
import type { Server } from './server.ts'

/** Where commits go: a Git repo with a remote, and the branch that is watched. */
export interface Target {
  readonly repo: GitRepo
  readonly base: string
  /** The folder of the repo that is the config repo: empty, or `a/b`. */
  readonly folder: string
  readonly checkout?: Checkout
  /** The commit that the base was at when it was opened, where that was just read from the remote. */
  readonly freshBase?: string
  dispose(): void
}

/** Opens the repo that is committed to: `directory`, else a clone of `repository` made for this run. */
export async function openTarget(inputs: Inputs, server: Server, env: Environment): Promise<Target> {
  const auth: GitAuth | undefined = server.token ? { token: server.token, serverUrl: server.url } : undefined
  if (inputs.directory !== undefined) {
    const checkout = await openCheckout(inputs.directory, { ...(auth && { auth }) })
    const base = chooseBase(checkout, inputs)
    const target = { repo: checkout.repo, base, folder: checkout.prefix, checkout, dispose: () => {} }
    if (inputs.delivery !== 'commit') refuseOtherRepository(target, inputs, server)
    return target
  }
  const clone = await cloneForRun({
    url: `${server.url}/${inputs.repository ?? env.GITHUB_REPOSITORY}.git`,
    ...(inputs.base !== undefined && { branch: inputs.base }),
    ...(auth && { auth }),
  })
  return { repo: clone.repo, base: clone.branch, folder: '', freshBase: clone.commit, dispose: clone.dispose }
}

function chooseBase(checkout: Checkout, { base, delivery }: Inputs): string {
  if (base !== undefined && delivery !== 'commit') return base
  const { branch } = requireBranch(checkout)
  if (base === undefined || base === branch) return branch
  throw badInput({
    code: 'other-branch',
    message: `base: ${base} is not the branch that is checked out, ${branch}`,
    hint: `Check ${base} out first, or use "delivery: push", which leaves the checkout alone.`,
  })
}

// A branch that is pushed to one repo can't be proposed in another.
function refuseOtherRepository(target: Target, { repository }: Inputs, server: Server): void {
  const found = target.repo.hasRemote ? repositoryOfRemote(target, server) : undefined
  if (repository === undefined || found === undefined || found.toLowerCase() === repository.toLowerCase()) return
  throw badInput({
    code: 'other-repository',
    message: `repository: ${repository} is not the repo of the checkout, ${found}`,
    hint: 'Leave out "repository", or give the "directory" of a checkout of it, or leave out "directory" to work on a clone.',
  })
}

/** The `owner/name` on GitHub that pull requests go to: as given, else where the remote is. */
export function repositoryOf(target: Target, inputs: Inputs, server: Server, env: Environment): string {
  const repository =
    inputs.repository ?? repositoryOfRemote(target, server) ?? (target.checkout ? undefined : env.GITHUB_REPOSITORY)
  if (repository) return repository
  throw badInput({
    code: 'no-repository',
    message: `the remote ${target.repo.remoteName} is no repo of ${server.url}`,
    hint: 'Name the repo on GitHub: "repository: owner/name".',
  })
}

function repositoryOfRemote(target: Target, server: Server): string | undefined {
  const { url } = target.repo.remote
  const host = new URL(server.url).host
  const [, remoteHost, path] =
    /^https?:\/\/(?:[^/@]*@)?([^/]+)\/(.+)$/.exec(url) ??
    /^(?:ssh:\/\/)?(?:[^/@]+@)?([^/:]+)(?::\d+(?=\/))?[:/](.+)$/.exec(url) ??
    []
  if (remoteHost !== host) return undefined
  return /^([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(path ?? '')?.[1]
}

/** The whole Git repo at a commit. */
export function repoAt(target: Target, commit: string): Tree {
  return new GitTree({ repo: target.repo, commit })
}

/** The config repo in a tree of the whole Git repo. */
export function configIn({ folder }: Target, tree: Tree): Tree {
  return folder === '' ? tree : new FolderTree(tree, folder)
}

/** The config repo at a commit. */
export function treeAt(target: Target, commit: string): Tree {
  return configIn(target, repoAt(target, commit))
}

/** A path of the config repo as the Git repo names it. */
export function pathInRepo({ folder }: Target, path: string): string {
  return folder === '' ? path : `${folder}/${path}`
}

/** Files as the Git repo names them. */
export function inRepo<F extends FileChange>(target: Target, files: readonly F[]): F[] {
  return files.map((file) => ({ ...file, path: pathInRepo(target, file.path) }))
}
