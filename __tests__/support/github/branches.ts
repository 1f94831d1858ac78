import { isAncestor } from './git/history.ts'
import { isValidRefName, RefConflict } from './git/refs.ts'
import type { Account } from './people.ts'
import { Refusal, unprocessable } from './refusals.ts'
import type { Repo } from './repo.ts'
import { assertMayMove } from './rules.ts'

export interface RefMove {
  readonly name: string
  /** `undefined`: whatever it is; `null`: there is none. */
  readonly before?: string | null | undefined
  readonly after: string | null
  readonly force: boolean
}

const prefix = 'refs/heads/'

const assertAllowed = (repo: Repo, { name, after, force }: RefMove, by: Account): void => {
  const current = repo.refs.read(name)
  if (after !== null) {
    if (repo.objects.tryRead(after) === undefined) throw unprocessable('Object does not exist')
    if (name.startsWith(prefix) && repo.objects.tryRead(after)?.type !== 'commit') {
      throw unprocessable('Reference update failed')
    }
    if (current && !force && !isAncestor(repo.objects, current, after))
      throw unprocessable('Update is not a fast forward')
  }
  if (!name.startsWith(prefix)) return
  const branch = name.slice(prefix.length)
  if (after === null && branch === repo.defaultBranch) throw unprocessable('Cannot delete the default branch')
  assertMayMove(repo, { branch, before: current, after: after ?? undefined }, by.login)
}

const assertExpected = (repo: Repo, { name, before }: RefMove): void => {
  if (before === undefined) return
  const current = repo.refs.read(name) ?? null
  if (current === before) return
  const message = `Reference ${name} is at ${current ?? 'nothing'} but expected ${before ?? 'nothing'}`
  throw new Refusal({ status: 422, type: 'UNPROCESSABLE', message })
}

/** Moves refs for a client: all of them, or none. */
export const moveRefs = (repo: Repo, moves: readonly RefMove[], by: Account): void => {
  for (const move of moves) {
    if (!isValidRefName(move.name)) throw unprocessable(`Reference name ${move.name} is not valid`)
    assertExpected(repo, move)
    assertAllowed(repo, move, by)
  }
  try {
    repo.moveRefs(
      moves.map(({ name, before, after }) => ({ name, after, ...(before === undefined ? {} : { before }) })),
      by,
    )
  } catch (error) {
    // A longer or shorter name stands in the way, or a push is moving the ref in this moment.
    throw error instanceof RefConflict ? unprocessable('Reference update failed') : error
  }
}

export const createRef = (repo: Repo, name: string, oid: string, by: Account): void => {
  if (repo.refs.read(name)) throw unprocessable('Reference already exists')
  moveRefs(repo, [{ name, before: null, after: oid, force: false }], by)
}

export const deleteRef = (repo: Repo, name: string, by: Account): void => {
  if (!repo.refs.read(name)) throw unprocessable('Reference does not exist')
  moveRefs(repo, [{ name, after: null, force: true }], by)
}
