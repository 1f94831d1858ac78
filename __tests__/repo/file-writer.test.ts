import { chmodSync, chownSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { writeFiles } from '../../src/repo/file-writer.ts'
import type { FileChange } from '../../src/repo/tree.ts'
import { makeFolder, writeTree } from '../support/git.ts'

function change(path: string, text: string, mode: FileChange['mode'] = '100644'): FileChange {
  return { path, mode, content: Buffer.from(text) }
}

function becomeNobody(...places: string[]): void {
  if (process.geteuid?.() !== 0) return
  for (const place of places) chownSync(place, 65534, 65534)
  process.seteuid?.(65534)
  onTestFinished(() => process.seteuid?.(0))
}

it('replaces whole files, keeps their permissions, and leaves nothing beside them', () => {
  const root = makeFolder()
  writeTree(root, { 'a/run.sh': { executable: 'old' }, 'b.yaml': 'a much longer old content' })
  chmodSync(join(root, 'b.yaml'), 0o640)
  writeFiles(root, [change('a/run.sh', 'new'), change('b.yaml', 'short')])
  expect(readFileSync(join(root, 'a/run.sh'), 'utf8')).toBe('new')
  expect(readFileSync(join(root, 'b.yaml'), 'utf8')).toBe('short')
  expect(lstatSync(join(root, 'a/run.sh')).mode & 0o777).toBe(0o755)
  expect(lstatSync(join(root, 'b.yaml')).mode & 0o777).toBe(0o640)
  expect([...readdirSync(root), ...readdirSync(join(root, 'a'))].sort()).toEqual(['a', 'b.yaml', 'run.sh'])
})

it('makes new files and the folders they are in', () => {
  const root = makeFolder()
  writeFiles(root, [change('a/b/new.yaml', 'x'), change('a/run.sh', 'x', '100755')])
  expect(readFileSync(join(root, 'a/b/new.yaml'), 'utf8')).toBe('x')
  expect(lstatSync(join(root, 'a/run.sh')).mode & 0o100).toBe(0o100)
})

it.each([
  { name: 'a link', path: 'link', code: 'path-in-the-way' },
  { name: 'a path through a link', path: 'out/x.yaml', code: 'path-outside' },
  { name: 'a path with ..', path: '../x.yaml', code: 'path-outside' },
  { name: 'a folder', path: 'folder', code: 'path-in-the-way' },
  { name: 'a path below a file', path: 'a.yaml/x', code: 'path-in-the-way' },
  { name: 'a path in .git', path: '.git/hooks/post-commit', code: 'path-in-git-dir' },
])('refuses $name before it writes anything', ({ path, code }) => {
  const root = makeFolder()
  const outside = makeFolder()
  writeTree(root, {
    'a.yaml': 'old',
    link: { link: 'a.yaml' },
    out: { link: outside },
    'folder/x': '',
    '.git/HEAD': '',
  })
  expect(() => writeFiles(root, [change('a.yaml', 'new'), change(path, 'new')])).toThrow(
    expect.objectContaining({ code, exitCode: 2 }),
  )
  expect(readFileSync(join(root, 'a.yaml'), 'utf8')).toBe('old')
  expect(readlinkSync(join(root, 'link'))).toBe('a.yaml')
  expect(readdirSync(outside)).toEqual([])
})

it('changes nothing in a read-only checkout and says so once', () => {
  const root = makeFolder()
  writeTree(root, { 'a.yaml': 'old', 'closed/b.yaml': 'old' })
  chmodSync(join(root, 'closed'), 0o555)
  becomeNobody(join(root, 'a.yaml'), join(root, 'closed/b.yaml'), join(root, 'closed'), root)
  expect(() => writeFiles(root, [change('a.yaml', 'new'), change('closed/b.yaml', 'new')])).toThrow(
    expect.objectContaining({
      code: 'read-only',
      exitCode: 1,
      message: expect.stringMatching(
        /^closed\/b.yaml: cannot be written: it is read-only \(EACCES\)\n.*No file was changed/,
      ),
    }),
  )
  expect(readFileSync(join(root, 'a.yaml'), 'utf8')).toBe('old')
  expect(readdirSync(root).sort()).toEqual(['a.yaml', 'closed'])
})

it('does not replace a file that is read-only itself', () => {
  const root = makeFolder()
  writeTree(root, { 'a.yaml': 'old' })
  chmodSync(join(root, 'a.yaml'), 0o444)
  becomeNobody(join(root, 'a.yaml'), root)
  expect(() => writeFiles(root, [change('new/x.yaml', 'x'), change('a.yaml', 'new')])).toThrow(/read-only/)
  expect(readdirSync(root)).toEqual(['a.yaml'])
})
