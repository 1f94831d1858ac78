import { createRef, deleteRef, moveRefs } from '../../branches.ts'
import { Refusal, unprocessable } from '../../refusals.ts'
import { type Args, assertMay, type Context, type Fields, refNode } from '../context.ts'
import { findRefNode, findRepoNode } from '../nodes.ts'

const zero = '0'.repeat(40)
const oidOrNone = (oid: unknown) => (oid === zero ? null : String(oid))

const inGraphqlWords = (name: string, work: () => void): void => {
  try {
    work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.message === 'Reference already exists') {
      throw unprocessable(`A ref named "${name}" already exists in the repository.`)
    }
    throw error
  }
}

const createRefMutation = (input: Args, context: Context) => {
  const { repo } = findRepoNode(input.repositoryId, context)
  assertMay(repo, context, 'contents:write')
  const name = String(input.name)
  inGraphqlWords(name, () => createRef(repo, name, String(input.oid), context.by))
  return { ref: refNode(repo, name) }
}

const updateRefMutation = (input: Args, context: Context) => {
  const { repo, ref } = findRefNode(input.refId, context)
  assertMay(repo, context, 'contents:write')
  moveRefs(repo, [{ name: ref, after: String(input.oid), force: input.force === true }], context.by)
  return { ref: refNode(repo, ref) }
}

const deleteRefMutation = (input: Args, context: Context) => {
  const { repo, ref } = findRefNode(input.refId, context)
  assertMay(repo, context, 'contents:write')
  deleteRef(repo, ref, context.by)
  return {}
}

interface RefUpdate {
  readonly name: string
  readonly beforeOid?: string | null
  readonly afterOid: string
  readonly force?: boolean
}

/** All or nothing; an `afterOid` of zeros deletes, a `beforeOid` of zeros says that there is none yet. */
const updateRefsMutation = (input: Args, context: Context) => {
  const { repo } = findRepoNode(input.repositoryId, context)
  assertMay(repo, context, 'contents:write')
  const moves = (input.refUpdates as RefUpdate[]).map(({ name, beforeOid, afterOid, force = false }) => ({
    name,
    before: beforeOid ? oidOrNone(beforeOid) : undefined,
    after: oidOrNone(afterOid),
    force,
  }))
  moveRefs(repo, moves, context.by)
  return {}
}

export const refMutations: Fields<Args> = {
  createRef: (_, { input }, context) => createRefMutation(input as Args, context),
  updateRef: (_, { input }, context) => updateRefMutation(input as Args, context),
  updateRefs: (_, { input }, context) => updateRefsMutation(input as Args, context),
  deleteRef: (_, { input }, context) => deleteRefMutation(input as Args, context),
}
