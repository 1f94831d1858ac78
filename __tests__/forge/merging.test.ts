import { describe, expect, it } from 'vitest'
import { branch, headOf, proposal, setUp } from './support.ts'

const notMergeable = { status: 405, body: { message: 'Pull Request is not mergeable' } }
const merging = { method: 'PUT', path: '/repos/acme/config/pulls/1/merge' }

describe('merge', () => {
  it('merges with the given method and message, in one request', async () => {
    const { github, repo, forge, sent } = await setUp()
    const opened = await forge.openPullRequest(proposal)
    sent()
    const message = 'Drawbridge-Command: update'
    const options = { method: 'squash', expectedHead: headOf(repo), title: 'Update web', message } as const
    const result = await forge.merge(opened, options)
    expect(result).toEqual({ status: 'merged', commit: repo.branchHead('main') })
    expect(sent()).toEqual(['pulls/merge'])
    expect(repo.log('main')[0]?.message.trim()).toBe('Update web\n\nDrawbridge-Command: update')
    github.assertClean()
  })

  it('keeps the messages of the commits when it rebases', async () => {
    const { github, repo, forge } = await setUp()
    const options = { method: 'rebase', expectedHead: headOf(repo), title: 'Not used', message: 'Not used' } as const
    expect(await forge.merge(await forge.openPullRequest(proposal), options)).toMatchObject({ status: 'merged' })
    expect(repo.log('main')[0]?.message.trim()).toBe('Update web')
    github.assertClean()
  })

  it('merges no other head than the expected one', async () => {
    const { github, repo, forge } = await setUp()
    const opened = await forge.openPullRequest(proposal)
    repo.commit({ branch, files: { 'dev/values.yaml': 'tag: 9.9.9\n' } })
    const result = await forge.merge(opened, { method: 'merge', expectedHead: opened.headCommit })
    expect(result).toEqual({ status: 'conflict', text: expect.stringContaining('Head branch was modified') })
    expect(repo.pullRequest(1).state).toBe('open')
    github.assertClean()
  })

  it('calls it a conflict, worth another try, when the base conflicts', async () => {
    const { github, repo, forge, waits } = await setUp()
    const opened = await forge.openPullRequest(proposal)
    repo.commit({ branch: 'main', files: { 'dev/values.yaml': 'tag: 2.0.0\n' } })
    const result = await forge.merge(opened, { method: 'merge', expectedHead: opened.headCommit })
    expect(result).toEqual({ status: 'conflict', text: 'Pull Request is not mergeable' })
    expect(waits).toEqual([])
    github.assertClean()
  })

  it.each([
    { name: 'the base moved in the same moment', text: 'Base branch was modified. Review and try the merge again.' },
    { name: 'another merge is going on', text: 'Merge already in progress' },
    { name: 'a rebase is impossible', text: "This branch can't be rebased" },
  ])('calls it a conflict when $name', async ({ text }) => {
    const { github, forge } = await setUp()
    const opened = await forge.openPullRequest(proposal)
    github.fault({ match: merging, do: { status: 405, body: { message: text } } })
    const result = await forge.merge(opened, { method: 'rebase', expectedHead: opened.headCommit })
    expect(result).toEqual({ status: 'conflict', text })
    github.assertClean()
  })

  it('calls it a conflict when the branch has to be up to date and is not', async () => {
    const { github, repo, forge } = await setUp({ protection: { main: { strict: true } } })
    const opened = await forge.openPullRequest(proposal)
    repo.commit({ branch: 'main', files: { other: 'x\n' } })
    const result = await forge.merge(opened, { method: 'merge', expectedHead: opened.headCommit })
    expect(result).toEqual({ status: 'conflict', text: expect.stringContaining('out of date') })
    github.assertClean()
  })

  it.each([
    {
      name: 'a review is missing',
      protection: { requiredReviews: 1 },
      code: 'unmet-rules',
      says: 'At least 1 approving review',
    },
    {
      name: 'a check is missing',
      protection: { requiredChecks: ['ci'], kind: 'classic' as const },
      code: 'unmet-rules',
      says: '"ci"',
    },
    {
      name: 'there is a merge queue',
      protection: { mergeQueue: true, requiredReviews: 1 },
      code: 'merge-queue',
      says: 'merge queue',
    },
    {
      name: 'the history must be linear',
      protection: { linearHistory: true },
      code: 'merge-method',
      says: 'merge commits',
    },
  ])('is blocked, with the reason, when $name', async ({ protection, code, says }) => {
    const { github, forge } = await setUp({ protection: { main: protection } })
    const opened = await forge.openPullRequest(proposal)
    const result = await forge.merge(opened, { method: 'merge', expectedHead: opened.headCommit })
    const problem = { code, message: expect.stringContaining(says), hint: expect.any(String) }
    expect(result).toEqual({ status: 'blocked', problem })
    expect(result).toMatchObject({ problem: { message: expect.not.stringContaining('\n') } })
    github.assertClean()
  })

  it('is blocked for a draft, and for a merge method that the repo does not allow', async () => {
    const { github, forge } = await setUp({ settings: { allowSquashMerge: false } })
    const opened = await forge.openPullRequest({ ...proposal, isDraft: true })
    const options = { method: 'squash', expectedHead: opened.headCommit } as const
    expect(await forge.merge(opened, options)).toMatchObject({ status: 'blocked', problem: { code: 'draft' } })
    const second = await setUp({ settings: { allowSquashMerge: false } })
    const result = await second.forge.merge(await second.forge.openPullRequest(proposal), {
      ...options,
      expectedHead: headOf(second.repo),
    })
    expect(result).toMatchObject({ status: 'blocked', problem: { code: 'merge-method' } })
    github.assertClean()
  })

  it('is blocked when somebody closed it', async () => {
    const { github, repo, forge } = await setUp()
    const opened = await forge.openPullRequest(proposal)
    repo.pullRequest(1).state = 'closed'
    const result = await forge.merge(opened, { method: 'merge', expectedHead: opened.headCommit })
    expect(result).toMatchObject({ status: 'blocked', problem: { code: 'closed-pull-request' } })
    github.assertClean()
  })

  it.each([
    { name: 'the connection was cut after GitHub merged', fault: 'cut-after' as const },
    { name: 'a 502 came after GitHub merged', fault: { status: 502, afterWork: true } },
  ])('knows that it is merged when $name', async ({ fault }) => {
    const { github, repo, forge, sent } = await setUp()
    const opened = await forge.openPullRequest(proposal)
    sent()
    github.fault({ match: merging, do: fault })
    const result = await forge.merge(opened, { method: 'merge', expectedHead: opened.headCommit })
    expect(result).toEqual({ status: 'merged', commit: repo.branchHead('main') })
    expect(sent()).toEqual(['pulls/merge', 'pulls/merge', 'pulls/get'])
    expect(repo.log('main').filter(({ message }) => message.startsWith('Merge pull request'))).toHaveLength(1)
    github.assertClean()
  })

  it('waits while GitHub is still finding out whether it can be merged', async () => {
    const { github, repo, forge, waits } = await setUp({ settings: { unknownMergeableReads: 1 } })
    const opened = await forge.openPullRequest(proposal)
    github.fault({ match: merging, do: notMergeable, times: 2 })
    const result = await forge.merge(opened, { method: 'merge', expectedHead: opened.headCommit })
    expect(result).toEqual({ status: 'merged', commit: repo.branchHead('main') })
    expect(waits).toEqual([375, 750])
    github.assertClean()
  })

  it('ends that wait with a conflict after five tries', async () => {
    const { github, forge, waits } = await setUp()
    const opened = await forge.openPullRequest(proposal)
    github.fault({ match: merging, do: notMergeable, times: Number.POSITIVE_INFINITY })
    const result = await forge.merge(opened, { method: 'merge', expectedHead: opened.headCommit })
    expect(result).toEqual({ status: 'conflict', text: 'Pull Request is not mergeable' })
    expect(waits).toHaveLength(4)
    github.assertClean()
  })

  it('says which permission is missing', async () => {
    const repos = { 'acme/config': { contents: 'read', pull_requests: 'write' } } as const
    const { github, forge } = await setUp({ token: { kind: 'workflow', repos } })
    const opened = await forge.openPullRequest(proposal)
    const merged = forge.merge(opened, { method: 'merge', expectedHead: opened.headCommit })
    await expect(merged).rejects.toMatchObject({
      code: 'missing-permission',
      message: expect.stringContaining(
        'The token may not merge pull request #1 in acme/config; it needs contents: write',
      ),
    })
    github.assertClean()
  })
})
