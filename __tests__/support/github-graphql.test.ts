import { Octokit } from '@octokit/rest'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CreateRepoOptions, type GitHub, startGitHub, type TokenOptions } from './github/github.ts'
import type { Repo } from './github/repo.ts'

const dev = 'apps/web/dev/values.yaml'

let github: GitHub
let repo: Repo
let token: string
beforeEach(async () => {
  github = await startGitHub()
})
afterEach(() => github.stop())

const setUp = (options: CreateRepoOptions = {}, given: Partial<TokenOptions> = {}): void => {
  repo = github.createRepo('acme/config', { files: { [dev]: 'tag: 1.0.0\n', 'README.md': 'Hi\n' }, ...options })
  token = github.token({ kind: 'app', repos: { 'acme/config': 'write' }, ...given })
}

interface GraphqlError {
  readonly type?: string
  readonly path?: readonly string[]
  readonly message: string
}

interface Result {
  /** Not there when the document is invalid. */
  readonly data: Record<string, unknown>
  readonly errors?: readonly GraphqlError[]
}

const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Result> => {
  const response = await fetch(`${github.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Result
}

const mutate = async (name: string, input: Record<string, unknown>, select: string): Promise<Result> => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`
  return ask(`mutation ($input: ${type}) { ${name}(input: $input) { ${select} } }`, { input })
}

const repoId = async () => {
  const { data } = await ask('{ repository(owner: "acme", name: "config") { id } }')
  return (data.repository as { id: string }).id
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

const commitInput = (branchName: string, expectedHeadOid: string | undefined, files: Record<string, string>) => ({
  branch: { repositoryNameWithOwner: 'acme/config', branchName },
  expectedHeadOid,
  message: { headline: 'Bump web', body: 'Drawbridge-Command: update' },
  fileChanges: { additions: Object.entries(files).map(([path, text]) => ({ path, contents: base64(text) })) },
})

/** An open pull request; its node id. */
const openPull = async (): Promise<string> => {
  repo.commit({ branch: 'bump', files: { [dev]: 'tag: 1.0.1\n' } })
  const input = { repositoryId: await repoId(), headRefName: 'bump', baseRefName: 'main', title: 'Bump' }
  const { data } = await mutate('createPullRequest', input, 'pullRequest { id }')
  return (data.createPullRequest as { pullRequest: { id: string } }).pullRequest.id
}

describe('queries', () => {
  it('reads head, settings, pull request and files in one document', async () => {
    setUp({ settings: { allowRebaseMerge: false } })
    await openPull()
    repo.protect('main', { requiredChecks: ['ci'], kind: 'classic' })
    const { data, errors } = await ask(
      `query ($owner: String!, $name: String!, $head: String!) {
        viewer { login }
        rateLimit { remaining }
        repository(owner: $owner, name: $name) {
          id databaseId nameWithOwner isInOrganization viewerPermission viewerDefaultMergeMethod
          autoMergeAllowed mergeCommitAllowed squashMergeAllowed rebaseMergeAllowed deleteBranchOnMerge
          mergeQueue(branch: "main") { id }
          defaultBranchRef { name prefix target { __typename oid ... on Commit { messageHeadline author { name } } } }
          missing: ref(qualifiedName: "refs/heads/none") { id }
          ref(qualifiedName: "refs/heads/main") { refUpdateRule { requiredStatusCheckContexts viewerCanPush } }
          file: object(expression: "main:${dev}") { __typename ... on Blob { oid text byteSize isBinary isTruncated } }
          root: object(expression: "main:") { ... on Tree { entries { name mode type path object { oid } } } }
          label(name: "bug") { id name }
          pullRequests(headRefName: $head, states: [OPEN], first: 5) {
            totalCount
            nodes {
              number state title isDraft mergeable mergeStateStatus reviewDecision headRefOid viewerCanEnableAutoMerge
              author { login __typename } autoMergeRequest { mergeMethod } isInMergeQueue labels(first: 5) { nodes { name } }
              commits(last: 1) { nodes { commit { oid message signature { isValid state } statusCheckRollup { state } } } }
            }
          }
        }
      }`,
      { owner: 'acme', name: 'config', head: 'bump' },
    )
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({
      viewer: { login: 'drawbridge[bot]' },
      repository: {
        nameWithOwner: 'acme/config',
        isInOrganization: true,
        viewerPermission: 'WRITE',
        rebaseMergeAllowed: false,
        mergeQueue: null,
        defaultBranchRef: { name: 'main', prefix: 'refs/heads/', target: { oid: repo.branchHead('main') } },
        missing: null,
        ref: { refUpdateRule: { requiredStatusCheckContexts: ['ci'], viewerCanPush: true } },
        file: { __typename: 'Blob', text: 'tag: 1.0.0\n', byteSize: 11, isBinary: false, isTruncated: false },
        root: {
          entries: [
            { name: 'README.md', mode: 33188, type: 'blob' },
            { name: 'apps', mode: 16384, type: 'tree' },
          ],
        },
        pullRequests: {
          totalCount: 1,
          nodes: [
            {
              number: 1,
              state: 'OPEN',
              mergeStateStatus: 'BLOCKED',
              author: { login: 'drawbridge' },
              labels: { nodes: [] },
            },
          ],
        },
      },
    })
  })

  it('does not show what the token cannot see', async () => {
    setUp({}, { repos: { 'acme/other': 'write' } })
    const { data, errors } = await ask('{ repository(owner: "acme", name: "config") { id } }')
    expect(data).toEqual({ repository: null })
    expect(errors).toMatchObject([
      {
        type: 'NOT_FOUND',
        path: ['repository'],
        message: "Could not resolve to a Repository with the name 'acme/config'.",
      },
    ])
  })

  it('catches a document that GitHub’s schema does not allow, and a list without a size', async () => {
    setUp()
    expect((await ask('{ viewer { salary } }')).errors?.[0]?.message).toContain('salary')
    await ask('{ repository(owner: "acme", name: "config") { pullRequests { totalCount } } }')
    await ask('query ($id: ID!) { node(id: $id) { id } }')
    expect(github.violations.map(({ kind }) => kind)).toEqual(['graphql', 'graphql', 'graphql'])
    github.forget()
  })

  it('says which field it does not have', async () => {
    setUp()
    await ask('{ repository(owner: "acme", name: "config") { stargazerCount } }')
    expect(() => github.assertClean()).toThrow('does not have Repository.stargazerCount')
    github.forget()
  })

  it('can be a GitHub that is too old for a field', async () => {
    await github.stop()
    github = await startGitHub({ missingFields: ['Mutation.updateRefs'] })
    setUp()
    const { errors } = await mutate('updateRefs', { repositoryId: 'R_x', refUpdates: [] }, 'clientMutationId')
    expect(errors?.[0]?.message).toBe("Field 'updateRefs' doesn't exist on type 'Mutation'")
  })
})

describe('mutations', () => {
  it('makes branch, commit and pull request in one document', async () => {
    setUp()
    const head = repo.branchHead('main')
    const { data, errors } = await ask(
      `mutation ($ref: CreateRefInput!, $commit: CreateCommitOnBranchInput!, $pull: CreatePullRequestInput!) {
        createRef(input: $ref) { ref { id name } }
        createCommitOnBranch(input: $commit) { commit { oid signature { isValid wasSignedByGitHub } } }
        createPullRequest(input: $pull) { clientMutationId pullRequest { number headRefOid } }
      }`,
      {
        ref: { repositoryId: await repoId(), name: 'refs/heads/bump', oid: head },
        commit: commitInput('bump', head, { [dev]: 'tag: 1.0.1\n' }),
        pull: {
          repositoryId: await repoId(),
          headRefName: 'bump',
          baseRefName: 'main',
          title: 'Bump',
          clientMutationId: 'x',
        },
      },
    )
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({
      createCommitOnBranch: { commit: { signature: { isValid: true, wasSignedByGitHub: true } } },
      createPullRequest: { clientMutationId: 'x', pullRequest: { number: 1, headRefOid: repo.branchHead('bump') } },
    })
    const [commit] = repo.log('bump')
    expect(commit).toMatchObject({
      message: 'Bump web\n\nDrawbridge-Command: update',
      committer: { name: 'GitHub', email: 'noreply@github.com' },
      author: { name: 'drawbridge[bot]' },
    })
    expect(github.requests.at(-1)?.graphql?.fields).toEqual(['createRef', 'createCommitOnBranch', 'createPullRequest'])
  })

  it('goes on after a mutation that failed', async () => {
    setUp()
    const head = repo.branchHead('main')
    const id = await repoId()
    const { data, errors } = await ask(
      `mutation ($one: CreateRefInput!, $two: CreateRefInput!) { one: createRef(input: $one) { ref { name } } two: createRef(input: $two) { ref { name } } }`,
      {
        one: { repositoryId: id, name: 'refs/heads/main', oid: head },
        two: { repositoryId: id, name: 'refs/heads/next', oid: head },
      },
    )
    expect(data).toEqual({ one: null, two: { ref: { name: 'next' } } })
    expect(errors).toMatchObject([
      {
        type: 'UNPROCESSABLE',
        path: ['one'],
        message: 'A ref named "refs/heads/main" already exists in the repository.',
      },
    ])
  })

  it('answers STALE_DATA when the branch has moved', async () => {
    setUp()
    const head = repo.branchHead('main')
    repo.commit({ files: { other: '1' } })
    const { data, errors } = await mutate(
      'createCommitOnBranch',
      commitInput('main', head, { a: 'b' }),
      'commit { oid }',
    )
    expect(data).toEqual({ createCommitOnBranch: null })
    expect(errors).toMatchObject([{ type: 'STALE_DATA', path: ['createCommitOnBranch'] }])
    expect(repo.log()).toHaveLength(2)
  })

  it('writes regular files only, whatever they were', async () => {
    setUp({ files: { 'run.sh': { content: 'old\n', mode: '100755' }, gone: 'x\n' } })
    const input = commitInput('main', repo.branchHead('main'), { 'run.sh': 'new\n' })
    const fileChanges = { ...input.fileChanges, deletions: [{ path: 'gone' }] }
    await mutate('createCommitOnBranch', { ...input, fileChanges }, 'commit { oid }')
    expect([repo.fileMode('main', 'run.sh'), repo.paths()]).toEqual(['100644', ['run.sh']])
  })

  it('moves several refs at once or not at all', async () => {
    setUp()
    const [head, next] = [repo.branchHead('main'), repo.commit({ branch: 'temporary', files: { a: '1' } })]
    const update = async (before: string | undefined) =>
      mutate(
        'updateRefs',
        {
          repositoryId: await repoId(),
          refUpdates: [
            { name: 'refs/heads/temporary', afterOid: '0'.repeat(40) },
            { name: 'refs/heads/main', beforeOid: before, afterOid: next },
          ],
        },
        'clientMutationId',
      )
    const { data, errors } = await update('1'.repeat(40))
    expect([data, errors?.[0]?.type]).toEqual([{ updateRefs: null }, 'UNPROCESSABLE'])
    expect(repo.branches()).toEqual(new Map(Object.entries({ main: head, temporary: next })))
    expect((await update(head)).errors).toBeUndefined()
    expect(repo.branches()).toEqual(new Map(Object.entries({ main: next })))
  })

  it('refuses to rewrite a branch without force', async () => {
    setUp()
    const first = repo.branchHead('main')
    repo.commit({ files: { a: '1' } })
    const refUpdates = [{ name: 'refs/heads/main', afterOid: first }]
    const { errors } = await mutate('updateRefs', { repositoryId: await repoId(), refUpdates }, 'clientMutationId')
    expect(errors).toMatchObject([{ message: 'Update is not a fast forward' }])
  })

  it('refuses a commit on a protected branch in the words of its rules', async () => {
    setUp({ protection: { main: { requirePullRequest: true } } })
    const input = commitInput('main', repo.branchHead('main'), { a: 'b' })
    const { errors } = await mutate('createCommitOnBranch', input, 'commit { oid }')
    expect(errors?.[0]?.message).toBe(
      'Repository rule violations found\n\nChanges must be made through a pull request.\n\n',
    )
  })

  it.each([
    ['app', 'Resource not accessible by integration'],
    ['fine-grained', 'Resource not accessible by personal access token'],
    ['pat', 'drawbridge-bot does not have the correct permissions to execute `CreateCommitOnBranch`'],
  ] as const)('says in its words what a token of kind %s may not do', async (kind, message) => {
    setUp({}, { kind, repos: { 'acme/config': { contents: 'read' } } })
    const input = commitInput('main', repo.branchHead('main'), { a: 'b' })
    const { errors } = await mutate('createCommitOnBranch', input, 'commit { oid }')
    expect(errors).toMatchObject([{ type: 'FORBIDDEN', message }])
  })

  it('changes everything else of a pull request', async () => {
    setUp()
    github.user('ann')
    const { data } = await ask(
      '{ user(login: "ann") { id } repository(owner: "acme", name: "config") { label(name: "bug") { id } } }',
    )
    const userIds = [(data.user as { id: string }).id]
    const labelIds = [(data.repository as { label: { id: string } }).label.id]
    const id = await openPull()
    const results = [
      await mutate('addLabelsToLabelable', { labelableId: id, labelIds }, 'clientMutationId'),
      await mutate('requestReviews', { pullRequestId: id, userIds }, 'pullRequest { id }'),
      await mutate('addAssigneesToAssignable', { assignableId: id, assigneeIds: userIds }, 'clientMutationId'),
      await mutate('convertPullRequestToDraft', { pullRequestId: id }, 'pullRequest { isDraft }'),
      await mutate('markPullRequestReadyForReview', { pullRequestId: id }, 'pullRequest { isDraft }'),
      await mutate('updatePullRequest', { pullRequestId: id, title: 'New', body: 'Text' }, 'pullRequest { title }'),
      await mutate('addComment', { subjectId: id, body: 'Superseded' }, 'subject { id }'),
      await mutate('closePullRequest', { pullRequestId: id }, 'pullRequest { state }'),
      await mutate('reopenPullRequest', { pullRequestId: id }, 'pullRequest { state }'),
      await mutate('createLabel', { repositoryId: await repoId(), name: 'deploy', color: 'ff0000' }, 'label { name }'),
    ]
    expect(results.flatMap(({ errors = [] }) => errors)).toEqual([])
    const expected = {
      title: 'New',
      body: 'Text',
      state: 'open',
      labels: ['bug'],
      reviewers: ['ann'],
      assignees: ['ann'],
    }
    expect(repo.pullRequest(1)).toMatchObject(expected)
    expect(repo.findLabel('deploy')).toBeDefined()
  })
})

describe('merging', () => {
  const enable = async (id: string) => {
    const { errors } = await mutate(
      'enablePullRequestAutoMerge',
      { pullRequestId: id, mergeMethod: 'SQUASH' },
      'clientMutationId',
    )
    return errors?.[0]?.message
  }

  it.each<[string, CreateRepoOptions, string]>([
    ['there is nothing to wait for', {}, 'Pull request Pull request is in clean status'],
    [
      'the repo does not allow it',
      { settings: { allowAutoMerge: false } },
      'Auto merge is not allowed for this repository',
    ],
    [
      'the repo has no rules, in the other words that GitHub has for it',
      { settings: { autoMergeNeedsProtection: true } },
      'Pull request Protected branch rules not configured for this branch',
    ],
  ])('refuses auto-merge when %s', async (_, options, message) => {
    setUp(options)
    expect(await enable(await openPull())).toBe(message)
  })

  it('merges by itself as soon as checks and reviews are there', async () => {
    setUp({ protection: { main: { requiredChecks: ['ci'], requiredReviews: 1 } } })
    const id = await openPull()
    expect(await enable(id)).toBeUndefined()
    const pull = repo.pullRequest(1)
    repo.setStatus(pull.headSha, 'ci', 'success')
    expect(pull.state).toBe('open')
    repo.approve(1, 'ann')
    expect(pull.merged?.sha).toBe(repo.branchHead('main'))
    expect(repo.readFile('main', dev)?.toString()).toBe('tag: 1.0.1\n')
  })

  it('does not know at first whether it can merge', async () => {
    setUp({ settings: { unknownMergeableReads: 1 } })
    await openPull()
    const query =
      '{ repository(owner: "acme", name: "config") { pullRequest(number: 1) { mergeable mergeStateStatus } } }'
    const states = [(await ask(query)).data.repository, (await ask(query)).data.repository]
    expect(states).toEqual([
      { pullRequest: { mergeable: 'UNKNOWN', mergeStateStatus: 'UNKNOWN' } },
      { pullRequest: { mergeable: 'MERGEABLE', mergeStateStatus: 'CLEAN' } },
    ])
  })

  it('merges by Git where both sides changed a file', async () => {
    const lines = (first: string, last: string) => `${first}\n${'same\n'.repeat(9)}${last}\n`
    setUp({ files: { [dev]: lines('a', 'b') } })
    repo.commit({ branch: 'bump', files: { [dev]: lines('A', 'b') } })
    repo.commit({ files: { [dev]: lines('a', 'B'), other: '1\n' } })
    const input = { repositoryId: await repoId(), headRefName: 'bump', baseRefName: 'main', title: 'Bump' }
    const { data } = await mutate('createPullRequest', input, 'pullRequest { id mergeable }')
    const { id } = (data.createPullRequest as { pullRequest: { id: string } }).pullRequest
    await mutate('mergePullRequest', { pullRequestId: id }, 'clientMutationId')
    expect(repo.readFile('main', dev)?.toString()).toBe(lines('A', 'B'))
  })

  it('merges now, with the head that was seen', async () => {
    setUp()
    const id = await openPull()
    const merge = (expectedHeadOid: string | undefined) =>
      mutate(
        'mergePullRequest',
        { pullRequestId: id, expectedHeadOid, mergeMethod: 'REBASE' },
        'pullRequest { state mergeCommit { oid } }',
      )
    expect((await merge('1'.repeat(40))).errors?.[0]?.message).toBe(
      'Head branch was modified. Review and try the merge again.',
    )
    const { data } = await merge(repo.branchHead('bump'))
    expect(data.mergePullRequest).toEqual({
      pullRequest: { state: 'MERGED', mergeCommit: { oid: repo.branchHead('main') } },
    })
  })

  it('queues, shows the place, throws out, and merges when the queue runs', async () => {
    setUp({ protection: { main: { mergeQueue: true, mergeQueueMethod: 'squash' } } })
    const id = await openPull()
    const { data } = await mutate('enqueuePullRequest', { pullRequestId: id }, 'mergeQueueEntry { position state }')
    expect(data.enqueuePullRequest).toEqual({ mergeQueueEntry: { position: 1, state: 'AWAITING_CHECKS' } })
    await mutate('dequeuePullRequest', { id }, 'mergeQueueEntry { id }')
    expect(repo.processMergeQueue()).toEqual([])
    // Auto-merge on a queue's base is how GitHub's own button queues.
    expect(await enable(id)).toBeUndefined()
    const query =
      '{ repository(owner: "acme", name: "config") { mergeQueue { entries(first: 5) { totalCount } } pullRequest(number: 1) { isInMergeQueue } } }'
    expect((await ask(query)).data.repository).toEqual({
      mergeQueue: { entries: { totalCount: 1 } },
      pullRequest: { isInMergeQueue: true },
    })
    expect(repo.processMergeQueue().map(({ number }) => number)).toEqual([1])
    expect(repo.log()[0]?.parents).toHaveLength(1)
  })

  it('works with octokit’s own GraphQL client', async () => {
    setUp()
    const octokit = new Octokit({ auth: token, baseUrl: github.url })
    await expect(octokit.graphql('{ viewer { login } }')).resolves.toEqual({ viewer: { login: 'drawbridge[bot]' } })
  })
})
