import { createRef, deleteRef, moveRefs } from '../branches.ts'
import { nodeId } from '../node-ids.ts'
import { notFound, unprocessable } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import type { World } from '../world.ts'
import { created, noContent, ok, page, type RepoCall, type RepoOperations, type RestAnswer } from './call.ts'
import { repoUrl } from './views/repo.ts'

const viewRef = (world: World, repo: Repo, ref: string, sha: string) => {
  const type = repo.objects.tryRead(sha)?.type ?? 'commit'
  const url = `${repoUrl(world, repo)}/git`
  const object = { sha, type, url: `${url}/${type}s/${sha}` }
  return { ref, node_id: nodeId('REF', repo.id, ref), url: `${url}/${ref}`, object }
}

const fullName = ({ params }: RepoCall) => `refs/${params.ref}`

const getRef = (call: RepoCall): RestAnswer => {
  const name = fullName(call)
  const sha = call.repo.refs.read(name)
  if (!sha) throw notFound()
  return ok(viewRef(call.world, call.repo, name, sha))
}

const listMatching = (call: RepoCall): RestAnswer =>
  page(call, [...call.repo.refs.list(fullName(call))], ([name, sha]) => viewRef(call.world, call.repo, name, sha))

const postRef = ({ world, repo, body, by }: RepoCall): RestAnswer => {
  const { ref, sha } = body as { ref: string; sha: string }
  if (!/^refs\/[^/]+\/./.test(ref)) throw unprocessable(`Reference name ${ref} is not valid`)
  createRef(repo, ref, sha, by)
  return created(viewRef(world, repo, ref, sha))
}

const patchRef = (call: RepoCall): RestAnswer => {
  const { sha, force = false } = call.body as { sha: string; force?: boolean }
  const name = fullName(call)
  if (!call.repo.refs.read(name)) throw unprocessable('Reference does not exist')
  moveRefs(call.repo, [{ name, after: sha, force }], call.by)
  return ok(viewRef(call.world, call.repo, name, sha))
}

const removeRef = (call: RepoCall): RestAnswer => {
  deleteRef(call.repo, fullName(call), call.by)
  return noContent
}

export const refOperations: RepoOperations = {
  'git/get-ref': { needs: 'contents:read', handle: getRef },
  'git/list-matching-refs': { needs: 'contents:read', handle: listMatching },
  'git/create-ref': { needs: 'contents:write', handle: postRef },
  'git/update-ref': { needs: 'contents:write', handle: patchRef },
  'git/delete-ref': { needs: 'contents:write', handle: removeRef },
}
