import { describe, expect, it } from 'vitest'
import { parseTrailers } from '../../src/report/commit-message.ts'
import { image, kustomization, propose, type SetUpOptions, setUp, web, webBranch } from './support.ts'

const deliver = (delivery: string, tag = '1.1.0') => [...propose(image('web', tag)).slice(0, -1), delivery]
const next = kustomization('web', '1.1.0')

describe('merge', () => {
  it.each([
    { method: 'merge', parents: 2, subject: 'web: 1.1.0 in dev' },
    { method: 'squash', parents: 1, subject: 'web: 1.1.0 in dev' },
    { method: 'rebase', parents: 1, subject: 'web: 1.1.0 in dev' },
  ])('merges at once by $method, with the trailers, and deletes the branch', async ({ method, parents, subject }) => {
    const world = await setUp()
    const { exitCode, result } = await world.update(...deliver('merge'), '--merge-method', method)
    const [head] = world.repo.log()
    expect(exitCode).toBe(0)
    expect(result.proposals).toMatchObject([
      { merged: true, commit: head?.oid, pullRequest: { number: 1, operation: 'created' } },
    ])
    expect(head?.parents).toHaveLength(parents)
    expect(head?.message.split('\n')[0]).toBe(subject)
    expect(parseTrailers(head?.message ?? '')).toContainEqual({ key: 'Drawbridge-Environment', value: 'dev' })
    expect(world.text('main')).toBe(next)
    expect([...world.repo.branches().keys()]).toEqual(['main'])
    const again = await world.update(...deliver('merge'))
    expect(again).toMatchObject({ exitCode: 0, result: { outcome: 'unchanged', proposals: [] } })
  })

  it('uses the first method that the repo allows, and names those where another was asked for', async () => {
    const world = await setUp({ settings: { allowMergeCommit: false } })
    const wrong = await world.update(...deliver('merge'), '--merge-method', 'merge')
    expect(wrong).toMatchObject({
      exitCode: 1,
      result: {
        errors: [{ code: 'merge-method', message: expect.stringContaining('squash, rebase') }],
        proposals: [{ pullRequest: { number: 1, operation: 'created' }, merged: false }],
      },
    })
    expect((await world.update(...deliver('merge'))).result.proposals).toMatchObject([
      { pullRequest: { number: 1, operation: 'unchanged' }, merged: true },
    ])
    expect(world.repo.log()[0]?.parents).toHaveLength(1)
  })

  it.each([
    { name: 'a review is missing', options: { protection: { main: { requiredReviews: 1 } } }, code: 'unmet-rules' },
    { name: 'a check is missing', options: { protection: { main: { requiredChecks: ['ci'] } } }, code: 'unmet-rules' },
    { name: 'there is a merge queue', options: { protection: { main: { mergeQueue: true } } }, code: 'merge-queue' },
  ] satisfies { name: string; options: SetUpOptions; code: string }[])(
    'leaves the pull request open and says what to use when $name',
    async ({ options, code }) => {
      const world = await setUp(options)
      const { exitCode, result } = await world.update(...deliver('merge'))
      expect(exitCode).toBe(1)
      expect(result).toMatchObject({
        outcome: 'failed',
        changed: true,
        errors: [{ code, hint: expect.stringContaining('auto-merge') }],
        proposals: [{ branch: webBranch, pullRequest: { number: 1, operation: 'created' }, merged: false }],
      })
      expect(world.repo.pullRequest(1).state).toBe('open')
      expect(world.text('main')).toBe(kustomization('web', '1.0.0'))
    },
  )

  it('tries again when the base was modified, and makes no second commit', async () => {
    const world = await setUp()
    const body = { message: 'Base branch was modified. Review and try the merge again.' }
    world.github.fault({ match: { operation: 'pulls/merge' }, do: { status: 405, body } })
    const { exitCode, result } = await world.update(...deliver('merge'))
    expect(exitCode).toBe(0)
    expect(result.proposals).toMatchObject([{ merged: true, pullRequest: { operation: 'created' } }])
    expect(world.writes()).toEqual(['push', 'pulls/create', 'pulls/merge', 'pulls/merge', 'push'])
  })

  it('makes its branch anew when somebody changes the same line just before the merge', async () => {
    const world = await setUp()
    world.github.fault({
      match: { operation: 'pulls/merge' },
      do: { before: () => world.repo.commit({ files: { [web]: kustomization('web', '1.0.5') } }) },
    })
    const { exitCode, result, stderr } = await world.update(...deliver('merge'))
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    expect(result.proposals).toMatchObject([{ merged: true, pullRequest: { number: 1, operation: 'created' } }])
    expect(world.text('main')).toBe(next)
  })

  it('makes its branch anew where the rules want it up to date', async () => {
    const world = await setUp({ protection: { main: { strict: true, requiredChecks: [] } } })
    await world.update(...deliver('pull-request'))
    world.repo.commit({ files: { 'README.md': 'x' } })
    const { exitCode, result } = await world.update(...deliver('merge'))
    expect(exitCode).toBe(0)
    expect(result.proposals).toMatchObject([{ merged: true, pullRequest: { operation: 'updated' } }])
    expect(world.text('main', 'README.md')).toBe('x')
  })

  it('never merges what somebody pushed onto the branch meanwhile', async () => {
    const world = await setUp()
    world.github.fault({
      match: { operation: 'pulls/merge' },
      do: { before: () => world.repo.commit({ branch: webBranch, files: { evil: 'x' } }) },
    })
    const { exitCode, result } = await world.update(...deliver('merge'))
    expect(exitCode).toBe(3)
    expect(result).toMatchObject({ errors: [{ code: 'foreign-commits' }], proposals: [{ merged: false }] })
    expect(world.repo.paths()).not.toContain('evil')
  })

  it('gives up at the deadline with one clear error, and says how far it came', async () => {
    const world = await setUp()
    const body = { message: 'Base branch was modified. Review and try the merge again.' }
    world.github.fault({ match: { operation: 'pulls/merge' }, do: { status: 405, body }, times: 100 })
    const { exitCode, result } = await world.update(...deliver('merge'), '--deadline', '2')
    expect(exitCode).toBe(1)
    expect(result).toMatchObject({ outcome: 'failed', proposals: [{ pullRequest: { number: 1 }, merged: false }] })
    expect(result.errors).toMatchObject([{ code: 'deadline' }])
  })
})

describe('auto-merge', () => {
  it('hands the pull request to GitHub, with the trailers, and that only once', async () => {
    const world = await setUp({ protection: { main: { requiredChecks: ['ci'] } } })
    const { result } = await world.update(...deliver('auto-merge'))
    expect(result.proposals).toMatchObject([{ merged: false, pullRequest: { operation: 'created' } }])
    expect(world.repo.pullRequest(1).autoMerge?.body).toContain('Drawbridge-Pin: dev/web')
    world.writes()
    const again = await world.update(...deliver('auto-merge'))
    expect(again.result).toMatchObject({
      outcome: 'unchanged',
      proposals: [{ pullRequest: { operation: 'unchanged' } }],
    })
    expect(world.writes()).toEqual([])
    await world.update(...deliver('auto-merge', '1.2.0'))
    world.repo.setStatus(world.repo.branchHead(webBranch) ?? '', 'ci', 'success')
    expect(world.text('main')).toBe(kustomization('web', '1.2.0'))
    expect(world.repo.log()[0]?.message).toContain('-> 1.2.0')
  })

  it('merges what there is nothing to wait for, and only the head that it pushed', async () => {
    const world = await setUp()
    const { result } = await world.update(...deliver('auto-merge'))
    expect(result.proposals).toMatchObject([{ merged: true }])
    const sha = world.github.requests.find(({ operation }) => operation === 'pulls/merge')?.body
    expect(sha).toMatchObject({ sha: world.repo.pullRequest(1).headSha })
    expect([...world.repo.branches().keys()]).toEqual(['main'])
  })

  it('says which setting of the repo is missing', async () => {
    const world = await setUp({ settings: { allowAutoMerge: false }, protection: { main: { requiredReviews: 1 } } })
    const { exitCode, result } = await world.update(...deliver('auto-merge'))
    expect(exitCode).toBe(1)
    expect(result).toMatchObject({
      errors: [{ code: 'auto-merge-off', hint: expect.stringContaining('Allow auto-merge') }],
      proposals: [{ pullRequest: { number: 1 }, merged: false }],
    })
  })
})
