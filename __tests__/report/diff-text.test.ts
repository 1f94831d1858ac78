import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatDiff } from '../../src/report/diff-text.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drawbridge-diff-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('formatDiff', () => {
  it('shows three lines of context', () => {
    const before = 'a: 1\nb: 2\nc: 3\nd: 4\ntag: 1.3.0\ne: 5\n'
    expect(formatDiff([{ path: 'apps/web.yaml', before, after: before.replace('1.3.0', '1.4.0') }])).toBe(
      '--- a/apps/web.yaml\n+++ b/apps/web.yaml\n@@ -2,5 +2,5 @@\n b: 2\n c: 3\n d: 4\n-tag: 1.3.0\n+tag: 1.4.0\n e: 5\n',
    )
  })

  it.each([
    { name: 'CRLF', before: 'a: 1\r\nb: 2\r\n', after: 'a: 1\r\nb: 3\r\n' },
    { name: 'no final line feed', before: 'a: 1\nb: 2', after: 'a: 1\nb: 3' },
    { name: 'a BOM', before: '\uFEFFa: 1\n', after: '\uFEFFa: 2\n' },
    { name: 'an inserted line', before: 'a: 1\n', after: 'a: 1\ndigest: x\n' },
    { name: 'other line separators inside a line', before: 'a: "\u2028\v"\nb: 1\n', after: 'a: "\u2028\v"\nb: 2\n' },
  ])('is what git apply takes, with $name', ({ before, after }) => {
    const path = 'a b "é".yaml'
    writeFileSync(join(folder, path), before)
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], {
      cwd: folder,
      input: formatDiff([{ path, before, after }]),
    })
    expect(readFileSync(join(folder, path), 'utf8')).toBe(after)
  })

  it('leaves out what did not change', () => {
    expect(formatDiff([{ path: 'a', before: 'x', after: 'x' }])).toBe('')
  })
})
