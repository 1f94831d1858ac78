import { describe, expect, it } from 'vitest'
import { branch, headOf, proposal, setUp } from './support.ts'

describe('findEndedPullRequest', () => {
  it('finds what ended at this very commit, merged or not, and nothing that is open', async () => {
    const { github, repo, forge } = await setUp()
    const head = headOf(repo)
    await forge.openPullRequest(proposal)
    expect(await forge.findEndedPullRequest(branch, head)).toBeUndefined()
    repo.pullRequest(1).state = 'closed'
    const url = `${github.url}/acme/config/pull/1`
    expect(await forge.findEndedPullRequest(branch, head)).toEqual({ number: 1, url, isMerged: false })
    expect(await forge.findEndedPullRequest(branch, '0'.repeat(40))).toBeUndefined()
    const again = await forge.openPullRequest(proposal)
    await forge.merge(again, { method: 'squash', expectedHead: head })
    expect(await forge.findEndedPullRequest(branch, head)).toMatchObject({ number: 2, isMerged: true })
  })
})

describe('listCommits', () => {
  it('lists what the base does not have, oldest first', async () => {
    const { repo, forge } = await setUp()
    const first = headOf(repo)
    const parents = [repo.branchHead('main')]
    const second = repo.commit({ branch, files: { note: 'x' }, message: 'By hand' })
    const pull = await forge.openPullRequest(proposal)
    expect(await forge.listCommits(pull)).toEqual([
      { id: first, parents, message: 'Update web' },
      { id: second, parents: [first], message: 'By hand' },
    ])
  })
})

it('an updated pull request tells whether it was closed meanwhile', async () => {
  const { repo, forge } = await setUp()
  const pull = await forge.openPullRequest(proposal)
  expect(pull.isOpen).toBe(true)
  repo.pullRequest(1).state = 'closed'
  expect(await forge.updatePullRequest(pull, { title: 'New', body: '' })).toMatchObject({ isOpen: false })
})
