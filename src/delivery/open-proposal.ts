import { badInput, type Problem, refused } from '../errors.ts'
import type { Forge, ProposedCommit, PullRequest } from '../forge/forge.ts'
import { readCommit } from '../repo/history.ts'
import { fetchBranch } from '../repo/remote-branches.ts'
import { parseTrailers } from '../report/commit-message.ts'
import type { Target } from './target.ts'

/** What a branch proposes: the difference between two commits. */
export interface OpenProposal {
  readonly head: string
  /** The commit of the base that it was made on. */
  readonly origin: string
  /** Files that it changes, as the Git repo names them. */
  readonly paths: readonly string[]
}

/** What there is on the remote before a try. */
export interface Standing {
  /** The commit that the branch is at; `null`: there is none. */
  readonly head: string | null
  readonly pull?: PullRequest
  /** What the branch proposes and the next commit has to keep. */
  readonly proposal?: OpenProposal
  readonly warnings: readonly Problem[]
}

interface StandingOptions {
  readonly target: Target
  readonly forge: Forge
  readonly branch: string
  /** The commit that the base is at. */
  readonly base: string
}

/**
 * Reads the branch of a proposal and its pull request.
 * @throws {DrawbridgeError} `foreign-commits` (exit 3) when somebody else's commits are on it: they are never thrown away;
 *   `branch-in-use` (exit 2)
 */
export async function readStanding(options: StandingOptions): Promise<Standing> {
  const { target, forge, branch } = options
  const head = await fetchBranch(target.repo, { branch, depth: 2 })
  // A branch that is gone has no open pull request.
  if (head === undefined) return { head: null, warnings: [] }
  const pull = await forge.findOpenPullRequest(branch, target.base)
  if (pull) return { head, pull, proposal: await readProposal({ ...options, head, pull }), warnings: [] }
  const ended = await forge.findEndedPullRequest(branch, head)
  if (ended?.isMerged) return { head, warnings: [] }
  const elsewhere = await forge.findOpenPullRequest(branch)
  if (elsewhere) throw branchInUse(elsewhere, target.base)
  const proposal = await readProposal({ ...options, head })
  // Else it was pushed by a run that did not come to its pull request: another one is at it, or it was ended.
  return ended ? { head, warnings: [closedBefore(ended)] } : { head, proposal, warnings: [] }
}

interface ReadOptions extends StandingOptions {
  readonly head: string
  readonly pull?: PullRequest
}

async function readProposal(options: ReadOptions): Promise<OpenProposal> {
  const { target, branch, head } = options
  const commit = await readCommit(target.repo, head)
  const origin = commit.parents.at(-1)
  if (origin === undefined || !(await isAllOurs(options, commit))) throw foreignCommits(branch, head)
  const output = await target.repo.output(['diff-tree', '-r', '-z', '--name-status', '--no-renames', origin, head])
  const fields = output.toString('utf8').split('\0')
  const statuses = fields.filter((_, index) => index % 2 === 0 && index + 1 < fields.length)
  // We write new versions into files that are there, and nothing else.
  if (statuses.some((status) => status !== 'M')) throw foreignCommits(branch, head)
  return { head, origin, paths: fields.filter((_, index) => index % 2 === 1) }
}

// The usual case, one commit of ours on the base's head, needs no question. Else the base has moved: whether all between the
// two is ours, GitHub knows best, for a clone that was made for the run has no history.
async function isAllOurs({ base, pull, forge }: ReadOptions, head: ProposedCommit): Promise<boolean> {
  const isPlain = isOurs(head)
  if (!pull || (isPlain && head.parents[0] === base)) return isPlain
  const commits = await forge.listCommits(pull)
  return commits.length < 100 && commits.every((commit) => isOurs(commit) || isUpdate(commit))
}

function isOurs({ parents, message }: Pick<ProposedCommit, 'parents' | 'message'>): boolean {
  return parents.length === 1 && parseTrailers(message).some(({ key }) => key === 'Drawbridge-Command')
}

/** The base merged in, by the button "Update branch". What else would be merged stands in the list itself. */
function isUpdate({ parents }: Pick<ProposedCommit, 'parents'>): boolean {
  return parents.length === 2
}

function foreignCommits(branch: string, head: string) {
  return refused({
    code: 'foreign-commits',
    message: `${branch} holds commits that Drawbridge did not make (the last is ${head.slice(0, 12)}), and they would be lost`,
    hint: 'Merge or close that pull request and delete its branch, or give another "branch".',
  })
}

function branchInUse({ number, base, branch }: PullRequest, wanted: string) {
  return badInput({
    code: 'branch-in-use',
    message: `${branch} is the branch of pull request #${number} into ${base}, so it can't be proposed to ${wanted} too`,
    hint: `Give another name for the proposals to ${wanted}: "branch: drawbridge/${wanted}/{environment}/{application}".`,
  })
}

function closedBefore({ number, url }: { readonly number: number; readonly url: string }): Problem {
  return {
    code: 'closed-before',
    message: `pull request #${number} (${url}) for this was closed without merging; another one is opened`,
    hint: 'Delete its branch to end this warning.',
  }
}
