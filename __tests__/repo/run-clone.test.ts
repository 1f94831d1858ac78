import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { writeCommit } from '../../src/repo/commit-writer.ts'
import { GitTree } from '../../src/repo/git-tree.ts'
import { push } from '../../src/repo/push.ts'
import { fetchBranch, readRemoteBranches } from '../../src/repo/remote-branches.ts'
import { cloneForRun } from '../../src/repo/run-clone.ts'
import { commitAll, git, makeFolder, makeRemote } from '../support/git.ts'

afterEach(() => vi.unstubAllEnvs())

function blobCount(gitDir: string): number {
  const all = git(gitDir, 'cat-file', '--batch-check', '--batch-all-objects')
  return all.split('\n').filter((line) => line.includes(' blob ')).length
}

it('has one commit of the default branch and no blobs until files are read, then fetches them at once', async () => {
  const { bare, work } = makeRemote({ 'a.yaml': 'a', 'b/c.yaml': 'c', 'd.yaml': 'd', 'same.yaml': 'a' })
  commitAll(work, 'Second')
  git(work, 'push', '-q', 'origin', 'main')
  git(bare, 'branch', 'other', 'main~1')
  const trace = join(makeFolder(), 'trace')
  const clone = await cloneForRun({ url: `file://${bare}` })
  expect(clone).toMatchObject({ branch: 'main', commit: git(work, 'rev-parse', 'HEAD') })
  expect(git(clone.repo.gitDir, 'rev-list', '--count', clone.commit)).toBe('1')
  expect(blobCount(clone.repo.gitDir)).toBe(0)
  const tree = new GitTree({ repo: clone.repo, commit: clone.commit })
  expect((await tree.list()).length).toBe(4)
  vi.stubEnv('GIT_TRACE', trace)
  const contents = await tree.read(['a.yaml', 'b/c.yaml', 'same.yaml'])
  vi.stubEnv('GIT_TRACE', undefined)
  expect([...contents.values()].map((bytes) => Buffer.from(bytes).toString())).toEqual(['a', 'c', 'a'])
  expect(blobCount(clone.repo.gitDir)).toBe(2)
  expect(readFileSync(trace, 'utf8').match(/built-in: git fetch/g)).toHaveLength(1)
  expect(await tree.search(['a.yaml', 'd.yaml'], ['d'])).toEqual(['d.yaml'])
  clone.dispose()
  expect(existsSync(clone.repo.gitDir)).toBe(false)
})

it('commits and pushes from the clone without fetching a file that it does not change', async () => {
  const { bare, work } = makeRemote({ 'a.yaml': 'a', 'b/c.yaml': 'c', 'b/run.sh': { executable: 'x' } })
  const clone = await cloneForRun({ url: `file://${bare}`, branch: 'main' })
  const changes = [{ path: 'b/c.yaml', mode: '100644', content: Buffer.from('new') }] as const
  const commit = await writeCommit(clone.repo, { parent: clone.commit, changes, message: 'Bump', date: new Date(0) })
  expect(await push(clone.repo, [{ branch: 'main', commit, expected: clone.commit }])).toEqual({ status: 'pushed' })
  git(work, 'pull', '-q')
  expect(git(work, 'diff', '--stat', 'HEAD~1')).toContain('b/c.yaml | 2 +-')
  git(bare, 'fsck', '--strict')
  clone.dispose()
})

it('fetches a branch again after it moved', async () => {
  const { bare, work } = makeRemote({ 'a.yaml': 'a' })
  const clone = await cloneForRun({ url: bare })
  const next = commitAll(work, 'Second')
  git(work, 'push', '-q', 'origin', 'main')
  expect(await fetchBranch(clone.repo, { branch: 'main' })).toBe(next)
  expect(await fetchBranch(clone.repo, { branch: 'drawbridge/dev/web' })).toBeUndefined()
  expect(await readRemoteBranches(clone.repo)).toEqual(new Map([['main', next]]))
  clone.dispose()
})

it('works with a server that cannot leave blobs out', async () => {
  const { bare } = makeRemote({ 'a.yaml': 'a' })
  git(bare, 'config', 'uploadpack.allowFilter', 'false')
  const clone = await cloneForRun({ url: `file://${bare}` })
  const tree = new GitTree({ repo: clone.repo, commit: clone.commit })
  expect([...(await tree.read(['a.yaml'])).keys()]).toEqual(['a.yaml'])
  clone.dispose()
})

describe('what cannot be cloned', () => {
  it.each([
    { name: 'an unknown branch', options: { branch: 'nope' }, code: 'unknown-branch', exitCode: 2 },
    { name: 'a bad branch name', options: { branch: '--upload-pack=x' }, code: 'bad-branch-name', exitCode: 2 },
    { name: 'a repo that is not there', options: { url: '/no/such/repo' }, code: 'remote-not-found', exitCode: 1 },
    { name: 'the ext transport', options: { url: 'ext::sh -c id' }, code: 'git-remote', exitCode: 1 },
  ])('$name: says so and leaves no folder', async ({ options, code, exitCode }) => {
    const { bare } = makeRemote({ a: '' })
    const temporary = makeFolder()
    vi.stubEnv('TMPDIR', temporary)
    expect(tmpdir()).toBe(temporary)
    await expect(cloneForRun({ url: bare, ...options })).rejects.toMatchObject({ code, exitCode })
    expect(readdirSync(temporary)).toEqual([])
  })

  it('an empty repo', async () => {
    const bare = makeFolder()
    git(bare, 'init', '-q', '--bare')
    await expect(cloneForRun({ url: bare })).rejects.toMatchObject({ code: 'no-default-branch', exitCode: 2 })
  })
})

it('takes a path relative to the current folder', async () => {
  const { bare } = makeRemote({ 'a.yaml': 'a' })
  const before = process.cwd()
  process.chdir(bare)
  const clone = await cloneForRun({ url: '.' }).finally(() => process.chdir(before))
  expect(clone.branch).toBe('main')
  clone.dispose()
})
