import { type CheckRun, Checks, type CommitStatus, type Conclusion, type StatusState } from './checks.ts'
import { editFiles, type Files } from './files.ts'
import { type Commit, type CommitData, type Person, readCommit, writeCommit } from './git/commits.ts'
import { listCommits } from './git/history.ts'
import { ObjectStore } from './git/objects.ts'
import { runGit } from './git/process.ts'
import { type RefChange, RefStore } from './git/refs.ts'
import { type FileMode, findEntry, listFiles } from './git/trees.ts'
import { type Account, noReplyEmail, type People } from './people.ts'
import { Protections } from './protections.ts'
import { processQueue } from './pulls/merge-queue.ts'
import type { PullRequest } from './pulls/pull-request.ts'
import { settle } from './pulls/settling.ts'
import { defaultSettings, type Protection, type RepoSettings } from './repo-settings.ts'

export interface Label {
  readonly id: number
  readonly name: string
  readonly color: string
  readonly description: string
}

export interface CommitOptions {
  /** The default branch, if nothing is given. A branch that does not exist starts at the default branch. */
  readonly branch?: string
  readonly files?: Files
  readonly message?: string
  readonly author?: { readonly name: string; readonly email: string }
}

export interface RepoOptions {
  readonly id: number
  readonly nameWithOwner: string
  readonly directory: string
  readonly people: People
  readonly defaultBranch: string
  readonly settings: Partial<RepoSettings>
  readonly now: () => Date
}

/** GitHub's own author and committer of what it commits itself. */
const webFlow = { name: 'GitHub', email: 'noreply@github.com' }
const signature = '-----BEGIN PGP SIGNATURE-----\n\nZHJhd2JyaWRnZSB0ZXN0IHNlcnZlcg==\n-----END PGP SIGNATURE-----'
const somebody = { name: 'Somebody', email: 'somebody@example.com' }

/** A repo on the test server: a real bare repo on disk, and what GitHub keeps beside it. */
export class Repo {
  readonly id: number
  readonly owner: string
  readonly name: string
  readonly people: People
  readonly defaultBranch: string
  readonly objects: ObjectStore
  readonly refs: RefStore
  readonly checks = new Checks()
  readonly pullRequests: PullRequest[] = []
  readonly labels: Label[] = []
  settings: RepoSettings
  /** Queued pull requests in order; see `pulls/merge-queue.ts`. */
  queue: PullRequest[] = []
  /** Who moved a branch last: a push that contains a pull request's commits merges it in this name. */
  lastPusher: Account | undefined
  readonly #directory: string
  readonly #protections = new Protections()
  readonly #verified = new Set<string>()
  readonly #now: () => Date
  #lastId = 0

  constructor(options: RepoOptions) {
    const [owner = '', name = ''] = options.nameWithOwner.split('/')
    this.id = options.id
    this.owner = owner
    this.name = name
    this.#directory = options.directory
    this.people = options.people
    this.defaultBranch = options.defaultBranch
    this.settings = { ...defaultSettings, ...options.settings }
    this.#now = options.now
    this.objects = new ObjectStore(options.directory)
    this.refs = new RefStore(options.directory)
    for (const label of this.settings.labels) this.addLabel(label)
  }

  get nameWithOwner(): string {
    return `${this.owner}/${this.name}`
  }

  /** The bare repo, for Git's own commands. */
  get directory(): string {
    this.objects.writeThrough()
    return this.#directory
  }

  /** The bare repo with everything in it that the server has written until now. */
  flushedDirectory(): string {
    this.objects.flush()
    return this.#directory
  }

  // --- Git, as somebody with a clone would do it

  /** Commits and pushes as somebody else; no rule is asked. The new commit's id. */
  commit({ branch = this.defaultBranch, files = {}, message = 'A change', author = somebody }: CommitOptions): string {
    const parent = this.branchHead(branch) ?? this.branchHead(this.defaultBranch)
    const tree = editFiles(this.objects, parent && readCommit(this.objects, parent).tree, files)
    const person = { ...author, seconds: this.seconds() }
    const parents = parent ? [parent] : []
    const oid = writeCommit(this.objects, { tree, parents, author: person, committer: person, message: `${message}\n` })
    this.setRef(`refs/heads/${branch}`, oid)
    return oid
  }

  /** Takes over the branches and tags of a repo on disk. */
  importFrom(directory: string): void {
    runGit(this.#directory, ['fetch', '--quiet', directory, '+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'])
  }

  /** Points a ref (`refs/heads/…`, `refs/tags/…`) to a commit, or deletes it; no rule is asked. */
  setRef(name: string, oid: string | null): void {
    this.moveRefs([{ name, after: oid }])
  }

  /** Moves refs together; then pull requests follow. */
  moveRefs(changes: readonly RefChange[], by?: Account): void {
    this.refs.update(changes)
    this.lastPusher = by
    this.settle()
  }

  /** The bytes of a file; `undefined` when there is none. */
  readFile(branch: string, path: string): Buffer | undefined {
    const entry = this.findFile(branch, path)
    return entry && entry.mode !== '40000' ? this.objects.read(entry.oid, 'blob') : undefined
  }

  fileMode(branch: string, path: string): FileMode | undefined {
    return this.findFile(branch, path)?.mode
  }

  findFile(branch: string, path: string) {
    const head = this.branchHead(branch)
    return head === undefined ? undefined : findEntry(this.objects, readCommit(this.objects, head).tree, path)
  }

  paths(branch = this.defaultBranch): string[] {
    const head = this.branchHead(branch)
    return head ? listFiles(this.objects, readCommit(this.objects, head).tree).map(({ path }) => path) : []
  }

  /** The commits of a branch (or a commit), newest first. */
  log(branch = this.defaultBranch): Commit[] {
    const head = this.resolve(branch)
    return head ? listCommits(this.objects, head) : []
  }

  /** Branch names and their heads. */
  branches(): Map<string, string> {
    const refs = this.refs.list('refs/heads/')
    return new Map([...refs].map(([name, oid]) => [name.slice('refs/heads/'.length), oid]))
  }

  branchHead(branch: string): string | undefined {
    return this.refs.read(`refs/heads/${branch}`)
  }

  /** The commit that a branch, tag, full ref or (short) commit id names. */
  resolve(name: string): string | undefined {
    const names = name === 'HEAD' ? [`refs/heads/${this.defaultBranch}`] : [`refs/heads/${name}`, `refs/tags/${name}`]
    for (const ref of name.startsWith('refs/') ? [name] : names) {
      const oid = this.refs.read(ref)
      if (oid) return oid
    }
    return this.objects.tryRead(name)?.type === 'commit' ? name : undefined
  }

  // --- GitHub's own commits

  personOf(account: Account): Person {
    return { name: account.login, email: noReplyEmail(account), seconds: this.seconds() }
  }

  /** A commit that GitHub makes and signs. */
  writeSignedCommit(commit: Omit<CommitData, 'committer' | 'signature'>): string {
    const committer = { ...webFlow, seconds: this.seconds() }
    const oid = writeCommit(this.objects, { ...commit, committer, signature })
    this.#verified.add(oid)
    return oid
  }

  isVerified(oid: string): boolean {
    return this.#verified.has(oid)
  }

  // --- Switches and what people and CI do

  configure(settings: Partial<RepoSettings>): void {
    this.settings = { ...this.settings, ...settings }
    this.settle()
  }

  /** Sets the rules of a branch, or of a pattern like `release/*`; `null` removes them. */
  protect(branch: string, protection: Partial<Protection> | null): void {
    this.#protections.set(branch, protection)
    this.settle()
  }

  protectionOf(branch: string): Protection | undefined {
    return this.#protections.find(branch)
  }

  addLabel(name: string, color = 'ededed', description = ''): Label {
    const known = this.findLabel(name)
    if (known) return known
    const label = { id: this.nextId(), name, color, description }
    this.labels.push(label)
    return label
  }

  findLabel(name: string): Label | undefined {
    return this.labels.find((label) => label.name.toLowerCase() === name.toLowerCase())
  }

  /** A commit status, as a CI (or Argo CD, Flux) reports it. */
  setStatus(sha: string, context: string, state: StatusState, given: Partial<CommitStatus> = {}): CommitStatus {
    const creator = this.people.get('ci[bot]')
    const own = { id: this.nextId(), sha, context, state, creator, createdAt: this.timestamp() }
    const status = { description: null, targetUrl: null, ...own, ...given }
    this.checks.addStatus(status)
    this.settle()
    return status
  }

  /** A check run; without a conclusion it is in progress. */
  setCheckRun(sha: string, name: string, conclusion?: Conclusion): CheckRun {
    const run = { id: this.nextId(), sha, name, conclusion, startedAt: this.timestamp() }
    this.checks.addRun(run)
    this.settle()
    return run
  }

  pullRequest(number: number): PullRequest {
    const pull = this.pullRequests.find((candidate) => candidate.number === number)
    if (!pull) throw new Error(`${this.nameWithOwner} has no pull request #${number}`)
    return pull
  }

  approve(number: number, login: string): void {
    this.#review(number, login, 'APPROVED')
  }

  requestChanges(number: number, login: string): void {
    this.#review(number, login, 'CHANGES_REQUESTED')
  }

  /** Lets the merge queue of a branch merge its first pull requests, all if there is no count. */
  processMergeQueue(branch = this.defaultBranch, count?: number): PullRequest[] {
    return processQueue(this, branch, count)
  }

  settle(): void {
    settle(this)
  }

  #review(number: number, login: string, state: 'APPROVED' | 'CHANGES_REQUESTED'): void {
    const pull = this.pullRequest(number)
    const user = this.people.get(login)
    const submittedAt = this.timestamp()
    pull.reviews.push({ id: this.nextId(), user, state, body: '', commit: pull.headSha, submittedAt })
    pull.reviewers = pull.reviewers.filter((reviewer) => reviewer !== login)
    this.settle()
  }

  // --- Time and numbers

  nextId(): number {
    this.#lastId += 1
    return this.id * 1_000_000 + this.#lastId
  }

  seconds(): number {
    return Math.floor(this.#now().getTime() / 1000)
  }

  timestamp(): string {
    return this.#now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z')
  }
}
