import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { copyAction } from '../support/act.ts'
import { git, makeFolder } from '../support/git.ts'
import { type GitHub, startGitHub } from '../support/github/github.ts'
import type { Repo } from '../support/github/repo.ts'
import { filesOf, read, root } from './texts.ts'

const file = 'apps/web/overlays/dev/kustomization.yaml'
const folder = 'examples/config-repo'
const config = Object.fromEntries(
  filesOf(folder, 9).map((path) => [path.slice(folder.length + 1), readFileSync(join(root, path), 'utf8')]),
)

describe('the examples for other CIs', () => {
  let github: GitHub
  let repo: Repo
  let token: string
  let home: string
  let work: string

  beforeEach(async () => {
    github = await startGitHub()
    repo = github.createRepo('acme/config', { files: config })
    token = github.token({ repos: { 'acme/config': 'write' } })
    home = makeFolder()
    work = makeFolder()
    // What the examples clone, at its tag.
    const released = join(home, 'drawbridge')
    copyAction(released)
    git(released, 'init', '--quiet', '-b', 'main')
    git(released, 'add', '--all', '--force')
    git(released, 'commit', '--quiet', '-m', 'Released')
    git(released, 'tag', 'v1')
    writeFileSync(
      join(home, '.gitconfig'),
      `[url "file://${released}"]\n  insteadOf = https://github.com/OWNER/drawbridge.git\n[safe]\n  directory = *\n[advice]\n  detachedHead = false\n`,
    )
  })

  afterEach(() => github.stop())

  function run(script: string, variables: Record<string, string>) {
    mkdirSync(join(home, 'bin'), { recursive: true })
    const env = { PATH: process.env.PATH, HOME: home, ...variables }
    const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: work,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    return new Promise<{ exitCode: number | null; said: string }>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (exitCode) => resolve({ exitCode, said }))
    })
  }

  it('GitLab CI pushes, with the facts of its run in the commit, and no token in a URL or file', async () => {
    const pipeline = parse(read('examples/gitlab/.gitlab-ci.yml'))
    const job = pipeline['update-config']
    const done = await run(job.script.join('\n'), {
      ...job.variables,
      ...{ GITLAB_CI: 'true', CI_COMMIT_TAG: '1.11.0', CI_SERVER_URL: github.url, CI_PROJECT_PATH: 'acme/app' },
      ...{ CI_COMMIT_SHA: 'a'.repeat(40), GITLAB_USER_LOGIN: 'ada', CI_JOB_URL: 'https://gitlab.example.com/-/jobs/7' },
      ...{ CONFIG_REPO: `${github.url}/acme/config.git`, CONFIG_TOKEN: token },
    })
    expect(done).toMatchObject({ exitCode: 0 })
    expect(repo.readFile('main', file)?.toString()).toContain('newTag: "1.11.0"')
    expect(repo.log('main')[0]?.message).toContain(`Drawbridge-Source: acme/app@${'a'.repeat(40)}
Drawbridge-Actor: ada
Drawbridge-Run: https://gitlab.example.com/-/jobs/7`)
    expect(done.said).not.toContain(token)
    expect(readFileSync(join(work, 'config/.git/config'), 'utf8')).not.toContain(token)
    expect(readFileSync(join(home, '.gitconfig'), 'utf8')).not.toContain(token)
  })

  it('Jenkins opens a pull request', async () => {
    const text = read('examples/jenkins/Jenkinsfile')
    const steps = [...text.matchAll(/\bsh '''\n(?<block>[\s\S]*?)'''|\bsh '(?<line>[^']*)'/g)]
    // In Groovy's single quotes a backslash escapes: two of them are one.
    const script = steps.map(({ groups }) => (groups?.block ?? groups?.line ?? '').replaceAll('\\\\', '\\')).join('\n')
    expect(steps).toHaveLength(2)
    const done = await run(script, {
      ...{ JENKINS_URL: 'https://jenkins.example.com/', BUILD_URL: 'https://jenkins.example.com/job/app/7/' },
      ...{ TAG_NAME: '1.11.0', DRAWBRIDGE_TOKEN: token, ...github.environment },
    })
    expect(done).toMatchObject({ exitCode: 0 })
    expect(repo.pullRequests).toHaveLength(1)
    expect(repo.readFile('drawbridge/dev/web', file)?.toString()).toContain('newTag: "1.11.0"')
    expect(done.said).not.toContain(token)
  })
})
