import { describe, expect, it } from 'vitest'
import type { PullRequest } from '../../src/forge/forge.ts'
import { branch, noDecorations, proposal, setUp, type World } from './support.ts'

async function found({ forge }: World): Promise<PullRequest> {
  const pullRequest = await forge.findOpenPullRequest(branch)
  if (!pullRequest) throw new Error('not found')
  return pullRequest
}

describe('decorate', () => {
  it('adds labels (new ones too), assignees, reviewers and teams with one request each kind', async () => {
    const { github, repo, forge, sent } = await setUp({ settings: { teams: ['platform'] } })
    const opened = await forge.openPullRequest(proposal)
    sent()
    const wanted = {
      labels: ['bug', 'deploy', 'BUG'],
      assignees: ['ann'],
      reviewers: ['bob'],
      teamReviewers: ['acme/platform'],
    }
    expect(await forge.decorate(opened, wanted)).toEqual([])
    expect(sent()).toEqual(['issues/add-labels', 'issues/add-assignees', 'pulls/request-reviewers'])
    const pull = { labels: ['bug', 'deploy'], assignees: ['ann'], reviewers: ['bob'], teams: ['platform'] }
    expect(repo.pullRequest(1)).toMatchObject(pull)
    github.assertClean()
  })

  it('adds only what is not there yet, and takes nothing away', async () => {
    const world = await setUp()
    const { github, repo, forge, sent } = world
    await forge.decorate(await forge.openPullRequest(proposal), {
      ...noDecorations,
      labels: ['bug'],
      assignees: ['Ann'],
    })
    const now = await found(world)
    sent()
    expect(await forge.decorate(now, { ...noDecorations, labels: ['Bug', 'deploy'], assignees: ['ann'] })).toEqual([])
    expect(sent()).toEqual(['issues/add-labels'])
    expect(github.requests.at(-1)?.body).toEqual({ labels: ['deploy'] })
    expect(repo.pullRequest(1).labels).toEqual(['bug', 'deploy'])
    github.assertClean()
  })

  it('warns of each who cannot be assigned', async () => {
    const { github, repo, forge } = await setUp({ settings: { collaborators: ['ann'] } })
    const warnings = await forge.decorate(await forge.openPullRequest(proposal), {
      ...noDecorations,
      assignees: ['ann', 'eve'],
    })
    expect(warnings).toMatchObject([{ code: 'not-assigned', message: 'eve cannot be assigned to pull request #1' }])
    expect(repo.pullRequest(1).assignees).toEqual(['ann'])
    github.assertClean()
  })

  it('warns of each who cannot be asked for a review, and asks the others', async () => {
    const { github, repo, forge } = await setUp({ settings: { collaborators: ['ann', 'bob'], teams: ['platform'] } })
    const wanted = { ...noDecorations, reviewers: ['ann', 'eve', 'bob'], teamReviewers: ['platform', 'nobody'] }
    const warnings = await forge.decorate(await forge.openPullRequest(proposal), wanted)
    expect(warnings).toMatchObject([
      {
        code: 'unknown-reviewer',
        message: expect.stringMatching(/^Could not ask eve for a review in acme\/config: .*not a collaborator/),
      },
      {
        code: 'unknown-reviewer',
        message: expect.stringContaining('nobody'),
        hint: expect.stringContaining('GITHUB_TOKEN can never'),
      },
    ])
    expect(repo.pullRequest(1)).toMatchObject({ reviewers: ['ann', 'bob'], teams: ['platform'] })
    github.assertClean()
  })

  it('warns that the author cannot review, without asking GitHub', async () => {
    const { github, forge, sent } = await setUp()
    const opened = await forge.openPullRequest(proposal)
    sent()
    const warnings = await forge.decorate(opened, { ...noDecorations, reviewers: ['Drawbridge-Bot'] })
    expect(warnings).toMatchObject([{ code: 'reviewer-is-author', hint: expect.any(String) }])
    expect(sent()).toEqual([])
    github.assertClean()
  })

  it('asks nobody again who has given a review, and no team once there is one', async () => {
    const world = await setUp({ settings: { teams: ['platform'] } })
    const { github, repo, forge, sent } = world
    await forge.decorate(await forge.openPullRequest(proposal), { ...noDecorations, reviewers: ['bob'] })
    repo.approve(1, 'bob')
    const now = await found(world)
    sent()
    await forge.decorate(now, { ...noDecorations, reviewers: ['bob', 'ann'], teamReviewers: ['platform'] })
    expect(sent()).toEqual(['pulls/list-reviews', 'pulls/request-reviewers'])
    expect(repo.pullRequest(1)).toMatchObject({ reviewers: ['ann'], teams: [] })
    github.assertClean()
  })

  it('asks at the next run whom a run that broke off did not ask', async () => {
    const world = await setUp({ settings: { teams: ['platform'] } })
    const { github, repo, forge } = world
    await forge.openPullRequest(proposal)
    await forge.decorate(await found(world), { ...noDecorations, reviewers: ['bob'], teamReviewers: ['platform'] })
    expect(repo.pullRequest(1)).toMatchObject({ reviewers: ['bob'], teams: ['platform'] })
    github.assertClean()
  })

  it('warns with the missing permission and goes on', async () => {
    const { github, repo, forge } = await setUp()
    const opened = await forge.openPullRequest(proposal)
    const headers = { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' }
    const body = { message: 'Resource not accessible by integration' }
    github.fault({ match: { path: '/repos/acme/config/issues/1/labels' }, do: { status: 403, body, headers } })
    const warnings = await forge.decorate(opened, { ...noDecorations, labels: ['a', 'b'], reviewers: ['bob'] })
    expect(warnings).toMatchObject([
      { code: 'missing-permission', message: expect.stringContaining('pull-requests: write') },
    ])
    expect(repo.pullRequest(1).reviewers).toEqual(['bob'])
    github.assertClean()
  })
})
