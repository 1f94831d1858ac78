import { describe, expect, it } from 'vitest'
import { branch, headOf, noDecorations, proposal, setUp } from './support.ts'

describe('readRepository', () => {
  it('tells the default branch and what the repo allows', async () => {
    const { github, forge } = await setUp({ settings: { allowMergeCommit: false, deleteBranchOnMerge: true } })
    expect(await forge.readRepository()).toEqual({
      defaultBranch: 'main',
      mergeMethods: ['squash', 'rebase'],
      allowsAutoMerge: true,
      deletesBranches: true,
    })
    github.assertClean()
  })

  it('asks a GitHub Enterprise Server below its own prefix', async () => {
    const { github, token } = await setUp()
    const { createGitHubForge } = await import('../../src/forge/github.ts')
    const urls = { apiUrl: `${github.url}/api/v3/`, graphqlUrl: `${github.url}/api/graphql` }
    const forge = createGitHubForge({ owner: 'acme', repo: 'config', token, userAgent: 'test', ...urls })
    expect((await forge.readRepository()).defaultBranch).toBe('main')
    expect(github.requests[0]?.headers).toMatchObject({ authorization: `token ${token}` })
    expect(github.requests[0]?.headers['user-agent']).toMatch(/^test /)
    github.assertClean()
  })
})

describe('findOpenPullRequest', () => {
  it('finds none before one is open, and none that is closed', async () => {
    const { github, repo, forge } = await setUp()
    expect(await forge.findOpenPullRequest(branch)).toBeUndefined()
    await forge.openPullRequest(proposal)
    repo.setRef(`refs/heads/${branch}`, null)
    expect(await forge.findOpenPullRequest(branch)).toBeUndefined()
    github.assertClean()
  })

  it('gives what is known of it', async () => {
    const { github, repo, forge } = await setUp()
    await forge.openPullRequest(proposal)
    expect(await forge.findOpenPullRequest(branch)).toEqual({
      ...proposal,
      number: 1,
      url: `${github.url}/acme/config/pull/1`,
      nodeId: expect.any(String),
      headCommit: headOf(repo),
      isOpen: true,
      isNew: false,
      author: 'drawbridge-bot',
      labels: [],
      assignees: [],
      reviewers: [],
      teamReviewers: [],
      autoMerge: undefined,
    })
    github.assertClean()
  })

  it('tells pull requests of one branch apart by their base, if asked to', async () => {
    const { github, repo, forge } = await setUp()
    repo.setRef('refs/heads/release', repo.branchHead('main') ?? null)
    await forge.openPullRequest({ ...proposal, base: 'release' })
    expect(await forge.findOpenPullRequest(branch, 'main')).toBeUndefined()
    expect(await forge.findOpenPullRequest(branch, 'release')).toMatchObject({ number: 1, base: 'release' })
    github.assertClean()
  })
})

describe('openPullRequest', () => {
  it('needs three requests for a first proposal, with the look at repo and branch', async () => {
    const { github, repo, forge, sent } = await setUp()
    const { defaultBranch } = await forge.readRepository()
    expect(await forge.findOpenPullRequest(branch)).toBeUndefined()
    const opened = await forge.openPullRequest({ ...proposal, base: defaultBranch })
    expect(opened).toMatchObject({ number: 1, isNew: true, headCommit: headOf(repo), body: proposal.body })
    expect(sent()).toEqual(['repos/get', 'pulls/list', 'pulls/create'])
    github.assertClean()
  })

  it('opens a draft', async () => {
    const { github, repo, forge } = await setUp()
    expect(await forge.openPullRequest({ ...proposal, isDraft: true })).toMatchObject({ isDraft: true })
    expect(repo.pullRequest(1).isDraft).toBe(true)
    github.assertClean()
  })

  it('gives back the one that somebody else opened in the same moment', async () => {
    const { github, repo, forge, sent } = await setUp()
    const first = await forge.openPullRequest({ ...proposal, title: 'Mine was first' })
    sent()
    expect(await forge.openPullRequest(proposal)).toEqual({ ...first, isNew: false })
    expect(sent()).toEqual(['pulls/create', 'pulls/list'])
    expect(repo.pullRequests).toHaveLength(1)
    github.assertClean()
  })

  it.each([
    { name: 'the connection was cut after GitHub had opened it', fault: 'cut-after' as const },
    { name: 'a proxy answered 502 after GitHub had opened it', fault: { status: 502, afterWork: true } },
  ])('opens no second one when $name', async ({ fault }) => {
    const { github, repo, forge, sent, waits } = await setUp()
    github.fault({ match: { method: 'POST', path: '/repos/acme/config/pulls' }, do: fault })
    expect(await forge.openPullRequest(proposal)).toMatchObject({ number: 1, isNew: true })
    expect(sent()).toEqual(['pulls/create', 'pulls/list'])
    expect(waits).toEqual([])
    expect(repo.pullRequests).toHaveLength(1)
    github.assertClean()
  })

  it('looks, and tries again, when the connection was cut before GitHub had it', async () => {
    const { github, repo, forge, waits } = await setUp()
    github.fault({ match: { method: 'POST', path: '/repos/acme/config/pulls' }, do: 'cut-before' })
    expect(await forge.openPullRequest(proposal)).toMatchObject({ number: 1, isNew: true })
    expect(github.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST'])
    expect(waits).toEqual([375])
    expect(repo.pullRequests).toHaveLength(1)
    github.assertClean()
  })

  it('gives up after four tries that never got an answer', async () => {
    const { github, repo, forge } = await setUp()
    github.fault({ match: { method: 'POST' }, do: { status: 503 }, times: Number.POSITIVE_INFINITY })
    await expect(forge.openPullRequest(proposal)).rejects.toMatchObject({ code: 'github-unavailable', exitCode: 1 })
    expect(github.requests.filter(({ method }) => method === 'POST')).toHaveLength(4)
    expect(repo.pullRequests).toEqual([])
    github.assertClean()
  })

  it.each([
    {
      name: 'a branch that has nothing new',
      code: 'no-commits',
      wanted: { branch: 'same' },
      says: 'No commits between main and same',
    },
    { name: 'a base that does not exist', code: 'no-base-branch', wanted: { base: 'mian' }, says: 'mian' },
    { name: 'a branch that does not exist', code: 'no-head-branch', wanted: { branch: 'gone' }, says: 'gone' },
  ])('explains $name', async ({ code, wanted, says }) => {
    const { github, repo, forge } = await setUp()
    repo.setRef('refs/heads/same', repo.branchHead('main') ?? null)
    const error = await forge.openPullRequest({ ...proposal, ...wanted }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code, exitCode: 1, message: expect.stringContaining(says) })
    expect(error).toMatchObject({ problems: [{ hint: expect.any(String) }] })
    github.assertClean()
  })

  it('says what to leave out where the plan has no drafts', async () => {
    const { github, forge } = await setUp()
    const message = 'Draft pull requests are not supported in this repository.'
    const body = { message: 'Validation Failed', errors: [{ resource: 'PullRequest', code: 'custom', message }] }
    github.fault({ match: { method: 'POST' }, do: { status: 422, body } })
    const opening = forge.openPullRequest({ ...proposal, isDraft: true })
    await expect(opening).rejects.toMatchObject({ code: 'no-draft-pull-requests' })
    github.assertClean()
  })

  it('hands on words of GitHub that it does not know, in one line', async () => {
    const { github, forge } = await setUp()
    const errors = [{ resource: 'PullRequest', field: 'body', code: 'custom', message: 'body is too long\n::error::x' }]
    github.fault({ match: { method: 'POST' }, do: { status: 422, body: { message: 'Validation Failed', errors } } })
    await expect(forge.openPullRequest(proposal)).rejects.toMatchObject({
      code: 'github-refused',
      message: 'Could not open a pull request in acme/config: Validation Failed: body is too long ::error::x',
    })
    github.assertClean()
  })
})

describe('updatePullRequest', () => {
  it('sends nothing when nothing differs, whatever line ends and outer space GitHub kept', async () => {
    const { github, repo, forge, sent } = await setUp()
    await forge.openPullRequest(proposal)
    repo.pullRequest(1).body = proposal.body.trim().replaceAll('\n', '\r\n')
    const found = await forge.findOpenPullRequest(branch)
    sent()
    expect(found && (await forge.updatePullRequest(found, proposal))).toBe(found)
    expect(sent()).toEqual([])
    github.assertClean()
  })

  it('sets title and body in one request', async () => {
    const { github, repo, forge, sent } = await setUp()
    const opened = await forge.openPullRequest(proposal)
    sent()
    const texts = { title: 'Update web to 1.2.0 in dev', body: 'New\n' }
    expect(await forge.updatePullRequest(opened, texts)).toEqual({ ...opened, ...texts })
    expect(sent()).toEqual(['pulls/update'])
    expect(repo.pullRequest(1)).toMatchObject(texts)
    github.assertClean()
  })
})

describe('an unchanged run', () => {
  it('only reads', async () => {
    const { github, forge, sent } = await setUp({ settings: { teams: ['platform'] } })
    const wanted = { labels: ['deploy'], assignees: ['ann'], reviewers: ['bob'], teamReviewers: ['platform'] }
    await forge.decorate(await forge.openPullRequest(proposal), wanted)
    sent()
    const found = await forge.findOpenPullRequest(branch)
    if (!found) throw new Error('not found')
    expect(await forge.decorate(await forge.updatePullRequest(found, proposal), wanted)).toEqual([])
    expect(await forge.decorate(found, noDecorations)).toEqual([])
    expect(sent()).toEqual(['pulls/list'])
    github.assertClean()
  })
})
