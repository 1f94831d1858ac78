import { describe, expect, it } from 'vitest'
import type { PullRequest } from '../../src/forge/forge.ts'
import { branch, headOf, proposal, setUp, type World } from './support.ts'

const waiting = { protection: { main: { requiredChecks: ['ci'] } } } as const

async function optionsFor({ repo }: World) {
  return {
    method: 'squash',
    expectedHead: headOf(repo),
    title: 'Update web',
    message: 'Drawbridge-Command: update',
  } as const
}

async function found({ forge }: World): Promise<PullRequest> {
  const pullRequest = await forge.findOpenPullRequest(branch)
  if (!pullRequest) throw new Error('not found')
  return pullRequest
}

function refuse({ github }: World, message: string): void {
  const errors = [{ type: 'UNPROCESSABLE', path: ['enablePullRequestAutoMerge'], message }]
  github.fault({ match: { operation: 'enablePullRequestAutoMerge' }, do: { status: 200, body: { data: {}, errors } } })
}

describe('enableAutoMerge', () => {
  it('lets GitHub merge with our message as soon as the checks are there', async () => {
    const world = await setUp(waiting)
    const { github, repo, forge, sent } = world
    const opened = await forge.openPullRequest(proposal)
    sent()
    expect(await forge.enableAutoMerge(opened, await optionsFor(world))).toEqual({ status: 'enabled' })
    expect(sent()).toEqual(['enablePullRequestAutoMerge'])
    repo.setStatus(headOf(repo), 'ci', 'success')
    expect(repo.pullRequest(1).merged).toBeDefined()
    expect(repo.log('main')[0]?.message.trim()).toBe('Update web\n\nDrawbridge-Command: update')
    github.assertClean()
  })

  it('sends nothing when it is on already, just so', async () => {
    const world = await setUp(waiting)
    const { github, forge, sent } = world
    await forge.enableAutoMerge(await forge.openPullRequest(proposal), await optionsFor(world))
    const now = await found(world)
    sent()
    expect(await forge.enableAutoMerge(now, await optionsFor(world))).toEqual({ status: 'enabled' })
    expect(sent()).toEqual([])
    github.assertClean()
  })

  it('renews it when the pull request moved, in one request', async () => {
    const world = await setUp(waiting)
    const { github, repo, forge, sent } = world
    await forge.enableAutoMerge(await forge.openPullRequest(proposal), await optionsFor(world))
    repo.commit({ branch, files: { 'dev/values.yaml': 'tag: 1.2.0\n' } })
    const now = await found(world)
    sent()
    const options = { ...(await optionsFor(world)), title: 'Update web to 1.2.0' }
    expect(await forge.enableAutoMerge(now, options)).toEqual({ status: 'enabled' })
    expect(sent()).toEqual(['disablePullRequestAutoMerge + enablePullRequestAutoMerge'])
    expect(repo.pullRequest(1).autoMerge).toMatchObject({ headline: 'Update web to 1.2.0', method: 'squash' })
    github.assertClean()
  })

  it('turns it on when somebody turned it off while it was being renewed', async () => {
    const world = await setUp(waiting)
    const { github, repo, forge } = world
    await forge.enableAutoMerge(await forge.openPullRequest(proposal), await optionsFor(world))
    const now = await found(world)
    repo.pullRequest(1).autoMerge = undefined
    const options = { ...(await optionsFor(world)), title: 'Another title' }
    expect(await forge.enableAutoMerge(now, options)).toEqual({ status: 'enabled' })
    expect(repo.pullRequest(1).autoMerge).toMatchObject({ headline: 'Another title' })
    github.assertClean()
  })

  it('says when there is nothing to wait for', async () => {
    const world = await setUp()
    const result = await world.forge.enableAutoMerge(
      await world.forge.openPullRequest(proposal),
      await optionsFor(world),
    )
    expect(result).toEqual({ status: 'clean' })
    world.github.assertClean()
  })

  it('says so, too, when only checks are missing that nobody requires, and where the base has no rules', async () => {
    const world = await setUp({ settings: { autoMergeNeedsProtection: true } })
    const { github, repo, forge } = world
    const opened = await forge.openPullRequest(proposal)
    expect(await forge.enableAutoMerge(opened, await optionsFor(world))).toEqual({ status: 'clean' })
    repo.configure({ autoMergeNeedsProtection: false })
    repo.setStatus(headOf(repo), 'optional', 'failure')
    expect(await forge.enableAutoMerge(opened, await optionsFor(world))).toEqual({ status: 'clean' })
    github.assertClean()
  })

  it('is refused with the setting to switch on', async () => {
    const world = await setUp({ ...waiting, settings: { allowAutoMerge: false } })
    const { github, forge } = world
    const result = await forge.enableAutoMerge(await forge.openPullRequest(proposal), await optionsFor(world))
    expect(result).toMatchObject({ status: 'refused', problem: { code: 'auto-merge-off' } })
    const hint = `Switch on "Allow auto-merge" in the settings of the repo (${github.url}/acme/config/settings`
    expect(result).toMatchObject({ problem: { hint: expect.stringContaining(hint) } })
    github.assertClean()
  })

  it('is refused with the merge method that the repo does not allow', async () => {
    const world = await setUp({ ...waiting, settings: { allowSquashMerge: false } })
    const result = await world.forge.enableAutoMerge(
      await world.forge.openPullRequest(proposal),
      await optionsFor(world),
    )
    expect(result).toMatchObject({ status: 'refused', problem: { code: 'merge-method' } })
    world.github.assertClean()
  })

  it.each([
    { name: 'a draft', text: 'Pull request Pull request is in draft status', code: 'draft' },
    { name: 'a text that it does not know', text: 'Pull request Something new', code: 'auto-merge-refused' },
  ])('is refused for $name', async ({ text, code }) => {
    const world = await setUp(waiting)
    const opened = await world.forge.openPullRequest(proposal)
    refuse(world, text)
    const result = await world.forge.enableAutoMerge(opened, await optionsFor(world))
    expect(result).toMatchObject({ status: 'refused', problem: { code, message: expect.stringContaining(text) } })
    world.github.assertClean()
  })

  it('is a conflict when the head moved, and when the base conflicts', async () => {
    const world = await setUp(waiting)
    const { github, repo, forge } = world
    const opened = await forge.openPullRequest(proposal)
    const options = { ...(await optionsFor(world)), expectedHead: repo.branchHead('main') ?? '' }
    expect(await forge.enableAutoMerge(opened, options)).toMatchObject({ status: 'conflict' })
    repo.commit({ branch: 'main', files: { 'dev/values.yaml': 'tag: 2.0.0\n' } })
    const result = await forge.enableAutoMerge(opened, await optionsFor(world))
    expect(result).toEqual({ status: 'conflict', text: expect.stringContaining('dirty') })
    github.assertClean()
  })

  it('waits while GitHub does not know the state yet', async () => {
    const world = await setUp(waiting)
    const opened = await world.forge.openPullRequest(proposal)
    refuse(world, 'Pull request Pull request is in unknown status')
    expect(await world.forge.enableAutoMerge(opened, await optionsFor(world))).toEqual({ status: 'enabled' })
    expect(world.waits).toEqual([375])
    world.github.assertClean()
  })

  it('asks again after a cut connection', async () => {
    const world = await setUp(waiting)
    const opened = await world.forge.openPullRequest(proposal)
    world.github.fault({ match: { kind: 'graphql' }, do: 'cut-after' })
    expect(await world.forge.enableAutoMerge(opened, await optionsFor(world))).toEqual({ status: 'enabled' })
    world.github.assertClean()
  })

  it('says which permission is missing', async () => {
    const repos = { 'acme/config': { contents: 'read', pull_requests: 'write' } } as const
    const world = await setUp({ ...waiting, token: { kind: 'fine-grained', repos } })
    const opened = await world.forge.openPullRequest(proposal)
    await expect(world.forge.enableAutoMerge(opened, await optionsFor(world))).rejects.toMatchObject({
      code: 'missing-permission',
      problems: [{ hint: expect.stringContaining('contents: write, pull-requests: write') }],
    })
    world.github.assertClean()
  })

  it('says that a server is too old', async () => {
    const world = await setUp(waiting)
    const opened = await world.forge.openPullRequest(proposal)
    const errors = [{ message: 'Field is unknown', extensions: { code: 'undefinedField' } }]
    world.github.fault({ match: { kind: 'graphql' }, do: { status: 200, body: { errors } } })
    const enabling = world.forge.enableAutoMerge(opened, await optionsFor(world))
    await expect(enabling).rejects.toMatchObject({ code: 'unsupported-server' })
    world.github.assertClean()
  })
})
