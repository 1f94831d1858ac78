import { failed, type Problem } from '../errors.ts'
import type { Forge, MergeMethod, PullRequest } from '../forge/forge.ts'
import { readCommit } from '../repo/history.ts'
import { deleteBranch } from '../repo/push.ts'
import type { Delivery } from './delivery.ts'

export type Merging =
  | { readonly merged: boolean; readonly commit?: string; readonly warnings: readonly Problem[] }
  | { readonly again: string }

export interface MergeOptions {
  readonly delivery: Delivery
  readonly forge: Forge
  readonly pull: PullRequest
  readonly branch: string
  /** The head that was proposed: nothing else is ever merged. */
  readonly commit: string
}

/** Does with an open pull request what `delivery` says: nothing, auto-merge, or merge now. */
export async function mergeProposal(options: MergeOptions): Promise<Merging> {
  const { delivery, forge, pull } = options
  const how = delivery.inputs.delivery
  if (how !== 'merge' && how !== 'auto-merge') return { merged: false, warnings: [] }
  const method = await chooseMethod(options)
  const merge = { method, expectedHead: options.commit, ...(await mergeText(options)) }
  if (how === 'auto-merge') {
    const answer = await forge.enableAutoMerge(pull, merge)
    if (answer.status === 'enabled') return { merged: false, warnings: [] }
    if (answer.status === 'refused') throw failed(answer.problem)
    if (answer.status === 'conflict') return again(pull, answer.text)
  }
  const answer = await forge.merge(pull, merge)
  if (answer.status === 'conflict') return again(pull, answer.text)
  if (answer.status === 'blocked') throw failed(answer.problem)
  return { merged: true, commit: answer.commit, warnings: await removeBranch(options) }
}

// By Git, so that a branch that somebody has pushed to meanwhile stays.
async function removeBranch({ delivery, branch, commit }: MergeOptions): Promise<Problem[]> {
  const deleted = await deleteBranch(delivery.target.repo, { branch, expected: commit })
  if (deleted.status === 'pushed') return []
  return [{ code: 'branch-left', message: `the merged branch ${branch} could not be deleted: ${deleted.text}` }]
}

function again(pull: PullRequest, text: string): Merging {
  return { again: `pull request #${pull.number} could not be merged: ${text}` }
}

async function chooseMethod({ delivery, forge }: MergeOptions): Promise<MergeMethod> {
  const { mergeMethods } = await forge.readRepository()
  const wanted = delivery.inputs['merge-method']
  const [first = 'merge'] = mergeMethods
  if (wanted === undefined) return first
  if (mergeMethods.length === 0 || mergeMethods.includes(wanted)) return wanted
  const message = `merge-method: the repo does not allow ${wanted}, only ${mergeMethods.join(', ')}`
  throw failed({
    code: 'merge-method',
    message,
    hint: `Write "merge-method: ${first}", or change the repo's settings.`,
  })
}

/** The subject and the rest of the commit that is proposed: its trailers belong in whatever commit lands. */
async function mergeText({ delivery, commit }: MergeOptions): Promise<{ title: string; message: string }> {
  const { message } = await readCommit(delivery.target.repo, commit)
  const [title = '', ...rest] = message.trimEnd().split('\n')
  return { title, message: rest.join('\n').trim() }
}
