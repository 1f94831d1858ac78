import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoFiles } from '../../src/commands/demo-repo.ts'
import { type GitHub, startGitHub } from '../support/github/github.ts'
import { runForResult } from '../support/run-drawbridge.ts'

const web = 'apps/web/overlays/dev/kustomization.yaml'
const flags = ['update', '--repository', 'acme/config', '--environment', 'dev']

describe('update on GitHub', () => {
  let github: GitHub
  let env: Record<string, string>

  beforeEach(async () => {
    github = await startGitHub()
    const token = github.token({ kind: 'app', repos: { 'acme/config': { contents: 'write', pull_requests: 'write' } } })
    env = { ...github.environment, GITHUB_TOKEN: token }
  })

  afterEach(() => github.stop())

  function run(...args: string[]) {
    return runForResult([...flags, ...args], { env })
  }

  it('opens one pull request with one commit, and changes nothing when it is run again', async () => {
    const repo = github.createRepo('acme/config', { files: demoFiles })
    const first = await run('--image', 'ghcr.io/acme/web:1.10', '--delivery', 'pull-request')
    expect(first.stderr).toBe('x')
    expect(first).toMatchObject({ exitCode: 0, result: { outcome: 'changed' } })
    expect(repo.pullRequests).toHaveLength(1)
    expect(repo.readFile('drawbridge/dev/web', web)?.toString()).toBe(demoFiles[web]?.replace('1.9', '1.10'))
    const again = await run('--image', 'ghcr.io/acme/web:1.10', '--delivery', 'pull-request')
    expect(again.result.proposals[0]?.pullRequest?.operation).toBe('unchanged')
  })
})
