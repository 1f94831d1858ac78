import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Checkout, openCheckout, requireBranch } from '../../src/repo/checkout.ts'
import { type BranchMove, moveBranch } from '../../src/repo/checkout-commit.ts'
import { type WriteCommitOptions, writeCommit } from '../../src/repo/commit-writer.ts'
import { GitTree } from '../../src/repo/git-tree.ts'
import type { FileChange } from '../../src/repo/tree.ts'
import { commitAll, git, makeFolder, makeRemote, makeRepo, writeTree } from '../support/git.ts'

const person = { name: 'Ada', email: 'ada@example.com' }

async function commit(
  folder: string,
  texts: Record<string, string>,
  mode: FileChange['mode'] = '100644',
): Promise<BranchMove> {
  const changes = Object.entries(texts).map(([path, text]) => ({ path, mode, content: Buffer.from(text) }))
  const options = { changes, message: 'Bump web\n\nBody', author: person, committer: person, date: new Date(0) }
  return commitOnBranch(await openCheckout(folder), options)
}

async function commitOnBranch(checkout: Checkout, options: Omit<WriteCommitOptions, 'parent'>): Promise<BranchMove> {
  const to = await writeCommit(checkout.repo, { ...options, parent: requireBranch(checkout).commit })
  const paths = options.changes.map(({ path }) => path)
  return moveBranch(checkout, { to, paths, message: options.message })
}

function status(folder: string): string[] {
  return git(folder, 'status', '--porcelain').split('\n').filter(Boolean)
}

it('commits, moves the branch, and brings index and work tree along', async () => {
  const folder = makeRepo({ 'a.yaml': 'a: 1\n', 'b/run.sh': { executable: 'x' } })
  const before = git(folder, 'rev-parse', 'HEAD')
  const result = await commit(join(folder, 'b'), { 'a.yaml': 'a: 2\n', 'new/c.yaml': 'c\n' })
  expect(result).toEqual({ status: 'moved', branch: 'main' })
  expect(git(folder, 'rev-parse', 'HEAD^')).toBe(before)
  expect(status(folder)).toEqual([])
  expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe('a: 2\n')
  expect(readFileSync(join(folder, 'new/c.yaml'), 'utf8')).toBe('c\n')
  expect(git(folder, 'reflog', '-1', '--format=%gs')).toBe('drawbridge: Bump web')
  expect(git(folder, 'reflog', '-1', '--format=%gs', 'main')).toBe('drawbridge: Bump web')
})

it('leaves every other uncommitted change exactly as it is', async () => {
  const folder = makeRepo({ 'a.yaml': 'a', 'staged.yaml': 's', 'edited.yaml': 'e', 'both.yaml': 'b', 'gone.yaml': 'g' })
  appendFileSync(join(folder, 'staged.yaml'), 'taged')
  appendFileSync(join(folder, 'both.yaml'), '1')
  writeTree(folder, { 'added.yaml': 'x', 'untracked.yaml': 'u' })
  git(folder, 'add', 'staged.yaml', 'both.yaml', 'added.yaml')
  appendFileSync(join(folder, 'both.yaml'), '2')
  appendFileSync(join(folder, 'edited.yaml'), 'dited')
  rmSync(join(folder, 'gone.yaml'))
  const before = [...status(folder), git(folder, 'diff'), git(folder, 'diff', '--cached')]
  expect(await commit(folder, { 'a.yaml': 'new' })).toMatchObject({ status: 'moved' })
  expect([...status(folder), git(folder, 'diff'), git(folder, 'diff', '--cached')]).toEqual(before)
  expect(git(folder, 'show', '--stat', '--format=')).toMatch(/^ a\.yaml .*\n 1 file changed/)
})

describe('a file in the way', () => {
  it.each([
    { name: 'edited', prepare: (folder: string) => appendFileSync(join(folder, 'a.yaml'), 'x'), path: 'a.yaml' },
    {
      name: 'edited and staged',
      prepare: (folder: string) => {
        appendFileSync(join(folder, 'a.yaml'), 'x')
        git(folder, 'add', '-A')
      },
      path: 'a.yaml',
    },
    {
      name: 'staged and put back on disk',
      prepare: (folder: string) => {
        appendFileSync(join(folder, 'a.yaml'), 'x')
        git(folder, 'add', '-A')
        writeFileSync(join(folder, 'a.yaml'), 'a')
      },
      path: 'a.yaml',
    },
    { name: 'deleted', prepare: (folder: string) => rmSync(join(folder, 'a.yaml')), path: 'a.yaml' },
    { name: 'made executable', prepare: (folder: string) => chmodSync(join(folder, 'a.yaml'), 0o755), path: 'a.yaml' },
    { name: 'untracked', prepare: (folder: string) => writeTree(folder, { 'n.yaml': 'mine' }), path: 'n.yaml' },
    {
      name: 'ignored',
      prepare: (folder: string) => writeTree(folder, { '.git/info/exclude': '*.log', 'n.log': 'mine' }),
      path: 'n.log',
    },
    { name: 'where a folder must be', prepare: (folder: string) => writeTree(folder, { n: 'mine' }), path: 'n/x.yaml' },
    {
      name: 'a link to a folder',
      prepare: (folder: string) => writeTree(folder, { n: { link: '/tmp' } }),
      path: 'n/x.yaml',
    },
    {
      name: 'new and staged',
      prepare: (folder: string) => {
        writeTree(folder, { 'n.yaml': 'mine' })
        git(folder, 'add', '-A')
      },
      path: 'n.yaml',
    },
  ])('is refused when $name, and nothing changes', async ({ prepare, path }) => {
    const folder = makeRepo({ 'a.yaml': 'a', 'ok.yaml': 'ok' })
    prepare(folder)
    const before = [git(folder, 'rev-parse', 'HEAD'), ...status(folder)]
    const committing = commit(folder, { 'ok.yaml': 'new', [path]: 'new' })
    await expect(committing).rejects.toMatchObject({
      code: 'dirty-file',
      exitCode: 2,
      problems: [{ file: path, hint: expect.stringContaining('git stash') }],
    })
    expect([git(folder, 'rev-parse', 'HEAD'), ...status(folder)]).toEqual(before)
    expect(readFileSync(join(folder, 'ok.yaml'), 'utf8')).toBe('ok')
  })

  it('lists all of them', async () => {
    const folder = makeRepo({ 'a.yaml': 'a', 'b.yaml': 'b' })
    writeTree(folder, { 'a.yaml': 'x', 'b.yaml': 'x' })
    await expect(commit(folder, { 'a.yaml': 'n', 'b.yaml': 'n' })).rejects.toMatchObject({
      problems: [{ file: 'a.yaml' }, { file: 'b.yaml' }],
    })
  })
})

it('refuses a detached HEAD and a branch without a commit', async () => {
  const folder = makeRepo({ 'a.yaml': 'a' })
  git(folder, 'checkout', '-q', '--detach')
  await expect(commit(folder, { 'a.yaml': 'x' })).rejects.toMatchObject({ code: 'detached-head', exitCode: 2 })
  const fresh = makeFolder()
  git(fresh, 'init', '-q')
  await expect(commit(fresh, { 'a.yaml': 'x' })).rejects.toMatchObject({ code: 'unborn-branch', exitCode: 2 })
})

it('tells a branch that moved since it was opened', async () => {
  const folder = makeRepo({ 'a.yaml': 'a' })
  const checkout = await openCheckout(folder)
  const moved = commitAll(folder, 'Somebody else')
  const changes = [{ path: 'a.yaml', mode: '100644', content: Buffer.from('x') }] as const
  const result = await commitOnBranch(checkout, { changes, message: 'x', date: new Date(0) })
  expect(result).toMatchObject({ status: 'conflict', branch: 'main' })
  expect(git(folder, 'rev-parse', 'HEAD')).toBe(moved)
  expect(status(folder)).toEqual([])
})

it('puts files and index back when the branch cannot be moved at the end', async () => {
  const folder = makeRepo({ 'a.yaml': 'a', 'b.yaml': 'b' })
  appendFileSync(join(folder, 'b.yaml'), 'mine')
  writeTree(folder, { '.git/refs/heads/main.lock': '' })
  expect(await commit(folder, { 'a.yaml': 'new', 'new/c.yaml': 'c' })).toMatchObject({ status: 'conflict' })
  expect(status(folder)).toEqual([' M b.yaml'])
  expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe('a')
  expect(existsSync(join(folder, 'new'))).toBe(false)
})

it('fails without moving the branch when the index is locked', async () => {
  const folder = makeRepo({ 'a.yaml': 'a' })
  const before = git(folder, 'rev-parse', 'HEAD')
  const checkout = await openCheckout(folder)
  writeTree(folder, { '.git/index.lock': '' })
  const changes = [{ path: 'a.yaml', mode: '100644', content: Buffer.from('x') }] as const
  const committing = commitOnBranch(checkout, { changes, message: 'x', date: new Date(0) })
  await expect(committing).rejects.toMatchObject({ code: 'checkout-failed', exitCode: 1 })
  expect(git(folder, 'rev-parse', 'HEAD')).toBe(before)
  expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe('a')
})

it('writes the blob as given and lets Git convert only the file on disk', async () => {
  const folder = makeRepo({ '.gitattributes': '*.yaml text eol=crlf\n', 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 1\n' })
  git(folder, 'config', 'core.autocrlf', 'true')
  rmSync(join(folder, 'a.yaml'))
  git(folder, 'checkout', '-q', 'a.yaml')
  expect(await commit(folder, { 'a.yaml': 'a: 2\n' })).toMatchObject({ status: 'moved' })
  expect(git(folder, 'show', 'HEAD:a.yaml')).toBe('a: 2')
  expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe('a: 2\r\n')
  expect(status(folder)).toEqual([])
})

it('leaves links, submodules and executables as they are', async () => {
  const inner = makeRepo({ 'x.yaml': 'x' })
  const folder = makeRepo({ 'run.sh': { executable: 'a' }, link: { link: 'run.sh' } })
  git(folder, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'lib')
  commitAll(folder, 'Submodule')
  commitAll(join(folder, 'lib'), 'Moved on in the submodule')
  const before = status(folder)
  expect(await commit(folder, { 'run.sh': 'b' }, '100755')).toMatchObject({ status: 'moved' })
  expect(lstatSync(join(folder, 'run.sh')).mode & 0o111).toBe(0o111)
  expect(git(folder, 'diff-tree', '--no-commit-id', '-r', 'HEAD')).toMatch(/^:100755 100755 \S+ \S+ M\trun\.sh$/)
  expect(status(folder)).toEqual(before)
})

it('is not put off by a file that was only touched', async () => {
  const folder = makeRepo({ 'a.yaml': 'a' })
  utimesSync(join(folder, 'a.yaml'), 1, 1)
  expect(await commit(folder, { 'a.yaml': 'x' })).toMatchObject({ status: 'moved' })
  expect(status(folder)).toEqual([])
})

it('commits a file that a sparse, partial checkout does not show, and does not make it appear', async () => {
  const { bare } = makeRemote({ 'dev/a.yaml': 'a', 'prod/a.yaml': 'p', 'prod/b.yaml': 'b', 'top.yaml': 't' })
  const folder = join(makeFolder(), 'sparse')
  git('/', 'clone', '-q', '--filter=blob:none', '--sparse', `file://${bare}`, folder)
  git(folder, 'sparse-checkout', 'set', 'dev')
  const { repo } = await openCheckout(folder)
  const tree = new GitTree({ repo, commit: git(folder, 'rev-parse', 'HEAD') })
  expect(repo.isPartial).toBe(true)
  expect((await tree.read(['prod/a.yaml'])).size).toBe(1)
  expect(await tree.search(['prod/a.yaml', 'dev/a.yaml'], ['p'])).toEqual(['prod/a.yaml'])
  expect(await commit(folder, { 'prod/a.yaml': 'new', 'dev/a.yaml': 'new' })).toMatchObject({ status: 'moved' })
  expect(git(folder, 'show', '--name-only', '--format=')).toBe('dev/a.yaml\nprod/a.yaml')
  expect(status(folder)).toEqual([])
  expect(existsSync(join(folder, 'prod'))).toBe(false)
})

it('runs no hooks', async () => {
  const folder = makeRepo({ 'a.yaml': 'a' })
  const hooks = [
    'pre-commit',
    'commit-msg',
    'post-commit',
    'reference-transaction',
    'post-index-change',
    'post-checkout',
  ]
  for (const hook of hooks)
    writeTree(folder, { [`.git/hooks/${hook}`]: { executable: '#!/bin/sh\ntouch ran\nexit 1\n' } })
  expect(await commit(folder, { 'a.yaml': 'x' })).toMatchObject({ status: 'moved' })
  expect(existsSync(join(folder, 'ran'))).toBe(false)
})
