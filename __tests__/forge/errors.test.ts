import { describe, expect, it } from 'vitest'
import { DrawbridgeError } from '../../src/errors.ts'
import { foldText } from '../../src/forge/failure.ts'
import { parseAcceptedPermissions } from '../../src/forge/permissions.ts'
import { proposal, setUp } from './support.ts'

async function thrown(work: Promise<unknown>): Promise<DrawbridgeError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof DrawbridgeError)) throw new Error(`no DrawbridgeError: ${error}`)
  return error
}

const readOnly = { repos: { 'acme/config': 'read' } } as const

describe('errors', () => {
  it('says that the token is wrong, without showing it, after one request', async () => {
    const { github, forge, sent } = await setUp({ forge: { token: 'ghs_secret123' } })
    const error = await thrown(forge.readRepository())
    expect(error).toMatchObject({ code: 'bad-token', exitCode: 1 })
    expect(error.message).toContain('Could not read the repo in acme/config: Bad credentials')
    expect(JSON.stringify([error, error.cause]) + error.message).not.toContain('ghs_secret123')
    expect(sent()).toHaveLength(1)
    github.assertClean()
  })

  it('names the permission that GITHUB_TOKEN lacks and the YAML to add', async () => {
    const { github, forge } = await setUp({ token: { kind: 'workflow', ...readOnly } })
    const error = await thrown(forge.openPullRequest(proposal))
    expect(error.problems).toEqual([
      {
        code: 'missing-permission',
        message:
          'The token may not open a pull request in acme/config; it needs pull-requests: write (GitHub: Resource not accessible by integration)',
        hint: 'Add to the job (for the token of a GitHub App: to the App):\npermissions:\n  contents: write\n  pull-requests: write',
      },
    ])
    github.assertClean()
  })

  it.each([
    {
      name: 'a fine-grained token',
      kind: 'fine-grained' as const,
      hint: 'Edit the fine-grained token: it needs the repository acme/config',
    },
    { name: 'a classic token', kind: 'pat' as const, hint: 'The token needs the scope "repo"' },
  ])('says what to do with $name', async ({ kind, hint }) => {
    const { github, forge } = await setUp({ token: { kind, ...readOnly } })
    await forge.readRepository()
    const error = await thrown(forge.openPullRequest(proposal))
    expect(error).toMatchObject({ code: 'missing-permission', problems: [{ hint: expect.stringContaining(hint) }] })
    github.assertClean()
  })

  it.each([
    { name: 'may not see', settings: { private: true }, code: 'no-such-repository' },
    { name: 'may only read', settings: { private: false }, code: 'missing-permission' },
  ])("explains that a workflow's own token stops at its repo, for a repo that it $name", async ({ settings, code }) => {
    const token = { kind: 'workflow', repos: { 'acme/web': 'write' } } as const
    const { github, forge } = await setUp({ settings, token, forge: { workflowRepository: 'acme/web' } })
    const error = await thrown(forge.openPullRequest(proposal))
    expect(error.code).toBe(code)
    expect(error.message).toContain("The workflow's own GITHUB_TOKEN can write to acme/web only, never to acme/config.")
    expect(error.message).toContain('actions/create-github-app-token')
    github.assertClean()
  })

  it('names the setting that lets GitHub Actions open pull requests', async () => {
    const settings = { actionsMayCreatePullRequests: false }
    const { github, forge } = await setUp({ settings, token: { kind: 'workflow' } })
    const error = await thrown(forge.openPullRequest(proposal))
    expect(error.code).toBe('pull-requests-not-allowed')
    expect(error.message).toContain('Switch on "Allow GitHub Actions to create and approve pull requests"')
    github.assertClean()
  })

  it('says that a repo does not exist, or that the token may not see it', async () => {
    const { github, forge } = await setUp({ forge: { repo: 'confg' } })
    const error = await thrown(forge.readRepository())
    expect(error.code).toBe('no-such-repository')
    expect(error.message).toContain('acme/confg does not exist, or the token may not see it')
    github.assertClean()
  })

  it('takes a 404 for a missing permission once it has seen the repo', async () => {
    const { github, forge } = await setUp()
    await forge.readRepository()
    github.fault({ match: { method: 'POST' }, do: { status: 404, body: { message: 'Not Found' } } })
    expect((await thrown(forge.openPullRequest(proposal))).code).toBe('missing-permission')
    github.assertClean()
  })

  it('says that a repo is archived', async () => {
    const { github, forge } = await setUp({ settings: { archived: true } })
    expect((await thrown(forge.openPullRequest(proposal))).code).toBe('archived-repository')
    github.assertClean()
  })

  it('gives the link that authorizes a token for an organization with single sign-on', async () => {
    const { github, forge } = await setUp()
    const headers = { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?authorization_request=AB' }
    github.fault({
      match: {},
      do: { status: 403, headers, body: { message: 'Resource protected by organization SAML' } },
    })
    const error = await thrown(forge.readRepository())
    expect(error.message).toContain('Authorize the token for the organization: https://github.com/orgs/acme/sso?')
    github.assertClean()
  })

  it('says whatever else GitHub answers', async () => {
    const { github, forge } = await setUp()
    github.fault({ match: {}, do: { status: 410, body: 'gone' } })
    expect(await thrown(forge.readRepository())).toMatchObject({
      code: 'github-error',
      message: 'Could not read the repo in acme/config: HTTP 410',
    })
    github.assertClean()
  })
})

describe('parseAcceptedPermissions', () => {
  it.each([
    { name: 'none', header: undefined, expected: [] },
    { name: 'one', header: 'contents=write', expected: [{ name: 'contents', level: 'write' }] },
    {
      name: 'several at once',
      header: 'contents=write,workflows=write',
      expected: [
        { name: 'contents', level: 'write' },
        { name: 'workflows', level: 'write' },
      ],
    },
    {
      name: 'the usual one of several that would do',
      header: 'issues=write; pull_requests=write',
      expected: [{ name: 'pull-requests', level: 'write' }],
    },
  ])('reads $name', ({ header, expected }) => {
    expect(parseAcceptedPermissions(header)).toEqual(expected)
  })
})

describe('foldText', () => {
  it('makes one line of a bounded length, without secrets', () => {
    expect(foldText('a\r\n::error::\u0007b  c hunter2', ['hunter2'])).toBe('a ::error:: b c ***')
    expect(foldText('x'.repeat(5000), [])).toHaveLength(601)
  })
})
