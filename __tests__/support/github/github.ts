import { generateKeyPairSync } from 'node:crypto'
import type { Exchange, Violation } from './exchanges.ts'
import type { Fault } from './faults.ts'
import type { Files } from './files.ts'
import type { Repo } from './repo.ts'
import type { Protection, RepoSettings } from './repo-settings.ts'
import { GitHubServer } from './server.ts'
import { type App, type Grants, type Level, newTokenValue, type TokenKind } from './tokens.ts'
import { World } from './world.ts'

export interface StartOptions {
  readonly now?: () => Date
  /** `['Mutation.updateRefs']`: what this GitHub's GraphQL schema is too old for. */
  readonly missingFields?: readonly string[]
}

export interface CreateRepoOptions {
  /** What the first commit holds; without it the repo is empty. */
  readonly files?: Files
  /** A folder with a repo whose branches and tags this one gets. */
  readonly from?: string
  readonly defaultBranch?: string
  readonly settings?: Partial<RepoSettings>
  /** Rules, by branch. */
  readonly protection?: Readonly<Record<string, Partial<Protection>>>
}

export interface TokenOptions {
  readonly login?: string
  readonly kind?: TokenKind
  /** What the token may do in which repo; a level for everything, or permission by permission. */
  readonly repos: Readonly<Record<string, Grants | Level>>
  readonly scopes?: readonly string[]
}

const defaultLogins: Readonly<Record<TokenKind, string>> = {
  pat: 'drawbridge-bot',
  'fine-grained': 'drawbridge-bot',
  app: 'drawbridge[bot]',
  workflow: 'github-actions[bot]',
}

/** A GitHub of its own for one test (file). */
export class GitHub {
  readonly #world: World
  readonly #server: GitHubServer

  constructor(world: World, server: GitHubServer) {
    this.#world = world
    this.#server = server
  }

  /** `GITHUB_SERVER_URL` and `GITHUB_API_URL`; clone from `${url}/owner/name.git`. */
  get url(): string {
    return this.#world.url
  }

  /** The variables that a workflow run has, for a child process. */
  get environment(): { GITHUB_SERVER_URL: string; GITHUB_API_URL: string; GITHUB_GRAPHQL_URL: string } {
    const { url } = this.#world
    return { GITHUB_SERVER_URL: url, GITHUB_API_URL: url, GITHUB_GRAPHQL_URL: `${url}/graphql` }
  }

  /** Every exchange since the start, Git's too. */
  get requests(): readonly Exchange[] {
    return this.#world.exchanges
  }

  get violations(): readonly Violation[] {
    return this.#world.violations
  }

  createRepo(nameWithOwner: string, options: CreateRepoOptions = {}): Repo {
    const { files, from, defaultBranch = 'main', settings = {}, protection = {} } = options
    const repo = this.#world.addRepo({ nameWithOwner, defaultBranch, settings })
    if (from) repo.importFrom(from)
    if (files) repo.commit({ files, message: 'First commit' })
    for (const [branch, rules] of Object.entries(protection)) repo.protect(branch, rules)
    return repo
  }

  /** A new token. */
  token({ kind = 'pat', login = defaultLogins[kind], repos, scopes = ['repo'] }: TokenOptions): string {
    const value = newTokenValue(kind)
    this.#world.tokens.set(value, { value, kind, account: this.#world.people.get(login), repos, scopes })
    return value
  }

  /** A GitHub App, installed in these repos: what `app-id` and `app-private-key` are for. */
  app({ login = 'drawbridge[bot]', repos }: Pick<TokenOptions, 'login' | 'repos'>): App {
    const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const privateKey = key.export({ type: 'pkcs8', format: 'pem' }).toString()
    const id = 7001 + this.#world.apps.length
    const app = { id, installation: id * 10, privateKey, account: this.#world.people.get(login), repos }
    this.#world.apps.push(app)
    return app
  }

  /** Somebody that nodes and reviewers can name. */
  user(login: string): void {
    this.#world.people.get(login)
  }

  fault(fault: Fault): void {
    this.#world.faults.add(fault)
  }

  clearFaults(): void {
    this.#world.faults.clear()
  }

  /** Forgets what was recorded: for tests that share a server. */
  forget(): void {
    this.#world.exchanges.length = 0
    this.#world.violations.length = 0
  }

  /** Throws when a client sent what GitHub's descriptions do not allow, or what the server does not have. */
  assertClean(): void {
    const lines = this.#world.violations.map(({ kind, where, message }) => `${kind}: ${where}: ${message}`)
    if (lines.length > 0) throw new Error(`The GitHub test server saw:\n${lines.join('\n')}`)
  }

  /** Ends everything and removes the repos; then throws as `assertClean` does, unless told not to. */
  async stop({ isClean = true }: { readonly isClean?: boolean } = {}): Promise<void> {
    await this.#server.stop()
    this.#world.remove()
    if (isClean) this.assertClean()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop({ isClean: false })
  }
}

/** Starts a GitHub on a free port of 127.0.0.1. */
export const startGitHub = async ({
  now = () => new Date(),
  missingFields = [],
}: StartOptions = {}): Promise<GitHub> => {
  const world = new World(now, missingFields)
  const server = new GitHubServer(world)
  await server.listen()
  return new GitHub(world, server)
}
