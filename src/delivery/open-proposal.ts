import { refused } from '../errors.ts'
import { parseTrailers } from '../report/commit-message.ts'
import { readCommit } from '../repo/history.ts'
import { fetchBranch } from '../repo/remote-branches.ts'
import type { Target } from './target.ts'

/** The branch of a proposal as it is on the remote: one commit of ours on a commit of the base. */
export interface OpenProposal {
  readonly head: string
  /** The commit of the base that it was made on. */
  readonly origin: string
  /** Files that it changes, as the repo names them. */
  readonly paths: readonly string[]
}

/**
 * Reads the branch of a proposal; `undefined` when there is none.
 * @throws {DrawbridgeError} `foreign-commits` (exit 3) when somebody else's commits are on it: they are never thrown away
 */
export async function readProposal(target: Target, branch: string): Promise<OpenProposal | undefined> {
  const head = await fetchBranch(target.repo, { branch, depth: 2 })
  if (head === undefined) return undefined
  const { message, parents } = await readCommit(target.repo, head)
  const [origin] = parents
  const isOurs = parseTrailers(message).some(({ key }) => key === 'Drawbridge-Command')
  if (origin === undefined || parents.length !== 1 || !isOurs) throw foreignCommits(branch, head)
  const args = ['diff-tree', '-r', '-z', '--name-only', '--no-renames', origin, head]
  const paths = (await target.repo.output(args)).toString('utf8').split('\0').filter(Boolean)
  return { head, origin, paths }
}

function foreignCommits(branch: string, head: string) {
  return refused({
    code: 'foreign-commits',
    message: `${branch} holds commits that Drawbridge did not make (the last is ${head.slice(0, 12)}), and they would be lost`,
    hint: 'Merge or close that pull request and delete its branch, or give another "branch".',
  })
}
