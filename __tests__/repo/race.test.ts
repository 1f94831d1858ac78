import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { writeCommit } from '../../src/repo/commit-writer.ts'
import { GitTree } from '../../src/repo/git-tree.ts'
import { push } from '../../src/repo/push.ts'
import { fetchBranch } from '../../src/repo/remote-branches.ts'
import { retryUntil } from '../../src/repo/retry.ts'
import { cloneForRun } from '../../src/repo/run-clone.ts'
import { git, makeRemote } from '../support/git.ts'

const jobs = 50

/** One job: adds its line to the file that all of them write, from a fresh tree for each try. */
async function addLine(url: string, line: string): Promise<number> {
  const clone = await cloneForRun({ url, branch: 'main' })
  const { repo } = clone
  const clock = { deadlineMs: 240_000, now: () => performance.now(), random: Math.random, sleep }
  const tries = await retryUntil<number>(clock, async (tryNumber) => {
    const parent = tryNumber === 1 ? clone.commit : await fetchBranch(repo, { branch: 'main' })
    if (parent === undefined) throw new Error('main is gone')
    const old = (await new GitTree({ repo, commit: parent }).read(['lines.txt'])).get('lines.txt') ?? new Uint8Array()
    const content = Buffer.concat([old, Buffer.from(`${line}\n`)])
    const changes = [{ path: 'lines.txt', mode: '100644', content }] as const
    const commit = await writeCommit(repo, { parent, changes, message: line, date: new Date() })
    const result = await push(repo, [{ branch: 'main', commit, expected: parent }])
    if (result.status === 'conflict') return { again: result.text }
    if (result.status !== 'pushed') throw new Error(JSON.stringify(result))
    return { done: tryNumber }
  })
  clone.dispose()
  return tries
}

it(`lands all of ${jobs} parallel commits to one file, none lost and none twice`, { timeout: 300_000 }, async () => {
  const { bare } = makeRemote({ 'lines.txt': '', 'other.yaml': 'x' })
  const lines = Array.from({ length: jobs }, (_, n) => `job ${n}`)
  const tries = await Promise.all(lines.map((line) => addLine(`file://${bare}`, line)))
  expect(git(bare, 'show', 'main:lines.txt').split('\n').sort()).toEqual([...lines].sort())
  expect(git(bare, 'rev-list', '--count', 'main')).toBe(String(jobs + 1))
  expect(Math.max(...tries)).toBeGreaterThan(1)
})
