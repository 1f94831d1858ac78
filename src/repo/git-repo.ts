import { badInput, type DrawbridgeError, failed } from '../errors.ts'
import { authorizationSettings, type HttpAuthorization, redact } from './auth.ts'
import { describeGitFailure, type GitOptions, type GitResult, runGit } from './git.ts'
import type { GitSetting } from './git-environment.ts'

/** A remote as Git knows it; URLs after `insteadOf`, and as they are: mask before showing. */
export interface GitRemote {
  readonly name: string
  readonly url: string
  readonly pushUrl: string
}

export interface GitRepoOptions {
  /** Absolute. */
  readonly gitDir: string
  /** Absolute; none for a bare repo. */
  readonly workTree?: string
  readonly remote?: GitRemote
  readonly authorizations?: readonly HttpAuthorization[]
  readonly isShallow: boolean
  /** Objects may be missing until they are fetched from the promisor remote. */
  readonly isPartial: boolean
  /** Made for this run: its refs and its depth are ours. */
  readonly isRunClone: boolean
  readonly signal?: AbortSignal
}

export interface RepoCommandOptions extends Pick<GitOptions, 'env' | 'settings' | 'input' | 'timeoutMs' | 'onStdout'> {
  /** The command speaks with the remote and may send the token. */
  readonly network?: boolean
}

/** A Git repo that commands run in: where it is, its remote, and who may write there. */
export class GitRepo {
  readonly gitDir: string
  readonly workTree: string | undefined
  readonly isShallow: boolean
  readonly isPartial: boolean
  readonly isRunClone: boolean
  readonly secrets: readonly string[]
  readonly #options: GitRepoOptions

  constructor(options: GitRepoOptions) {
    this.gitDir = options.gitDir
    this.workTree = options.workTree
    this.isShallow = options.isShallow
    this.isPartial = options.isPartial
    this.isRunClone = options.isRunClone
    this.secrets = (options.authorizations ?? []).flatMap((authorization) => authorization.secrets)
    this.#options = options
  }

  /**
   * The remote that fetches and pushes go to.
   *
   * @throws DrawbridgeError `no-remote` (exit 2)
   */
  get remote(): GitRemote {
    if (this.#options.remote) return this.#options.remote
    throw noRemote(this.workTree ?? this.gitDir)
  }

  get hasRemote(): boolean {
    return this.#options.remote !== undefined
  }

  /** The remote's URL without credentials, for messages. */
  get remoteName(): string {
    return redact(this.remote.url, this.secrets)
  }

  /** Runs Git here. A failed command is data. */
  run(args: readonly string[], options: RepoCommandOptions = {}): Promise<GitResult> {
    const { network, ...rest } = options
    return runGit(args, {
      ...rest,
      cwd: this.workTree ?? this.gitDir,
      // With both given, Git does not ask who owns the folder (`safe.directory` from the environment counts since 2.38 only).
      env: { GIT_DIR: this.gitDir, ...(this.workTree ? { GIT_WORK_TREE: this.workTree } : {}), ...options.env },
      settings: [...this.#settings(network === true), ...(options.settings ?? [])],
      secrets: this.secrets,
      signal: this.#options.signal,
    })
  }

  /**
   * Runs a command that has no expected failure; gives its standard output.
   *
   * @throws DrawbridgeError `git-failed` (exit 1) with Git's text
   */
  async output(args: readonly string[], options: RepoCommandOptions = {}): Promise<Buffer> {
    const result = await this.run(args, options)
    if (result.ok) return result.stdout
    throw failed({ code: 'git-failed', message: `git ${args[0]} failed: ${describeGitFailure(result)}` })
  }

  /** As `output`, as text without the last newline. */
  async line(args: readonly string[], options: RepoCommandOptions = {}): Promise<string> {
    return (await this.output(args, options)).toString('utf8').replace(/\n$/, '')
  }

  #settings(network: boolean): GitSetting[] {
    const settings: GitSetting[] = [['safe.directory', this.workTree ?? this.gitDir]]
    const { remote, authorizations } = this.#options
    // In a partial clone any command may have to fetch an object.
    if (!remote || !authorizations || !(network || this.isPartial)) return settings
    const urls = new Set([remote.url, remote.pushUrl])
    return [...settings, ...[...urls].flatMap((url) => authorizationSettings(url, authorizations))]
  }
}

function noRemote(place: string): DrawbridgeError {
  return badInput({
    code: 'no-remote',
    message: `${place} has no remote to fetch from or push to`,
    hint: 'Add one with `git remote add origin URL`, or use `--delivery commit`.',
  })
}
