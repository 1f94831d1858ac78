import { chownSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openCheckout, requireBranch } from '../../src/repo/checkout.ts'
import { fetchBranch } from '../../src/repo/remote-branches.ts'
import { commitAll, git, makeFolder, makeRemote, makeRepo, writeTree } from '../support/git.ts'

it('finds top level, branch, commit and remote, from a sub-folder and through a link too', async () => {
  const { work, bare } = makeRemote({ 'overlays/dev/a.yaml': 'a' })
  const checkout = await openCheckout(join(work, 'overlays/dev'))
  expect(checkout).toMatchObject({ topLevel: work, prefix: 'overlays/dev', head: { kind: 'branch', branch: 'main' } })
  expect(requireBranch(checkout)).toMatchObject({ commit: git(work, 'rev-parse', 'HEAD') })
  expect(checkout.repo.remote).toEqual({ name: 'origin', url: bare, pushUrl: bare })
  const elsewhere = makeFolder()
  writeTree(elsewhere, { link: { link: work } })
  expect(await openCheckout(join(elsewhere, 'link'))).toMatchObject({ topLevel: work, prefix: '' })
})

it('works in a linked worktree and in a submodule', async () => {
  const { work, bare } = makeRemote({ 'a.yaml': 'a' })
  const linked = join(makeFolder(), 'linked')
  git(work, 'worktree', 'add', '-q', '-b', 'other', linked)
  expect(await openCheckout(linked)).toMatchObject({ topLevel: linked, head: { branch: 'other' } })
  const outer = makeRepo({ 'b.yaml': 'b' })
  git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', bare, 'lib')
  expect(await openCheckout(join(outer, 'lib'))).toMatchObject({ topLevel: join(outer, 'lib') })
  expect(await openCheckout(outer)).toMatchObject({ topLevel: outer })
})

it('works in a folder that somebody else owns', async () => {
  const { work } = makeRemote({ 'a.yaml': 'a' })
  if (process.getuid?.() === 0) chownSync(work, 65534, 65534)
  if (process.getuid?.() === 0) expect(() => git(work, 'status')).toThrow(/dubious ownership/)
  const checkout = await openCheckout(work)
  expect(await fetchBranch(checkout.repo, { branch: 'main' })).toBe(requireBranch(checkout).commit)
})

it.each([
  { name: 'no repo', make: () => makeFolder(), code: 'not-a-repo' },
  { name: 'no folder', make: () => '/no/such/folder', code: 'no-directory' },
  { name: 'a bare repo', make: () => makeRemote({ a: '' }).bare, code: 'bare-repo' },
  { name: 'the inside of .git', make: () => join(makeRepo({ a: '' }), '.git/refs'), code: 'bare-repo' },
  { name: 'a .git file that points nowhere', make: brokenLink, code: 'not-a-repo' },
  { name: 'several remotes without origin', make: twoRemotes, code: 'several-remotes' },
])('refuses $name with a code of its own', async ({ make, code }) => {
  await expect(openCheckout(make())).rejects.toMatchObject({ code, exitCode: 2 })
})

function brokenLink(): string {
  const folder = makeFolder()
  writeTree(folder, { '.git': 'gitdir: /no/such/folder' })
  return folder
}

function twoRemotes(): string {
  const folder = makeRepo({ a: '' })
  git(folder, 'remote', 'add', 'one', '/1')
  git(folder, 'remote', 'add', 'two', '/2')
  return folder
}

it('tells a detached HEAD and an unborn branch', async () => {
  const work = makeRepo({ a: '' })
  git(work, 'checkout', '-q', '--detach')
  const detached = await openCheckout(work)
  expect(() => requireBranch(detached)).toThrow(/HEAD is detached at [0-9a-f]{12}\n.*git switch main/)
  const fresh = makeFolder()
  git(fresh, 'init', '-q', '-b', 'trunk')
  const unborn = await openCheckout(fresh)
  expect(() => requireBranch(unborn)).toThrow(/The branch trunk in .* has no commit yet/)
})

it('opens a repo without a remote and complains only when one is needed', async () => {
  const { repo } = await openCheckout(makeRepo({ a: '' }))
  expect(repo.hasRemote).toBe(false)
  expect(() => repo.remote).toThrow(expect.objectContaining({ code: 'no-remote', exitCode: 2 }))
})

it('prefers the remote that the branch follows, then origin, then the only one', async () => {
  const work = twoRemotes()
  git(work, 'config', 'branch.main.remote', 'two')
  expect((await openCheckout(work)).repo.remote.name).toBe('two')
  expect((await openCheckout(work, { remote: 'one' })).repo.remote.name).toBe('one')
  git(work, 'config', '--unset', 'branch.main.remote')
  git(work, 'remote', 'add', 'origin', '/0')
  expect((await openCheckout(work)).repo.remote.name).toBe('origin')
})

it('knows the URL that insteadOf makes of the remote', async () => {
  const work = makeRepo({ a: '' })
  git(work, 'config', 'url.https://github.com/.insteadOf', 'gh:')
  git(work, 'remote', 'add', 'origin', 'gh:acme/config')
  expect((await openCheckout(work)).repo.remote.url).toBe('https://github.com/acme/config')
})

it('masks credentials of the remote in messages', async () => {
  const work = makeRepo({ a: '' })
  git(work, 'remote', 'add', 'origin', 'https://ada:s3cret@127.0.0.1:1/acme/config')
  const { repo } = await openCheckout(work)
  await expect(fetchBranch(repo, { branch: 'main' })).rejects.toThrow(/127\.0\.0\.1/)
  await expect(fetchBranch(repo, { branch: 'main' })).rejects.not.toThrow(/s3cret/)
})

it('fetches a branch and leaves every ref, FETCH_HEAD and the depth as they are', async () => {
  const { work, bare } = makeRemote({ a: '1' })
  const other = join(makeFolder(), 'other')
  git(work, 'clone', '-q', bare, other)
  git(other, 'tag', 'v1')
  const newer = commitAll(other, 'Second')
  git(other, 'push', '-q', '--tags', 'origin', 'main')
  const before = [git(work, 'for-each-ref'), git(work, 'rev-list', '--all', '--count')]
  const { repo } = await openCheckout(work)
  expect(await fetchBranch(repo, { branch: 'main', depth: 1 })).toBe(newer)
  expect(await fetchBranch(repo, { branch: 'missing' })).toBeUndefined()
  expect([git(work, 'for-each-ref'), git(work, 'rev-list', '--all', '--count')]).toEqual(before)
  expect(git(work, 'rev-parse', '--is-shallow-repository')).toBe('false')
  expect(git(work, 'rev-parse', `${newer}^`)).toBe(git(work, 'rev-parse', 'HEAD'))
  expect(readdirSync(join(work, '.git'))).not.toContain('FETCH_HEAD')
})

it('leaves a shallow checkout usable: the branch still leads on from where it was', async () => {
  const { work, bare } = makeRemote({ a: '1' })
  for (const name of ['2', '3', '4']) commitAll(work, name)
  git(work, 'push', '-q', 'origin', 'main')
  const shallow = join(makeFolder(), 'shallow')
  git(work, 'clone', '-q', '--depth=1', `file://${bare}`, shallow)
  commitAll(work, '5')
  const newest = commitAll(work, '6')
  git(work, 'push', '-q', 'origin', 'main')
  const { repo } = await openCheckout(shallow)
  expect(repo.isShallow).toBe(true)
  expect(await fetchBranch(repo, { branch: 'main' })).toBe(newest)
  expect(git(shallow, 'rev-list', '--count', newest)).toBe('3')
  git(shallow, 'pull', '-q', '--ff-only')
  git(shallow, 'fsck')
})

it('fetches only the end of a branch that left before a shallow checkout begins', async () => {
  const { work, bare } = makeRemote({ a: '1' })
  for (const name of ['2', '3', '4']) commitAll(work, name)
  git(work, 'branch', 'side', 'HEAD~2')
  git(work, 'push', '-q', 'origin', 'main', 'side')
  const shallow = join(makeFolder(), 'shallow')
  git(work, 'clone', '-q', '--depth=1', `file://${bare}`, shallow)
  const { repo } = await openCheckout(shallow)
  const side = (await fetchBranch(repo, { branch: 'side', depth: 1 })) ?? ''
  expect(git(shallow, 'rev-list', '--count', side)).toBe('1')
  commitAll(work, '5')
  git(work, 'push', '-q', 'origin', 'main')
  git(shallow, 'pull', '-q', '--ff-only')
  git(shallow, 'fsck')
})

it.each(['', '-x', 'a..b', 'a b', 'refs/heads/../x', 'a:b', '+a', 'a*', '@', 'x.lock', '/a', 'a/'])(
  'refuses the branch name %j',
  async (branch) => {
    const { work } = makeRemote({ a: '' })
    const { repo } = await openCheckout(work)
    const fetching = fetchBranch(repo, { branch })
    if (branch === '+a') await expect(fetching).resolves.toBeUndefined()
    else await expect(fetching).rejects.toMatchObject({ code: 'bad-branch-name', exitCode: 2 })
  },
)
