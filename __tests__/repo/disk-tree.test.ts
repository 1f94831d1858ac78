import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DiskTree } from '../../src/repo/disk-tree.ts'
import { git, makeFolder, makeRepo, writeTree } from '../support/git.ts'

async function listed(tree: DiskTree): Promise<Record<string, string>> {
  return Object.fromEntries((await tree.list()).map((entry) => [entry.path, entry.mode]))
}

/** Root may read everything: act as somebody else until the test ends. */
function becomeNobody(folder: string): void {
  if (process.geteuid?.() !== 0) return
  chownSync(folder, 65534, 65534)
  process.seteuid?.(65534)
  onTestFinished(() => process.seteuid?.(0))
}

describe('list', () => {
  it('lists files, executables and links, sorted, without .git and node_modules', async () => {
    const root = makeRepo({
      'z.yaml': 'z',
      'a/b.yaml': 'b',
      'a.yaml': 'a',
      'run.sh': { executable: '#!/bin/sh' },
      'link.yaml': { link: 'a.yaml' },
      'node_modules/x/index.js': '',
      'sub/node_modules/y.js': '',
    })
    expect(await listed(new DiskTree(root))).toEqual({
      'a.yaml': '100644',
      'a/b.yaml': '100644',
      'link.yaml': '120000',
      'run.sh': '100755',
      'z.yaml': '100644',
    })
    expect((await new DiskTree(root).list()).map((entry) => entry.path)).toEqual([
      'a.yaml',
      'a/b.yaml',
      'link.yaml',
      'run.sh',
      'z.yaml',
    ])
  })

  it('gives entries that can be copied', async () => {
    const root = makeFolder()
    writeTree(root, { 'run.sh': { executable: '' } })
    const [entry] = await new DiskTree(root).list()
    expect({ ...entry }).toEqual({ path: 'run.sh', mode: '100755' })
  })

  it('does not follow links, not even cyclic or broken ones', async () => {
    const root = makeFolder()
    writeTree(root, {
      'a/loop': { link: '..' },
      self: { link: 'self' },
      broken: { link: 'nowhere' },
      out: { link: '/etc' },
    })
    const tree = new DiskTree(root)
    expect(await listed(tree)).toEqual({ 'a/loop': '120000', self: '120000', broken: '120000', out: '120000' })
    expect(await tree.read(['self', 'broken', 'a/loop'])).toEqual(new Map())
  })

  it('lists a submodule and does not enter it', async () => {
    const root = makeRepo({ 'a.yaml': 'a' })
    writeTree(root, { 'lib/.git': 'gitdir: ../.git/modules/lib', 'lib/deep/x.yaml': 'x' })
    const other = makeRepo({ 'y.yaml': 'y' })
    renameSync(other, join(root, 'vendored'))
    expect(await listed(new DiskTree(root))).toEqual({ 'a.yaml': '100644', lib: '160000', vendored: '160000' })
  })

  it('takes odd names and a folder named like a file', async () => {
    const root = makeFolder()
    const names = [
      '-rf.yaml',
      'new\nline.yaml',
      `quo"te'.yaml`,
      'ünï.yaml',
      'real\uFFFDchar.yaml',
      'kustomization.yaml/x.yaml',
    ]
    writeTree(root, Object.fromEntries(names.map((name) => [name, name])))
    const tree = new DiskTree(root)
    const contents = await tree.read((await tree.list()).map((entry) => entry.path))
    expect([...contents.values()].map((bytes) => Buffer.from(bytes).toString()).sort()).toEqual([...names].sort())
    expect(await tree.read(['kustomization.yaml'])).toEqual(new Map())
    expect(tree.skipped()).toEqual([])
  })

  it('skips a name that is no UTF-8 and says so', async () => {
    const root = makeFolder()
    writeFileSync(Buffer.concat([Buffer.from(`${root}/a`), Buffer.from([0xff]), Buffer.from('.yaml')]), 'x')
    const tree = new DiskTree(root)
    expect(await tree.list()).toEqual([])
    expect(tree.skipped()).toMatchObject([{ path: 'a\uFFFD.yaml', reason: 'name-not-utf8' }])
  })

  it('skips pipes and does not wait for them', async () => {
    const root = makeFolder()
    execFileSync('mkfifo', [join(root, 'pipe')])
    const tree = new DiskTree(root)
    expect(await tree.list()).toEqual([])
    expect(await tree.read(['pipe'])).toEqual(new Map())
  })

  it('skips a folder that may not be read and says so', async () => {
    const root = makeFolder()
    writeTree(root, { 'a.yaml': 'a', 'closed/b.yaml': 'b' })
    chmodSync(join(root, 'closed'), 0)
    becomeNobody(root)
    const tree = new DiskTree(root)
    expect((await tree.list()).map((entry) => entry.path)).toEqual(['a.yaml'])
    expect(tree.skipped()).toMatchObject([{ path: 'closed', reason: 'unreadable' }])
  })

  it('says when there is no such folder', () => {
    expect(() => new DiskTree('/no/such/folder')).toThrow('There is no folder /no/such/folder')
  })
})

describe('read', () => {
  it('gives the bytes of plain files as they are', async () => {
    const root = makeFolder()
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0, 13, 10, 0xff])
    writeTree(root, { 'a.bin': bytes, empty: '', 'big.yaml': 'x'.repeat(200_000), 'even.yaml': 'y'.repeat(65_536) })
    const contents = await new DiskTree(root).read(['a.bin', 'empty', 'big.yaml', 'even.yaml', 'missing'])
    expect([...contents].map(([path, content]) => [path, content.length])).toEqual([
      ['a.bin', 7],
      ['empty', 0],
      ['big.yaml', 200_000],
      ['even.yaml', 65_536],
    ])
    expect(Buffer.from(contents.get('a.bin') ?? [])).toEqual(bytes)
  })

  it.each([
    { name: 'parent folder', path: '../secret' },
    { name: 'parent folder in the middle', path: 'a/../../secret' },
    { name: 'absolute', path: '/etc/passwd' },
    { name: 'through a linked folder', path: 'out/passwd' },
    { name: 'through a linked folder further up', path: 'out/ssl/openssl.cnf' },
    { name: 'through a link back into the folder', path: 'loop/a.yaml' },
    { name: 'NUL', path: 'a\0b' },
    { name: 'empty', path: '' },
  ])('refuses a path that leaves the folder: $name', async ({ path }) => {
    const root = makeFolder()
    writeTree(root, { 'a.yaml': 'a', out: { link: '/etc' }, loop: { link: '.' } })
    const tree = new DiskTree(root)
    await tree.list()
    await expect(tree.read([path])).rejects.toMatchObject({ code: 'path-outside', exitCode: 2 })
    await expect(tree.search([path], ['a'])).rejects.toMatchObject({ code: 'path-outside' })
  })

  it('refuses what is in .git', async () => {
    const root = makeRepo({ 'a.yaml': 'a' })
    await expect(new DiskTree(root).read(['.git/config'])).rejects.toMatchObject({ code: 'path-in-git-dir' })
    await expect(new DiskTree(root).read(['.GIT/config'])).rejects.toMatchObject({ code: 'path-in-git-dir' })
  })

  it('works below a root that is a link', async () => {
    const root = makeFolder()
    writeTree(root, { 'real/a.yaml': 'a', link: { link: 'real' } })
    const contents = await new DiskTree(join(root, 'link')).read(['a.yaml'])
    expect(contents.size).toBe(1)
  })

  it.each([
    { name: 'a small limit', maxFileBytes: 10, size: 11 },
    { name: 'a limit above the first read', maxFileBytes: 100_000, size: 100_001 },
  ])('passes over a file above $name and says so', async ({ maxFileBytes, size }) => {
    const root = makeFolder()
    writeTree(root, { big: 'x'.repeat(size), fits: 'x'.repeat(size - 1) })
    const tree = new DiskTree(root, { maxFileBytes })
    expect([...(await tree.read(['big', 'fits'])).keys()]).toEqual(['fits'])
    expect(await tree.search(['big', 'fits'], ['x'])).toEqual(['fits'])
    expect(tree.skipped()).toEqual([
      { path: 'big', reason: 'too-large', detail: `big is larger than ${maxFileBytes} bytes and was not read` },
    ])
  })

  it('passes over a file that may not be read and says so', async () => {
    const root = makeFolder()
    writeTree(root, { closed: 'x', open: 'x' })
    chmodSync(join(root, 'closed'), 0)
    becomeNobody(root)
    const tree = new DiskTree(root)
    expect([...(await tree.read(['closed', 'open'])).keys()]).toEqual(['open'])
    expect(tree.skipped()).toMatchObject([{ path: 'closed', reason: 'unreadable' }])
  })
})

describe('search', () => {
  it('finds files that hold any of the needles, byte for byte', async () => {
    const root = makeFolder()
    writeTree(root, {
      a: 'image: ghcr.io/acme/web:1',
      b: Buffer.concat([Buffer.from([0, 0xff]), Buffer.from('acme/api')]),
      c: 'ACME/WEB',
      d: Buffer.from('acme/web', 'utf16le'),
      e: `${'x'.repeat(70_000)}grüße`,
    })
    const tree = new DiskTree(root)
    expect(await tree.search(['a', 'b', 'c', 'd', 'e'], ['acme/web', 'acme/api', 'grüße'])).toEqual(['a', 'b', 'e'])
    expect(await tree.search(['a'], [])).toEqual([])
  })
})

it('needs no Git repo and changes nothing', async () => {
  const root = makeFolder()
  mkdirSync(join(root, 'overlays'))
  writeTree(root, { 'overlays/a.yaml': 'a' })
  expect(Object.keys(await listed(new DiskTree(root)))).toEqual(['overlays/a.yaml'])
  expect(() => git(root, 'rev-parse', '--git-dir')).toThrow()
})
