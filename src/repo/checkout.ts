import { relative, sep } from 'node:path'
import { badInput } from '../errors.ts'
import { type GitAuth, tokenAuthorization } from './auth.ts'
import { describeGitFailure } from './git.ts'
import { type GitConfig, isTrue, readConfig } from './git-config.ts'
import { findCheckout, realDirectory } from './git-folder.ts'
import { type GitRemote, GitRepo } from './git-repo.ts'
import { requireGit } from './git-version.ts'

/** Where HEAD is. */
export type CheckoutHead =
  | { readonly kind: 'branch'; readonly branch: string; readonly commit: string }
  | { readonly kind: 'unborn'; readonly branch: string }
  | { readonly kind: 'detached'; readonly commit: string }

export interface Checkout {
  readonly repo: GitRepo
  /** Absolute, without links. */
  readonly topLevel: string
  /** The given folder relative to `topLevel`: empty, or `a/b`. */
  readonly prefix: string
  readonly head: CheckoutHead
}

export interface OpenCheckoutOptions {
  readonly auth?: GitAuth
  /** A remote to use instead of the one found. */
  readonly remote?: string
  readonly signal?: AbortSignal
}

/**
 * Opens the checkout that a folder is in. Its remote: the one that the branch follows, else `origin`, else the only one.
 *
 * @throws DrawbridgeError `no-directory`, `not-a-repo`, `bare-repo`, `several-remotes` (exit 2), `missing-git`, `old-git`
 */
export async function openCheckout(directory: string, options: OpenCheckoutOptions = {}): Promise<Checkout> {
  const { topLevel, dotGit } = findCheckout(directory)
  await requireGit(topLevel)
  const base = { isShallow: false, isPartial: false, isRunClone: false, workTree: topLevel, signal: options.signal }
  const probe = new GitRepo({ ...base, gitDir: dotGit })
  const [gitDir = dotGit, isShallow] = (await readRevParse(probe, directory)).split('\n')
  const head = await readHead(probe)
  const config = await readConfig(probe, '^(remote\\..*\\.(url|promisor)|branch\\..*\\.remote)$')
  const authorization = options.auth && tokenAuthorization(options.auth)
  const repo = new GitRepo({
    ...base,
    gitDir,
    isShallow: isShallow === 'true',
    isPartial: [...config.keys()].some((key) => key.endsWith('.promisor') && isTrue(config, key)),
    ...(await readRemote(probe, chooseRemote({ config, head, topLevel, asked: options.remote }))),
    authorizations: authorization ? [authorization] : [],
  })
  return { repo, topLevel, prefix: relative(topLevel, realDirectory(directory)).split(sep).join('/'), head }
}

/**
 * The branch that is checked out, with a commit.
 *
 * @throws DrawbridgeError `detached-head`, `unborn-branch` (exit 2)
 */
export function requireBranch(checkout: Checkout): { readonly branch: string; readonly commit: string } {
  const { head } = checkout
  if (head.kind === 'branch') return head
  if (head.kind === 'unborn') {
    throw badInput({
      code: 'unborn-branch',
      message: `The branch ${head.branch} in ${checkout.topLevel} has no commit yet`,
      hint: 'Make the first commit, or use `--delivery files`.',
    })
  }
  throw badInput({
    code: 'detached-head',
    message: `${checkout.topLevel} has no branch checked out: HEAD is detached at ${head.commit.slice(0, 12)}`,
    hint: 'Check a branch out first (`git switch main`; with actions/checkout: `ref: main`), or name it with `base` and use `--delivery push`.',
  })
}

async function readRevParse(probe: GitRepo, directory: string): Promise<string> {
  const result = await probe.run(['rev-parse', '--absolute-git-dir', '--is-shallow-repository'])
  if (result.ok) return result.stdout.toString('utf8').trim()
  throw badInput({
    code: 'not-a-repo',
    message: `${directory} is no Git repo that works: ${describeGitFailure(result)}`,
  })
}

async function readHead(probe: GitRepo): Promise<CheckoutHead> {
  const symbolic = await probe.run(['symbolic-ref', '-q', 'HEAD'])
  const resolved = await probe.run(['rev-parse', '-q', '--verify', 'HEAD^{commit}'])
  const commit = resolved.ok ? resolved.stdout.toString('utf8').trim() : undefined
  const branch = symbolic.stdout
    .toString('utf8')
    .trim()
    .replace(/^refs\/heads\//, '')
  if (symbolic.ok) return commit === undefined ? { kind: 'unborn', branch } : { kind: 'branch', branch, commit }
  return { kind: 'detached', commit: commit ?? (await probe.line(['rev-parse', '--verify', 'HEAD'])) }
}

interface ChooseRemoteOptions {
  readonly config: GitConfig
  readonly head: CheckoutHead
  readonly topLevel: string
  readonly asked: string | undefined
}

function chooseRemote({ config, head, topLevel, asked }: ChooseRemoteOptions): string | undefined {
  const names = [...config.keys()].flatMap((key) => /^remote\.(.*)\.url$/.exec(key)?.[1] ?? [])
  const followed = head.kind === 'detached' ? undefined : config.get(`branch.${head.branch}.remote`)?.at(-1)
  const wanted = asked ?? [followed, 'origin'].find((name) => name !== undefined && names.includes(name))
  if (wanted !== undefined || names.length < 2) return wanted ?? names[0]
  throw badInput({
    code: 'several-remotes',
    message: `${topLevel} has several remotes and none is called origin: ${names.sort().join(', ')}`,
    hint: 'Let the branch follow one of them: `git branch --set-upstream-to=REMOTE/BRANCH`.',
  })
}

async function readRemote(probe: GitRepo, name: string | undefined): Promise<{ readonly remote?: GitRemote }> {
  if (name === undefined) return {}
  // `get-url` applies `insteadOf` and `pushInsteadOf`.
  const url = await probe.line(['remote', 'get-url', name])
  return { remote: { name, url, pushUrl: await probe.line(['remote', 'get-url', '--push', name]) } }
}
