import type { GitRepo } from './git-repo.ts'
import { remoteError } from './remote-failure.ts'

/**
 * The objects of a commit's tree that a partial clone does not have yet; asks nobody.
 *
 * @throws DrawbridgeError `git-failed`
 */
export async function findMissingObjects(repo: GitRepo, commit: string): Promise<Set<string>> {
  const args = ['rev-list', '--objects', '--no-object-names', '--missing=print', '--no-walk', commit]
  const output = (await repo.output(args)).toString('latin1')
  return new Set(output.split('\n').flatMap((line) => (line.startsWith('?') ? [line.slice(1)] : [])))
}

/**
 * Fetches these objects in one request, as Git itself does for a checkout of a partial clone; left to `cat-file` it would
 * ask for them one by one.
 *
 * @throws DrawbridgeError see `remoteError`
 */
export async function fetchObjects(repo: GitRepo, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const args = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--refmap=', '--no-recurse-submodules']
  const result = await repo.run([...args, '--filter=blob:none', '--stdin', repo.remote.name], {
    network: true,
    input: `${ids.join('\n')}\n`,
    // The ids are wanted whatever commits both sides have: nothing to negotiate.
    settings: [['fetch.negotiationAlgorithm', 'noop']],
  })
  if (!result.ok) throw remoteError(result, `fetch ${ids.length} files from ${repo.remoteName}`)
}
