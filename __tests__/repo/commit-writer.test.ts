import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openCheckout } from '../../src/repo/checkout.ts'
import { type WriteCommitOptions, writeCommit } from '../../src/repo/commit-writer.ts'
import { listCommits, readCommit, resolveCommit } from '../../src/repo/history.ts'
import type { FileChange } from '../../src/repo/tree.ts'
import { commitAll, type FileSpec, git, gitBytes, makeFolder, makeRepo } from '../support/git.ts'

const date = new Date('2024-05-06T07:08:09Z')

beforeEach(() => {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null')
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1')
})
afterEach(() => vi.unstubAllEnvs())

function change(path: string, text: string | Uint8Array, mode: FileChange['mode'] = '100644'): FileChange {
  return { path, mode, content: Buffer.from(text) }
}

async function write(folder: string, options: Partial<WriteCommitOptions>): Promise<string> {
  const { repo } = await openCheckout(folder)
  const parent = git(folder, 'rev-parse', 'HEAD')
  return writeCommit(repo, { parent, changes: [], message: 'Bump', date, ...options })
}

it('changes these files and nothing else: no branch, no index, no work tree', async () => {
  const folder = makeRepo({ 'a.yaml': 'a', 'b/run.sh': { executable: 'x' }, link: { link: 'a.yaml' }, 'c/d.yaml': 'd' })
  const state = () => [
    git(folder, 'for-each-ref'),
    git(folder, 'status', '--porcelain'),
    git(folder, 'rev-parse', 'HEAD'),
  ]
  const before = state()
  const commit = await write(folder, {
    changes: [
      change('a.yaml', 'new\r\n'),
      change('b/run.sh', 'y', '100755'),
      change('new/e.yaml', ''),
      change('big', 'x'.repeat(3_000_000)),
    ],
  })
  expect(state()).toEqual(before)
  const raw = git(folder, 'diff-tree', '-r', 'HEAD', commit).split('\n')
  expect(raw.map((line) => line.replace(/ [0-9a-f]{40}/g, ''))).toEqual([
    ':100644 100644 M\ta.yaml',
    ':100755 100755 M\tb/run.sh',
    ':000000 100644 A\tbig',
    ':000000 100644 A\tnew/e.yaml',
  ])
  expect(gitBytes(folder, ['cat-file', 'blob', `${commit}:a.yaml`]).toString()).toBe('new\r\n')
  expect(git(folder, 'fsck', '--strict', '--unreachable', '--no-progress')).not.toMatch(/error|missing/)
})

it('writes odd paths', async () => {
  const paths = ['-rf', 'new\nline', `quo"te'`, 'ünï', 'back\\slash', ' space ', 'tab\t', ':x', 'deep/"/x']
  const commit = await write(makeRepoHere({ a: '' }), { changes: paths.map((path) => change(path, path)) })
  expect(
    gitBytes(here, ['ls-tree', '-r', '-z', '--name-only', commit]).toString().split('\0').filter(Boolean).sort(),
  ).toEqual([...paths, 'a'].sort())
})

let here = ''
function makeRepoHere(files: Readonly<Record<string, FileSpec>>): string {
  here = makeRepo(files)
  return here
}

it('stores the bytes given, whatever filters the repo sets', async () => {
  const folder = makeRepo({ '.gitattributes': '* text=auto\n*.lfs filter=lfs\n' })
  git(folder, 'config', 'core.autocrlf', 'true')
  git(folder, 'config', 'filter.lfs.clean', 'echo pointer')
  const commit = await write(folder, { changes: [change('a.yaml', 'a\r\nb\n'), change('x.lfs', 'version lfs')] })
  expect(gitBytes(folder, ['cat-file', 'blob', `${commit}:a.yaml`]).toString()).toBe('a\r\nb\n')
  expect(gitBytes(folder, ['cat-file', 'blob', `${commit}:x.lfs`]).toString()).toBe('version lfs')
})

describe('paths that are refused', () => {
  it.each([
    { name: 'below a link', path: 'link/x', code: 'path-outside' },
    { name: 'a link itself', path: 'link', code: 'path-in-the-way' },
    { name: 'below a file', path: 'a.yaml/x', code: 'path-in-the-way' },
    { name: 'a folder', path: 'b', code: 'path-in-the-way' },
    { name: 'in a submodule', path: 'lib/x', code: 'path-in-the-way' },
    { name: 'a submodule', path: 'lib', code: 'path-in-the-way' },
    { name: 'with ..', path: 'b/../../x', code: 'path-outside' },
    { name: 'absolute', path: '/x', code: 'path-outside' },
    { name: 'in .git', path: 'b/.git/config', code: 'path-in-git-dir' },
    { name: 'in .Git', path: '.Git/config', code: 'path-in-git-dir' },
  ])('$name', async ({ path, code }) => {
    const folder = makeRepo({ 'a.yaml': 'a', 'b/c': 'c', link: { link: 'b' } })
    git(folder, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},lib`)
    git(folder, 'commit', '-qm', 'submodule')
    const writing = write(folder, { changes: [change('a.yaml', 'new'), change(path, 'x')] })
    await expect(writing).rejects.toMatchObject({ code, exitCode: 2, problems: [{ file: path }] })
  })
})

describe('who and what', () => {
  it('takes message, author, committer and date as given', async () => {
    const folder = makeRepo({ a: '' })
    const message = 'Überschrift\n\nBody "quoted"\n\nDrawbridge-Command: update\n\n'
    const author = { name: 'Ünï <x>\ny', email: 'u@example.com' }
    const committer = { name: 'Bot', email: 'bot@example.com' }
    const commit = await write(folder, { message, author, committer })
    const { repo } = await openCheckout(folder)
    expect(await readCommit(repo, commit)).toEqual({
      id: commit,
      tree: git(folder, 'rev-parse', 'HEAD^{tree}'),
      parents: [git(folder, 'rev-parse', 'HEAD')],
      author: { name: 'Ünï x y', email: 'u@example.com', timeSeconds: 1714979289 },
      committer: { ...committer, timeSeconds: 1714979289 },
      message: 'Überschrift\n\nBody "quoted"\n\nDrawbridge-Command: update\n',
    })
  })

  it("takes the user of Git's configuration, else Drawbridge, never a made-up one", async () => {
    const folder = makeRepo({ a: '' })
    const named = async () => git(folder, 'show', '-s', '--format=%an <%ae> %cn <%ce>', await write(folder, {}))
    const drawbridge = 'drawbridge <drawbridge@users.noreply.github.com>'
    expect(await named()).toBe(`${drawbridge} ${drawbridge}`)
    git(folder, 'config', 'user.name', 'Grace')
    expect(await named()).toBe(`${drawbridge} ${drawbridge}`)
    git(folder, 'config', 'user.email', 'grace@example.com')
    expect(await named()).toBe('Grace <grace@example.com> Grace <grace@example.com>')
  })

  it('signs when Git is set to, with the same tree, parent and people', async () => {
    const folder = makeRepo({ a: '' })
    const signer = join(makeFolder(), 'signer')
    writeFileSync(signer, `#!/bin/sh\ncat > ${signer}.signed\necho "[GNUPG:] SIG_CREATED " >&2\necho SIGNATURE\n`)
    chmodSync(signer, 0o755)
    git(folder, 'config', 'commit.gpgSign', 'true')
    git(folder, 'config', 'gpg.program', signer)
    const author = { name: 'Ada', email: 'ada@example.com' }
    const commit = await write(folder, { changes: [change('a', 'new')], author })
    expect(git(folder, 'cat-file', 'commit', commit)).toContain('gpgsig SIGNATURE')
    expect(readFileSync(`${signer}.signed`, 'utf8')).toContain('author Ada <ada@example.com> 1714979289 +0000')
    expect(git(folder, 'show', `${commit}:a`)).toBe('new')
    git(folder, 'config', 'gpg.program', '/bin/false')
    await expect(write(folder, { author })).rejects.toMatchObject({ code: 'signing-failed', exitCode: 1 })
  })
})

describe('history', () => {
  it('lists commits that changed a path, newest first', async () => {
    const folder = makeRepo({ 'a.yaml': '1', 'b.yaml': '1' })
    const first = git(folder, 'rev-parse', 'HEAD')
    writeFileSync(join(folder, 'b.yaml'), '2')
    commitAll(folder, 'b')
    writeFileSync(join(folder, 'a.yaml'), '2')
    const last = commitAll(folder, 'a')
    const { repo } = await openCheckout(folder)
    expect(await listCommits(repo, { from: last, maxCount: 10, paths: ['a.yaml'] })).toEqual([last, first])
    expect(await listCommits(repo, { from: last, maxCount: 1 })).toEqual([last])
    expect(await listCommits(repo, { from: last, maxCount: 5, paths: ['*.yml'] })).toEqual([])
  })

  it('resolves a revision, and says when there is none', async () => {
    const folder = makeRepo({ a: '' })
    git(folder, 'tag', '-a', '-m', 'x', 'v1')
    const { repo } = await openCheckout(folder)
    expect(await resolveCommit(repo, 'v1')).toBe(git(folder, 'rev-parse', 'HEAD'))
    await expect(resolveCommit(repo, 'v2')).rejects.toMatchObject({ code: 'unknown-commit', exitCode: 2 })
    await expect(resolveCommit(repo, '--all')).rejects.toMatchObject({ code: 'unknown-commit' })
  })

  it('reads a message in the encoding its commit names', async () => {
    const folder = makeRepo({ a: '' })
    const raw = git(folder, 'cat-file', 'commit', 'HEAD').replace(/\n\n[\s\S]*/, '\nencoding ISO-8859-1\n\n')
    const bytes = Buffer.concat([Buffer.from(raw), Buffer.from('grün\n', 'latin1')])
    const id = gitBytes(folder, ['hash-object', '-w', '-t', 'commit', '--stdin'], bytes).toString().trim()
    const { repo } = await openCheckout(folder)
    expect((await readCommit(repo, id)).message).toBe('grün\n')
  })
})
