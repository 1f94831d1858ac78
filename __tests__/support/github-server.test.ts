import { sign } from 'node:crypto'
import { Octokit } from '@octokit/rest'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CreateRepoOptions, type GitHub, startGitHub, type TokenOptions } from './github/github.ts'

const silent = () => undefined
const at = { owner: 'acme', repo: 'config' }
const dev = 'apps/web/dev/values.yaml'

let github: GitHub
beforeEach(async () => {
  github = await startGitHub()
})
afterEach(() => github.stop())

const connect = (token: string) =>
  new Octokit({ auth: token, baseUrl: github.url, log: { debug: silent, info: silent, warn: silent, error: silent } })

const setUp = (options: CreateRepoOptions = {}, given: Partial<TokenOptions> = {}) => {
  const repo = github.createRepo('acme/config', { files: { [dev]: 'tag: 1.0.0\n', 'README.md': 'Hi\n' }, ...options })
  const token = github.token({ repos: { 'acme/config': 'write' }, ...given })
  return { repo, token, octokit: connect(token) }
}

/** A repo with one open pull request. */
const setUpPull = async (options: CreateRepoOptions = {}, given: Partial<TokenOptions> = {}) => {
  const all = setUp(options, given)
  const sha = all.repo.commit({ branch: 'bump', files: { [dev]: 'tag: 1.0.1\n' }, message: 'Bump web' })
  const { data } = await all.octokit.pulls.create({ ...at, title: 'Bump', head: 'bump', base: 'main' })
  return { ...all, sha, pull: all.repo.pullRequest(data.number), pull_number: data.number }
}

describe('REST', () => {
  it('carries a change from a blob to a merged pull request', async () => {
    const { repo, octokit } = setUp()
    const { data: settings } = await octokit.repos.get(at)
    expect(settings).toMatchObject({ default_branch: 'main', allow_auto_merge: true })
    const { data: base } = await octokit.git.getRef({ ...at, ref: 'heads/main' })
    const { data: tree } = await octokit.git.getTree({ ...at, tree_sha: base.object.sha, recursive: '1' })
    expect(tree.tree.map(({ path }) => path)).toEqual(['README.md', 'apps', 'apps/web', 'apps/web/dev', dev])
    const { data: blob } = await octokit.git.createBlob({ ...at, content: 'tag: 1.0.1\n' })
    const entry = { path: dev, mode: '100644', type: 'blob', sha: blob.sha } as const
    const { data: next } = await octokit.git.createTree({ ...at, base_tree: tree.sha, tree: [entry] })
    const commit = { message: 'Bump', tree: next.sha, parents: [base.object.sha] }
    const { data: made } = await octokit.git.createCommit({ ...at, ...commit })
    await octokit.git.createRef({ ...at, ref: 'refs/heads/drawbridge/web', sha: made.sha })
    const { data: pull } = await octokit.pulls.create({
      ...at,
      title: 'Bump web',
      head: 'drawbridge/web',
      base: 'main',
    })
    await octokit.issues.addLabels({ ...at, issue_number: pull.number, labels: ['deploy'] })
    await octokit.issues.addAssignees({ ...at, issue_number: pull.number, assignees: ['ann'] })
    await octokit.pulls.requestReviewers({ ...at, pull_number: pull.number, reviewers: ['bob'] })
    await octokit.issues.createComment({ ...at, issue_number: pull.number, body: 'Hello' })
    const { data: seen } = await octokit.pulls.get({ ...at, pull_number: pull.number })
    expect(seen).toMatchObject({
      mergeable_state: 'clean',
      mergeable: true,
      commits: 1,
      changed_files: 1,
      additions: 1,
    })
    const { data: list } = await octokit.pulls.list({ ...at, head: 'acme:drawbridge/web', state: 'open' })
    expect(list.map(({ number }) => number)).toEqual([1])
    const { data: files } = await octokit.pulls.listFiles({ ...at, pull_number: 1 })
    expect(files.map(({ filename }) => filename)).toEqual([dev])
    await octokit.pulls.merge({ ...at, pull_number: pull.number, sha: made.sha, merge_method: 'squash' })
    await octokit.git.deleteRef({ ...at, ref: 'heads/drawbridge/web' })
    expect(repo.readFile('main', dev)?.toString()).toBe('tag: 1.0.1\n')
    expect(repo.pullRequest(1)).toMatchObject({
      state: 'closed',
      labels: ['deploy'],
      assignees: ['ann'],
      reviewers: ['bob'],
    })
    expect(repo.log('main').map(({ message }) => message)).toEqual(['Bump (#1)', 'First commit\n'])
  })

  it('answers what a client reads about branches, commits and files', async () => {
    const { repo, octokit } = setUp({
      protection: { main: { requiredReviews: 1, requiredChecks: ['ci'], mergeQueue: true } },
    })
    const sha = repo.commit({ branch: 'a/b', files: { 'new.txt': 'x\n', 'README.md': null } })
    expect((await octokit.repos.getBranch({ ...at, branch: 'a/b' })).data.commit.sha).toBe(sha)
    expect((await octokit.repos.listBranches(at)).data.map(({ name }) => name)).toEqual(['a/b', 'main'])
    const { data: rules } = await octokit.repos.getBranchRules({ ...at, branch: 'main' })
    expect(rules.map(({ type }) => type)).toEqual([
      'deletion',
      'non_fast_forward',
      'pull_request',
      'required_status_checks',
      'merge_queue',
    ])
    const { data: comparison } = await octokit.repos.compareCommitsWithBasehead({ ...at, basehead: 'main...a/b' })
    expect(comparison).toMatchObject({ status: 'ahead', ahead_by: 1, behind_by: 0 })
    expect(comparison.files?.map(({ filename, status }) => [filename, status])).toEqual([
      ['README.md', 'removed'],
      ['new.txt', 'added'],
    ])
    const { data: commits } = await octokit.repos.listCommits({ ...at, sha: 'a/b', path: 'new.txt' })
    expect(commits.map((commit) => commit.sha)).toEqual([sha])
    const { data: file } = await octokit.repos.getContent({ ...at, path: dev })
    expect(file).toMatchObject({ type: 'file', content: Buffer.from('tag: 1.0.0\n').toString('base64') })
    const { data: folder } = await octokit.repos.getContent({ ...at, path: 'apps' })
    expect(folder).toMatchObject([{ name: 'web', type: 'dir' }])
    const { data: refs } = await octokit.git.listMatchingRefs({ ...at, ref: 'heads/a' })
    expect(refs.map(({ ref }) => ref)).toEqual(['refs/heads/a/b'])
    await octokit.repos.createCommitStatus({ ...at, sha, state: 'success', context: 'ci' })
    expect((await octokit.repos.getCombinedStatusForRef({ ...at, ref: 'a/b' })).data.state).toBe('success')
    repo.setCheckRun(sha, 'lint', 'failure')
    expect((await octokit.checks.listForRef({ ...at, ref: sha })).data.check_runs).toMatchObject([{ name: 'lint' }])
    await octokit.repos.getCommit({ ...at, ref: sha })
    await octokit.users.getAuthenticated()
    await octokit.rateLimit.get()
  })

  it('pages a list with links', async () => {
    const { repo, octokit } = setUp()
    for (const name of ['a', 'b', 'c']) repo.commit({ branch: name })
    const { data, headers } = await octokit.repos.listBranches({ ...at, per_page: 2 })
    expect(data.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(headers.link).toContain('page=2>; rel="next"')
    const all = await octokit.paginate(octokit.repos.listBranches, { ...at, per_page: 2 })
    expect(all.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'main'])
  })

  it.each([
    ['the head exists, but without a commit', 'same', 'No commits between main and same'],
    ['there is one already', 'bump', 'A pull request already exists for acme:bump.'],
  ])('refuses a pull request when %s', async (_, head, message) => {
    const { repo, octokit } = await setUpPull()
    repo.setRef('refs/heads/same', repo.branchHead('main') ?? '')
    await expect(octokit.pulls.create({ ...at, title: 'x', head, base: 'main' })).rejects.toMatchObject({
      status: 422,
      response: { data: { errors: [{ message }] } },
    })
  })

  it.each([
    ['merge', 'Merge pull request #1 from acme/bump\n\nBump'],
    ['squash', 'Bump web (#1)'],
    ['rebase', 'Bump web\n'],
  ] as const)('merges by %s with GitHub’s own message', async (merge_method, message) => {
    const { repo, octokit, pull_number } = await setUpPull()
    repo.commit({ files: { other: '1\n' } })
    await octokit.pulls.merge({ ...at, pull_number, merge_method })
    expect(repo.log('main')[0]).toMatchObject({
      message,
      parents: expect.objectContaining({ length: merge_method === 'merge' ? 2 : 1 }),
    })
    expect(repo.readFile('main', dev)?.toString()).toBe('tag: 1.0.1\n')
    expect(repo.readFile('main', 'other')?.toString()).toBe('1\n')
  })

  it.each([
    ['the head moved', { sha: '1'.repeat(40) }, 409, 'Head branch was modified. Review and try the merge again.'],
    [
      'the method is off',
      { merge_method: 'rebase' as const },
      405,
      'Rebase merges are not allowed on this repository.',
    ],
  ])('does not merge when %s', async (_, given, status, message) => {
    const { octokit, pull_number } = await setUpPull({ settings: { allowRebaseMerge: false } })
    await expect(octokit.pulls.merge({ ...at, pull_number, ...given })).rejects.toMatchObject({
      status,
      response: { data: { message } },
    })
  })

  it('does not merge a conflict, a draft, or what the rules do not let pass', async () => {
    const { repo, octokit, pull, pull_number } = await setUpPull()
    const tryMerge = () =>
      octokit.pulls.merge({ ...at, pull_number }).catch((error) => [error.status, error.response.data.message])
    repo.commit({ files: { [dev]: 'tag: 2.0.0\n' } })
    expect(await tryMerge()).toEqual([405, 'Pull Request is not mergeable'])
    expect((await octokit.pulls.get({ ...at, pull_number })).data.mergeable_state).toBe('dirty')
    repo.setRef('refs/heads/main', repo.log('main')[1]?.oid ?? '')
    pull.isDraft = true
    expect(await tryMerge()).toEqual([405, 'Pull Request is still a draft'])
    pull.isDraft = false
    repo.protect('main', { kind: 'classic', requiredChecks: ['ci'] })
    expect(await tryMerge()).toEqual([405, 'Required status check "ci" is expected.'])
    repo.protect('main', { mergeQueue: true })
    expect(await tryMerge()).toEqual([
      405,
      'Repository rule violations found\n\nChanges must be made through the merge queue\n\n',
    ])
  })

  it('says in mergeable_state what is missing', async () => {
    const { repo, octokit, sha, pull_number } = await setUpPull({ settings: { unknownMergeableReads: 1 } })
    const state = async () => (await octokit.pulls.get({ ...at, pull_number })).data.mergeable_state
    expect(await state()).toBe('clean')
    repo.protect('main', { requiredReviews: 1, strict: true })
    expect(await state()).toBe('blocked')
    repo.approve(1, 'ann')
    repo.setStatus(sha, 'optional', 'pending')
    expect(await state()).toBe('unstable')
    repo.commit({ files: { other: '1' } })
    expect(await state()).toBe('unknown')
    expect(await state()).toBe('behind')
  })
})

describe('pull requests follow Git', () => {
  it('moves with its branch, and closes when the branch goes or has no commit of its own', async () => {
    const { repo, octokit, pull } = await setUpPull()
    const next = repo.commit({ branch: 'bump', files: { [dev]: 'tag: 1.0.2\n' } })
    expect(pull).toMatchObject({ state: 'open', headSha: next })
    await octokit.git.updateRef({ ...at, ref: 'heads/bump', sha: repo.branchHead('main') ?? '', force: true })
    expect(pull).toMatchObject({ state: 'closed', merged: undefined })
    await octokit.git.updateRef({ ...at, ref: 'heads/bump', sha: next, force: true })
    const { data: second } = await octokit.pulls.create({ ...at, title: 'Again', head: 'bump', base: 'main' })
    await octokit.git.deleteRef({ ...at, ref: 'heads/bump' })
    expect(repo.pullRequest(second.number).state).toBe('closed')
  })

  it('opens again, but not after its branch was replaced', async () => {
    const { repo, octokit, pull, pull_number } = await setUpPull()
    await octokit.pulls.update({ ...at, pull_number, state: 'closed' })
    await octokit.pulls.update({ ...at, pull_number, state: 'open' })
    expect(pull.state).toBe('open')
    await octokit.pulls.update({ ...at, pull_number, state: 'closed' })
    repo.setRef('refs/heads/bump', repo.commit({ branch: 'other', files: { x: '1' } }))
    const reopening = octokit.pulls.update({ ...at, pull_number, state: 'open' })
    await expect(reopening).rejects.toThrow('The bump branch was force-pushed or recreated.')
  })

  it('is merged by a push of its commits, and its branch goes where the repo says so', async () => {
    const { repo, octokit, pull, sha } = await setUpPull({ settings: { deleteBranchOnMerge: true } })
    repo.setRef('refs/heads/main', sha)
    expect(pull.merged?.sha).toBe(sha)
    repo.commit({ branch: 'next', files: { x: '1' } })
    const { data } = await octokit.pulls.create({ ...at, title: 'Next', head: 'next', base: 'main' })
    await octokit.pulls.merge({ ...at, pull_number: data.number })
    expect([...repo.branches().keys()]).toEqual(['bump', 'main'])
  })
})

describe('permissions', () => {
  it.each([
    ['a private repo of others', { repos: { 'acme/other': 'write' as const } }, 404, 'Not Found'],
    [
      'an app without the permission',
      { kind: 'app' as const, repos: { 'acme/config': { contents: 'write' as const } } },
      403,
      'Resource not accessible by integration',
    ],
  ])('refuses %s', async (_, given, status, message) => {
    const { repo, octokit } = setUp({}, given)
    repo.commit({ branch: 'bump', files: { x: '1' } })
    const wanted = { status, response: { data: { message } } }
    await expect(octokit.pulls.create({ ...at, title: 'x', head: 'bump', base: 'main' })).rejects.toMatchObject(wanted)
  })

  it('refuses bad credentials, and an app that asks who it is', async () => {
    setUp()
    await expect(connect('ghp_wrong').repos.get(at)).rejects.toMatchObject({ status: 401 })
    const app = connect(github.token({ kind: 'app', repos: { 'acme/config': 'write' } }))
    await expect(app.users.getAuthenticated()).rejects.toMatchObject({ status: 403 })
  })

  it('lets Actions open pull requests only where the switch says so', async () => {
    const { repo, octokit } = setUp({ settings: { actionsMayCreatePullRequests: false } }, { kind: 'workflow' })
    repo.commit({ branch: 'bump', files: { x: '1' } })
    const message = 'GitHub Actions is not permitted to create or approve pull requests.'
    await expect(octokit.pulls.create({ ...at, title: 'x', head: 'bump', base: 'main' })).rejects.toMatchObject({
      status: 403,
      response: { data: { message } },
    })
  })

  it('names what would have been enough, and a classic token’s scopes', async () => {
    const { octokit } = setUp()
    const { headers } = await octokit.repos.get(at)
    expect(headers).toMatchObject({ 'x-oauth-scopes': 'repo', 'x-accepted-github-permissions': 'metadata=read' })
  })
})

describe('apps', () => {
  const jwt = ({ id, privateKey }: { id: number; privateKey: string }) => {
    const now = Math.floor(Date.now() / 1000)
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const text = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ iat: now - 30, exp: now + 540, iss: id })}`
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`
  }

  it('gives an installation’s token for an app’s signature, and for no other', async () => {
    setUp()
    const app = github.app({ repos: { 'acme/config': { contents: 'write', pull_requests: 'write' } } })
    const octokit = connect(jwt(app))
    const { data: installation } = await octokit.apps.getRepoInstallation(at)
    const given = { installation_id: installation.id, repositories: ['config'] }
    const { data } = await octokit.apps.createInstallationAccessToken(given)
    const { data: ref } = await connect(data.token).git.getRef({ ...at, ref: 'heads/main' })
    await connect(data.token).git.createRef({ ...at, ref: 'refs/heads/x', sha: ref.object.sha })
    const other = connect(jwt({ ...github.app({ repos: {} }), id: app.id }))
    await expect(other.apps.getRepoInstallation(at)).rejects.toMatchObject({ status: 401 })
  })
})

describe('protection', () => {
  it('is read by administrators only, and holds for a pattern of branches', async () => {
    const rules = { kind: 'classic', requiredChecks: ['ci'], requiredReviews: 2, requirePullRequest: true } as const
    const { repo, octokit } = setUp({ protection: { main: rules, 'release/*': rules } })
    await expect(octokit.repos.getBranchProtection({ ...at, branch: 'main' })).rejects.toMatchObject({ status: 404 })
    const admin = connect(github.token({ repos: { 'acme/config': 'admin' } }))
    const { data } = await admin.repos.getBranchProtection({ ...at, branch: 'main' })
    expect(data.required_pull_request_reviews?.required_approving_review_count).toBe(2)
    repo.commit({ branch: 'release/1' })
    const sha = repo.commit({ branch: 'next', files: { x: '1' } })
    const message = 'Changes must be made through a pull request. Required status check "ci" is expected.'
    await expect(octokit.git.updateRef({ ...at, ref: 'heads/release/1', sha, force: true })).rejects.toThrow(message)
  })
})

describe('checks', () => {
  it('catches a request that GitHub’s description does not allow', async () => {
    setUp()
    const token = github.token({ repos: { 'acme/config': 'write' } })
    const response = await fetch(`${github.url}/repos/acme/config/git/refs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ ref: 7, colour: 'red' }),
    })
    expect(response.status).toBe(422)
    expect(() => github.assertClean()).toThrow(/colour is unknown[\s\S]*must have required property 'sha'/)
    github.forget()
  })

  it('catches a route that it does not have', async () => {
    await fetch(`${github.url}/repos/acme/config/hooks`)
    expect(github.violations).toMatchObject([{ kind: 'unknown-route', where: 'GET /repos/acme/config/hooks' }])
    github.forget()
  })

  it('records who asked for what', async () => {
    const { octokit } = setUp({}, { kind: 'app' })
    await octokit.pulls.list(at)
    expect(github.requests).toMatchObject([
      {
        kind: 'rest',
        method: 'GET',
        operation: 'pulls/list',
        token: 'app',
        login: 'drawbridge[bot]',
        status: 200,
        response: [],
      },
    ])
  })

  it('answers under /api/v3 too', async () => {
    const { token } = setUp()
    const octokit = new Octokit({ auth: token, baseUrl: `${github.url}/api/v3` })
    expect((await octokit.repos.get(at)).status).toBe(200)
  })
})
