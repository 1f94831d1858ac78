import { describe, expect, it } from 'vitest'
import { parseTrailers } from '../../src/report/commit-message.ts'
import { git } from '../support/git.ts'
import { image, kustomization, propose, setUp, web, webBranch } from './support.ts'

describe('a new pull request', () => {
  it('holds one commit with the version, byte for byte, and nothing else', async () => {
    const world = await setUp({
      env: {
        GITHUB_ACTIONS: 'true',
        GITHUB_REPOSITORY: 'acme/web',
        GITHUB_SHA: 'ab12'.repeat(10),
        GITHUB_ACTOR: 'ann',
        GITHUB_RUN_ID: '7',
      },
    })
    const { repo, github } = world
    const base = repo.branchHead('main')
    const { exitCode, result } = await world.update(...propose(image('web', '1.10')))
    const [head] = repo.log(webBranch)
    expect(exitCode).toBe(0)
    expect(result).toEqual({
      outcome: 'changed',
      changed: true,
      changes: [
        {
          file: web,
          line: 4,
          format: 'kustomize',
          kind: 'image',
          name: 'ghcr.io/acme/web',
          environment: 'dev',
          application: 'web',
          from: '1.0.0',
          to: '1.10',
        },
      ],
      files: [web],
      proposals: [
        {
          environments: ['dev'],
          applications: ['web'],
          branch: webBranch,
          commit: head?.oid,
          pullRequest: { number: 1, url: `${github.url}/acme/config/pull/1`, operation: 'created' },
          merged: false,
        },
      ],
      blocked: [],
      warnings: [],
      errors: [],
    })
    expect(head?.parents).toEqual([base])
    expect(git(repo.directory, 'diff', '--name-only', 'main', webBranch)).toBe(web)
    expect(world.text(webBranch)).toBe(kustomization('web', '"1.10"'))
    expect(head?.message.split('\n')[0]).toBe('web: 1.10 in dev')
    expect(parseTrailers(head?.message ?? '').map(({ key, value }) => `${key}: ${value}`)).toEqual([
      'Drawbridge-Command: update',
      'Drawbridge-Pin: dev/web ghcr.io/acme/web 1.0.0 -> 1.10',
      `Drawbridge-Source: acme/web@${'ab12'.repeat(10)}`,
      'Drawbridge-Actor: ann',
      `Drawbridge-Run: ${github.url}/acme/web/actions/runs/7`,
      'Drawbridge-Environment: dev',
      'Drawbridge-Application: web',
    ])
    expect(head?.author).toMatchObject({ name: 'drawbridge', email: 'drawbridge@users.noreply.github.com' })
    const [pull] = repo.pullRequests
    expect(pull).toMatchObject({ title: 'web: 1.10 in dev', baseRef: 'main', headRef: webBranch, isDraft: false })
    expect(pull?.body).toContain(`\`${web}:4\``)
    expect(pull?.body).toContain(`${github.url}/acme/web/commit/`)
  })

  it('gets its texts, labels and people as they are asked for', async () => {
    const world = await setUp({ settings: { teams: ['platform'] } })
    const { result } = await world.update(
      ...propose(image('web', '1.1.0')),
      ...['--title', 'Ship {application} to {environment}', '--body', 'Please **look**.', '--draft'],
      ...['--commit-message', 'chore: {application}', '--branch', 'bot/{application}-{environment}'],
      ...['--labels', 'deploy,dev', '--labels', 'bot', '--reviewers', 'ann', '--team-reviewers', 'platform'],
      ...['--assignees', 'bob'],
    )
    expect(result).toMatchObject({ outcome: 'changed', warnings: [] })
    const branch = result.proposals[0]?.branch ?? ''
    expect(branch).toMatch(/^bot\/web-dev/)
    expect(world.repo.pullRequests[0]).toMatchObject({
      title: 'Ship web to dev',
      headRef: branch,
      isDraft: true,
      labels: ['deploy', 'dev', 'bot'],
      reviewers: ['ann'],
      teams: ['platform'],
      assignees: ['bob'],
    })
    expect(world.repo.pullRequests[0]?.body).toMatch(/^Please \*\*look\*\*\.\n/)
    expect(world.repo.log(branch)[0]?.message).toMatch(/^chore: web\n\n/)
  })

  it('stands, with a warning, when a reviewer can not be asked', async () => {
    const world = await setUp({ settings: { collaborators: ['ann'] } })
    const { exitCode, result } = await world.update(...propose(image('web', '1.1.0')), '--reviewers', 'ann,stranger')
    expect(exitCode).toBe(0)
    expect(result.warnings).toMatchObject([{ code: 'unknown-reviewer', message: expect.stringContaining('stranger') }])
    expect(world.repo.pullRequests[0]?.reviewers).toEqual(['ann'])
  })

  it('says what the token of a workflow will not start', async () => {
    const world = await setUp({ token: { kind: 'workflow' } })
    const { result } = await world.update(...propose(image('web', '1.1.0')))
    expect(result.warnings).toMatchObject([{ code: 'checks-may-not-run', hint: expect.stringContaining('GitHub App') }])
    const again = await world.update(...propose(image('web', '1.1.0')))
    expect(again.result.warnings).toEqual([])
  })

  it('is for the base that was named', async () => {
    const world = await setUp()
    world.repo.commit({ branch: 'release', files: { [web]: kustomization('web', '0.5.0') } })
    const { result } = await world.update(...propose(image('web', '0.6.0')), '--base', 'release')
    expect(result.changes).toMatchObject([{ from: '0.5.0', to: '0.6.0' }])
    expect(world.repo.pullRequests).toMatchObject([{ baseRef: 'release' }])
    const other = await world.update(...propose(image('web', '1.1.0')))
    expect(other).toMatchObject({
      exitCode: 2,
      result: { errors: [{ code: 'branch-in-use', message: expect.stringContaining('#1 into release') }] },
    })
    expect(world.text(webBranch)).toBe(kustomization('web', '0.6.0'))
  })
})

describe('one proposal each', () => {
  const all = [
    '--image',
    image('web', '1.1.0'),
    '--image',
    image('api', '2.0.0'),
    '--environment',
    'all',
    '--delivery',
    'pull-request',
  ]

  it('application in an environment by default', async () => {
    const world = await setUp()
    const { result } = await world.update(...all, '--environment', 'dev')
    expect(result.proposals.map(({ branch }) => branch).sort()).toEqual(
      ['api', 'web'].flatMap((app) => ['dev', 'prod', 'staging'].map((env) => `drawbridge/${env}/${app}`)).sort(),
    )
    expect(world.repo.pullRequests.map(({ title }) => title)).toContain('api: 2.0.0 in staging')
    expect(world.repo.pullRequests).toHaveLength(6)
  })

  it('environment, or run, if asked to', async () => {
    const world = await setUp()
    const perEnvironment = await world.update(...all, '--group', 'environment')
    expect(perEnvironment.result.proposals.map(({ branch, applications }) => [branch, applications])).toEqual([
      ['drawbridge/dev/_all', ['api', 'web']],
      ['drawbridge/prod/_all', ['api', 'web']],
      ['drawbridge/staging/_all', ['api', 'web']],
    ])
    const run = await world.update(...all, '--group', 'run')
    expect(run.result.proposals).toMatchObject([
      { branch: 'drawbridge/_all/_all', environments: ['dev', 'prod', 'staging'], applications: ['api', 'web'] },
    ])
    expect(world.text('drawbridge/_all/_all')).toBe(kustomization('web', '1.1.0'))
  })

  it('branch, where the name given tells none apart', async () => {
    const world = await setUp()
    const { result } = await world.update(...all, '--branch', 'bump', '--environment', 'dev')
    expect(result.proposals).toMatchObject([{ branch: 'bump', applications: ['api', 'web'] }])
    expect(world.repo.pullRequests).toHaveLength(1)
    expect(world.repo.log('bump')).toHaveLength(2)
  })

  it('and what goes wrong with one keeps no other back', async () => {
    const world = await setUp()
    world.repo.commit({ branch: 'drawbridge/prod/web', files: { 'notes.txt': 'mine' }, message: 'By hand' })
    const { exitCode, result } = await world.update(...all)
    expect(exitCode).toBe(3)
    expect(result).toMatchObject({ outcome: 'refused', changed: true, errors: [{ code: 'foreign-commits' }] })
    expect(result.proposals).toHaveLength(5)
    expect(result.changes.map(({ environment, application }) => `${environment}/${application}`)).not.toContain(
      'prod/web',
    )
  })
})

it('what no proposal can get through is met once, and told once', async () => {
  const world = await setUp({ token: { repos: { 'acme/config': { contents: 'write', pull_requests: 'read' } } } })
  const { exitCode, result } = await world.update(
    ...['--image', image('web', '1.1.0'), '--environment', 'all', '--delivery', 'pull-request'],
  )
  expect({ exitCode, changed: result.changed }).toEqual({ exitCode: 1, changed: false })
  expect(result.errors).toMatchObject([{ code: 'missing-permission' }])
  expect(world.writes()).toEqual(['push', 'pulls/create'])
})

describe('run again', () => {
  it('does nothing for what is proposed already, and says so', async () => {
    const world = await setUp()
    const flags = [...propose(image('web', '1.1.0')), '--labels', 'bot', '--reviewers', 'ann']
    await world.update(...flags)
    const before = structuredClone(world.repo.pullRequests)
    expect(world.writes()).toEqual(['push', 'pulls/create', 'issues/add-labels', 'pulls/request-reviewers'])
    const { exitCode, result } = await world.update(...flags)
    expect(exitCode).toBe(0)
    expect(result).toMatchObject({ outcome: 'unchanged', changed: false, changes: [], files: [] })
    expect(result.proposals).toMatchObject([
      { pullRequest: { number: 1, operation: 'unchanged' }, environments: ['dev'] },
    ])
    expect(world.writes()).toEqual([])
    expect(world.repo.pullRequests).toEqual(before)
    const shown = await world.show(...flags)
    expect(shown.stdout).toBe(
      `Nothing to do\n  Pull request #1 unchanged: ${world.github.url}/acme/config/pull/1 (${webBranch})\n`,
    )
  })

  it('does nothing for what the base has already, and says what it has', async () => {
    const world = await setUp()
    const { exitCode, stdout } = await world.show(...propose(image('web', '1.0.0')))
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: 'Nothing to do\n  ghcr.io/acme/web is at 1.0.0 already, in 1 place\n',
    })
    expect(world.writes()).toEqual([])
  })

  it('as a dry run changes nothing, and shows what it would', async () => {
    const world = await setUp()
    const flags = [...propose(image('web', '1.1.0')), '--dry-run']
    const { exitCode, stdout, stderr } = await world.show(...flags)
    expect(exitCode).toBe(0)
    expect(stdout).toBe(
      `--- a/${web}\n+++ b/${web}\n@@ -1,7 +1,7 @@\n # web\n images:\n   - name: ghcr.io/acme/web\n-    newTag: 1.0.0  # by CI\n+    newTag: 1.1.0  # by CI\n \n   - name: ghcr.io/acme/web-proxy\n     newTag: "0.9.0"\n`,
    )
    expect(stderr).toContain('Dry run: would change 1 version in 1 file')
    expect((await world.update(...flags)).result).toMatchObject({ outcome: 'changed', files: [web], proposals: [] })
    expect(world.writes()).toEqual([])
    await world.update(...propose(image('web', '1.1.0')))
    world.writes()
    expect((await world.update(...flags)).result).toMatchObject({ outcome: 'unchanged', changed: false })
    expect(world.writes()).toEqual([])
  })
})
