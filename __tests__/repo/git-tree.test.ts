import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCheckout } from '../../src/repo/checkout.ts'
import { GitRepo } from '../../src/repo/git-repo.ts'
import { GitTree } from '../../src/repo/git-tree.ts'
import { type FileSpec, git, gitBytes, makeFolder, makeRepo } from '../support/git.ts'

async function treeOf(folder: string, maxFileBytes?: number): Promise<GitTree> {
  const { repo } = await openCheckout(folder)
  return new GitTree({ repo, commit: git(folder, 'rev-parse', 'HEAD'), maxFileBytes })
}

function makeTree(files: Readonly<Record<string, FileSpec>>): Promise<GitTree> {
  return treeOf(makeRepo(files))
}

it('lists files, executables, links and submodules, sorted', async () => {
  const folder = makeRepo({ 'a/b': 'b', 'a.yaml': 'a', 'run.sh': { executable: '' }, link: { link: 'a.yaml' } })
  git(folder, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},lib`)
  git(folder, 'commit', '-qm', 'submodule')
  const entries = await (await treeOf(folder)).list()
  expect(entries.map((entry) => [entry.path, entry.mode])).toEqual([
    ['a.yaml', '100644'],
    ['a/b', '100644'],
    ['lib', '160000'],
    ['link', '120000'],
    ['run.sh', '100755'],
  ])
})

it('takes odd names', async () => {
  const names = ['-rf', 'new\nline', `quo"te'`, 'ünï', 'tab\there', ':colon', '*', 'real\uFFFD']
  const tree = await makeTree(Object.fromEntries(names.map((name) => [name, `hit ${name}`])))
  const paths = (await tree.list()).map((entry) => entry.path)
  expect([...paths].sort()).toEqual([...names].sort())
  const contents = await tree.read(paths)
  expect(paths.map((path) => Buffer.from(contents.get(path) ?? []).toString())).toEqual(
    paths.map((path) => `hit ${path}`),
  )
  expect(await tree.search(paths, ['hit'])).toEqual(paths)
})

it('skips a name that is no UTF-8 and says so', async () => {
  const folder = makeRepo({ 'a.yaml': 'a' })
  const blob = git(folder, 'rev-parse', 'HEAD:a.yaml')
  const line = Buffer.concat([Buffer.from(`100644 blob ${blob}\tx`), Buffer.from([0xff]), Buffer.from('\0')])
  const treeId = gitBytes(folder, ['mktree', '-z'], line).toString().trim()
  const commit = git(folder, 'commit-tree', '-m', 'x', treeId)
  const { repo } = await openCheckout(folder)
  const tree = new GitTree({ repo, commit })
  expect(await tree.list()).toEqual([])
  expect(tree.skipped()).toMatchObject([{ path: 'x\uFFFD', reason: 'name-not-utf8' }])
})

describe('read', () => {
  it('gives the bytes of the blobs, whatever filters and line ends the repo sets', async () => {
    const folder = makeRepo({
      '.gitattributes': '*.crlf eol=crlf\n*.lfs filter=lfs\n*.up filter=up\n',
      'a.crlf': 'a\nb\n',
    })
    git(folder, 'config', 'core.autocrlf', 'true')
    git(folder, 'config', 'filter.up.smudge', 'tr a-z A-Z')
    git(folder, 'config', 'filter.lfs.smudge', 'echo real content')
    git(folder, 'config', 'filter.lfs.required', 'true')
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'
    const raw = { 'x.up': 'lower', 'big.lfs': pointer, 'mixed.yaml': 'a\r\nb\n', 'lf.yaml': 'a\nb\n' }
    for (const [path, text] of Object.entries(raw)) {
      const id = gitBytes(folder, ['hash-object', '-w', '--stdin', '--no-filters'], text).toString().trim()
      git(folder, 'update-index', '--add', '--cacheinfo', `100644,${id},${path}`)
    }
    git(folder, 'commit', '-qm', 'raw')
    const contents = await (await treeOf(folder)).read(['a.crlf', ...Object.keys(raw)])
    const texts = [...contents].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])
    expect(Object.fromEntries(texts)).toEqual({ 'a.crlf': 'a\nb\n', ...raw })
  })

  it('leaves out what is no plain file', async () => {
    const tree = await makeTree({ 'a/b': 'x', link: { link: 'a/b' }, run: { executable: 'y' } })
    expect([...(await tree.read(['a', 'link', 'missing', '../x', 'run', 'a/b'])).keys()]).toEqual(['run', 'a/b'])
  })

  it('passes over blobs above the limit and says so', async () => {
    const tree = await treeOf(
      makeRepo({ a: 'x'.repeat(3_000_000), b: 'x'.repeat(100), c: '', d: 'x'.repeat(101) }),
      100,
    )
    expect([...(await tree.read(['a', 'b', 'c', 'd'])).values()].map((bytes) => bytes.length)).toEqual([100, 0])
    expect(tree.skipped().map((file) => [file.path, file.reason])).toEqual([
      ['a', 'too-large'],
      ['d', 'too-large'],
    ])
  })

  it('reads thousands of files, equal ones too', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 3000 }, (_, n) => [`f/${n}.yaml`, `n: ${n % 1500}\n`.repeat(n % 50)]),
    )
    const contents = await (await makeTree(files)).read(Object.keys(files))
    expect(Object.keys(files).every((path) => Buffer.from(contents.get(path) ?? []).toString() === files[path])).toBe(
      true,
    )
  })
})

describe('search', () => {
  const files: Record<string, FileSpec> = {
    text: 'image: acme/web:1',
    binary: Buffer.concat([Buffer.from([0, 1, 2, 0xff, 10]), Buffer.from('acme/web')]),
    latin1: Buffer.concat([Buffer.from([0xfc, 0xff]), Buffer.from('acme/web')]),
    utf8: 'grüße',
    utf16: Buffer.from('acme/web', 'utf16le'),
    upper: 'ACME/WEB',
    regex: 'acme.web',
    dash: '--all',
    link: { link: 'acme/web' },
    lines: 'one\ntwo',
    '.gitattributes': '*.x diff=odd\n* -text\n',
  }
  const all = Object.keys(files)

  it.each([
    { name: 'text', needles: ['acme/web'], found: ['text', 'binary', 'latin1'] },
    { name: 'UTF-8', needles: ['grüße'], found: ['utf8'] },
    { name: 'no pattern', needles: ['.*'], found: [] },
    { name: 'a dash', needles: ['--all'], found: ['dash'] },
    { name: 'several', needles: ['nothing', 'ACME', '--all'], found: ['upper', 'dash'] },
    { name: 'several lines', needles: ['one\ntwo'], found: ['lines'] },
    { name: 'none', needles: [], found: [] },
    { name: 'not there', needles: ['zzz'], found: [] },
  ])('finds $name byte for byte, by grep and by reading', async ({ needles, found }) => {
    const tree = await makeTree(files)
    expect(await tree.search(all, needles)).toEqual(found)
    const oneByOne = await Promise.all(all.map((path) => tree.search([path], needles)))
    expect(oneByOne.flat()).toEqual(found)
  })

  it('finds only in the paths given', async () => {
    const tree = await makeTree(files)
    expect(await tree.search(['utf8', 'text', 'dash', 'lines', 'missing'], ['acme/web'])).toEqual(['text'])
  })
})

it('reads a bare repo', async () => {
  const bare = join(makeFolder(), 'bare.git')
  const folder = makeRepo({ 'a.yaml': 'a' })
  git(folder, 'clone', '-q', '--bare', folder, bare)
  const repo = new GitRepo({ gitDir: bare, isShallow: false, isPartial: false, isRunClone: false })
  const tree = new GitTree({ repo, commit: git(folder, 'rev-parse', 'HEAD') })
  expect([...(await tree.read(['a.yaml'])).keys()]).toEqual(['a.yaml'])
  expect(await tree.search(['a.yaml'], ['a'])).toEqual(['a.yaml'])
})

it('reads a repo with SHA-256 ids', async () => {
  const folder = makeFolder()
  git(folder, 'init', '-q', '--object-format=sha256')
  const id = gitBytes(folder, ['hash-object', '-w', '--stdin'], 'a').toString().trim()
  git(folder, 'update-index', '--add', '--cacheinfo', `100644,${id},a.yaml`)
  git(folder, 'commit', '-qm', 'x')
  expect([...(await (await treeOf(folder)).read(['a.yaml'])).keys()]).toEqual(['a.yaml'])
})
