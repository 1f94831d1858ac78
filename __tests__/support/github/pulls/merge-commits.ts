import { readCommit, splitMessage, writeCommit } from '../git/commits.ts'
import { listCommits } from '../git/history.ts'
import { cherryPick } from '../git/merge.ts'
import { type Account, noReplyEmail } from '../people.ts'
import { unprocessable } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import type { MergeMethod } from '../repo-settings.ts'
import { mergedTree } from './mergeability.ts'
import type { PullRequest } from './pull-request.ts'

export interface MergeTexts {
  readonly headline?: string | undefined
  readonly body?: string | undefined
}

export interface MergeRequest extends MergeTexts {
  readonly method: MergeMethod
  readonly by: Account
}

const squashDefaults = (repo: Repo, pull: PullRequest): Required<MergeTexts> => {
  const commits = listCommits(repo.objects, pull.headSha, repo.branchHead(pull.baseRef)).toReversed()
  const texts = commits.map(({ message }) => splitMessage(message))
  const only = texts.length === 1 ? texts[0] : undefined
  if (only) return { headline: `${only.headline} (#${pull.number})`, body: only.body }
  const list = texts.map(({ headline, body }) => `* ${headline}${body ? `\n\n${body}` : ''}`)
  return { headline: `${pull.title} (#${pull.number})`, body: list.join('\n\n') }
}

const mergeDefaults = (repo: Repo, pull: PullRequest): Required<MergeTexts> => ({
  headline: `Merge pull request #${pull.number} from ${repo.owner}/${pull.headRef}`,
  body: pull.title,
})

/** The message that GitHub writes for a merge: what the request gives wins, part by part. */
export const mergeMessage = (repo: Repo, pull: PullRequest, request: MergeRequest): string => {
  const defaults = request.method === 'squash' ? squashDefaults(repo, pull) : mergeDefaults(repo, pull)
  const headline = request.headline ?? defaults.headline
  const body = request.body ?? defaults.body
  return body ? `${headline}\n\n${body}` : (headline ?? '')
}

const notMergeable = () => unprocessable('Pull Request is not mergeable', 405)

const combine = (repo: Repo, pull: PullRequest, base: string, request: MergeRequest): string => {
  const tree = mergedTree(repo, base, pull.headSha)
  if (!tree) throw notMergeable()
  const parents = request.method === 'merge' ? [base, pull.headSha] : [base]
  const message = mergeMessage(repo, pull, request)
  const author = request.method === 'squash' ? pull.author : request.by
  return repo.writeSignedCommit({ tree, parents, message, author: repo.personOf(author) })
}

const rebase = (repo: Repo, pull: PullRequest, base: string, { by }: MergeRequest): string => {
  let onto = base
  for (const commit of listCommits(repo.objects, pull.headSha, base).toReversed()) {
    if (commit.parents.length > 1) continue
    const tree = cherryPick(repo, onto, commit)
    if (!tree) throw unprocessable("This branch can't be rebased", 405)
    const committer = { name: by.login, email: noReplyEmail(by), seconds: repo.seconds() }
    const { author, message } = commit
    onto = writeCommit(repo.objects, { tree, parents: [onto], author, committer, message })
  }
  return onto
}

/** The commit that the base gets, written but not yet on the base. */
export const writeMerge = (repo: Repo, pull: PullRequest, request: MergeRequest): string => {
  const base = repo.branchHead(pull.baseRef)
  if (!base) throw notMergeable()
  const merged = request.method === 'rebase' ? rebase(repo, pull, base, request) : combine(repo, pull, base, request)
  // Reading it proves that it is a commit before a ref points to it.
  return readCommit(repo.objects, merged).oid
}
