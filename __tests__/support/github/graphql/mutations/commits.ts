import { canSee } from '../../access.ts'
import { moveRefs } from '../../branches.ts'
import { readCommit } from '../../git/commits.ts'
import { editTree, findEntry } from '../../git/trees.ts'
import { notFound, Refusal, unprocessable } from '../../refusals.ts'
import type { Repo } from '../../repo.ts'
import { type Args, assertMay, type Context, type Fields, gitNode, refNode } from '../context.ts'
import { findRefNode } from '../nodes.ts'

interface CommitInput {
  readonly branch: { readonly id?: string; readonly repositoryNameWithOwner?: string; readonly branchName?: string }
  readonly expectedHeadOid: string
  readonly message: { readonly headline: string; readonly body?: string | null }
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[]
    readonly deletions?: readonly { readonly path: string }[]
  }
}

const findBranch = ({ id, repositoryNameWithOwner, branchName }: CommitInput['branch'], context: Context) => {
  if (id) return findRefNode(id, context)
  const repo = context.world.findRepo(repositoryNameWithOwner ?? '')
  if (!repo || !canSee(repo, context.token)) {
    throw notFound(`Could not resolve to a Repository with the name '${repositoryNameWithOwner}'.`)
  }
  const ref = `refs/heads/${(branchName ?? '').replace(/^refs\/heads\//, '')}`
  return { repo, ref }
}

const assertExpected = (current: string, expected: string): void => {
  if (current === expected) return
  const message = `Expected branch to point to "${expected}" but it did not. Pull and try again.`
  throw new Refusal({ status: 200, type: 'STALE_DATA', message })
}

const readChanges = (
  repo: Repo,
  head: string,
  { additions = [], deletions = [] }: NonNullable<CommitInput['fileChanges']>,
) => {
  const { tree } = readCommit(repo.objects, head)
  const missing = deletions.find(({ path }) => !findEntry(repo.objects, tree, path))
  if (missing)
    throw unprocessable(`A path was requested for deletion which does not exist as of commit oid \`${head}\``)
  // Whatever the old mode was: this mutation knows regular files only.
  const added = additions.map(({ path, contents }) => {
    const oid = repo.objects.write('blob', Buffer.from(contents, 'base64'))
    return [path, { mode: '100644' as const, oid }] as const
  })
  const removed = deletions.map(({ path }) => [path, null] as const)
  return editTree(repo.objects, tree, new Map([...removed, ...added]))
}

/** https://docs.github.com/graphql/reference/mutations#createcommitonbranch */
const createCommitOnBranch = (input: CommitInput, context: Context) => {
  const { repo, ref } = findBranch(input.branch, context)
  assertMay(repo, context, 'contents:write')
  const head = repo.refs.read(ref)
  if (!head) throw notFound(`Branch \`${ref.replace('refs/heads/', '')}\` not found`)
  assertExpected(head, input.expectedHeadOid)
  const tree = readChanges(repo, head, input.fileChanges ?? {})
  const { headline, body } = input.message
  const message = body ? `${headline}\n\n${body}` : headline
  const author = repo.personOf(context.by)
  const oid = repo.writeSignedCommit({ tree, parents: [head], message, author })
  moveRefs(repo, [{ name: ref, before: head, after: oid, force: false }], context.by)
  return { commit: gitNode(repo, oid), ref: refNode(repo, ref) }
}

export const commitMutations: Fields<Args> = {
  createCommitOnBranch: (_, { input }, context) => createCommitOnBranch(input as unknown as CommitInput, context),
}
