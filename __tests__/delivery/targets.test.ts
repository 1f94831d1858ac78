import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseTrailers } from '../../src/report/commit-message.ts'
import { commitAll, git, makeFolder, makeRemote, writeTree } from '../support/git.ts'
import { runForResult } from '../support/run-drawbridge.ts'
import { image, kustomization, propose, setUp, web, webBranch } from './support.ts'

const plain = {
  [web]: kustomization('web', '1.0.0'),
  'apps/web/overlays/prod/kustomization.yaml': kustomization('web', '1.0.0'),
  'run.sh': { executable: '#!/bin/sh\n' },
  'notes.txt': 'a\r\nb\r\n',
}
const wanted = ['update', '--image', image('web', '1.1.0'), '--environment', 'dev']
const next = kustomization('web', '1.1.0')

describe('files', () => {
  it('edits the files of a folder that is no Git repo, without Git, and nothing else', async () => {
    const folder = makeFolder()
    writeTree(folder, { ...plain, [web]: { executable: kustomization('web', '1.0.0') } })
    const { exitCode, result } = await runForResult(wanted, { cwd: folder, env: { PATH: '/no/git/here' } })
    expect({ exitCode, outcome: result.outcome, files: result.files, proposals: result.proposals }).toEqual({
      exitCode: 0,
      outcome: 'changed',
      files: [web],
      proposals: [],
    })
    expect(readFileSync(join(folder, web), 'utf8')).toBe(next)
    expect(statSync(join(folder, web)).mode & 0o777).toBe(0o755)
    const again = await runForResult(wanted, { cwd: folder })
    expect(again).toMatchObject({
      exitCode: 0,
      result: { outcome: 'unchanged', changed: false, changes: [], files: [] },
    })
  })

  it('edits a file that has other changes, in a sub-folder of a checkout too', async () => {
    const { work } = makeRemote(plain)
    writeFileSync(join(work, web), `# mine\n${kustomization('web', '1.0.0')}`)
    const { result } = await runForResult([...wanted, '--directory', join(work, 'apps')])
    expect(result.files).toEqual([web.replace('apps/', '')])
    expect(readFileSync(join(work, web), 'utf8')).toBe(`# mine\n${next}`)
    expect(git(work, 'rev-list', '--count', 'HEAD')).toBe('1')
  })
})

describe('commit', () => {
  const flags = [...wanted, '--delivery', 'commit']

  it('commits on the branch that is checked out, and leaves every other change where it was', async () => {
    const { work, bare } = makeRemote(plain)
    writeTree(work, { 'notes.txt': 'mine', 'new.txt': 'mine' })
    const parent = git(work, 'rev-parse', 'HEAD')
    const { exitCode, result } = await runForResult(flags, { cwd: work })
    const commit = git(work, 'rev-parse', 'HEAD')
    expect({ exitCode, outcome: result.outcome }).toEqual({ exitCode: 0, outcome: 'changed' })
    expect(result.proposals).toEqual([
      { environments: ['dev'], applications: ['web'], branch: 'main', commit, pullRequest: null, merged: false },
    ])
    expect(git(work, 'rev-parse', 'HEAD^')).toBe(parent)
    expect(git(work, 'diff', '--raw', '--no-abbrev', 'HEAD^', 'HEAD')).toMatch(/^:100644 100644 \S+ \S+ M\t\S+$/)
    expect(git(work, 'show', `HEAD:${web}`)).toBe(next.trimEnd())
    expect(readFileSync(join(work, web), 'utf8')).toBe(next)
    expect(git(work, 'status', '--porcelain').split('\n').sort()).toEqual([' M notes.txt', '?? new.txt'])
    expect(git(bare, 'rev-parse', 'main')).toBe(parent)
    expect(await runForResult(flags, { cwd: work })).toMatchObject({ exitCode: 0, result: { outcome: 'unchanged' } })
    expect(git(work, 'rev-parse', 'HEAD')).toBe(commit)
  })

  it('makes one commit for each application in an environment', async () => {
    const { work } = makeRemote(plain)
    const { result } = await runForResult([...flags, '--environment', 'prod', '--source', 'acme/web@abc1234'], {
      cwd: work,
    })
    expect(result.proposals.map(({ environments }) => environments)).toEqual([['dev'], ['prod']])
    expect(git(work, 'log', '--format=%s%x09%an')).toBe(
      'web: 1.1.0 in prod\tdrawbridge\nweb: 1.1.0 in dev\tdrawbridge\nFirst\tAda',
    )
    expect(parseTrailers(git(work, 'log', '-1', '--format=%B'))).toContainEqual({
      key: 'Drawbridge-Source',
      value: 'acme/web@abc1234',
    })
    expect(git(work, 'status', '--porcelain')).toBe('')
  })

  it('needs a checkout, and the base that is checked out', async () => {
    const { work } = makeRemote(plain)
    const other = await runForResult([...flags, '--base', 'release'], { cwd: work })
    expect(other).toMatchObject({ exitCode: 2, result: { errors: [{ code: 'other-branch' }] } })
    const none = await runForResult([...flags, '--repository', 'acme/config'], { cwd: work })
    expect(none).toMatchObject({ exitCode: 2, result: { errors: [{ code: 'no-directory' }] } })
    expect(git(work, 'rev-list', '--count', 'HEAD')).toBe('1')
  })
})

describe('push', () => {
  const flags = [...wanted, '--delivery', 'push']

  it('plans on what the remote has, whatever a stale checkout with changes holds, and leaves that alone', async () => {
    const { work, bare } = makeRemote(plain)
    const other = makeFolder()
    git(other, 'clone', '--quiet', bare, '.')
    writeTree(other, { [web]: kustomization('web', '1.0.5', '7.0.0'), 'late.txt': 'x' })
    const late = commitAll(other, 'Late')
    git(other, 'push', '--quiet')
    const local = commitAll(work, 'Not pushed')
    writeFileSync(join(work, web), 'broken: [')
    const { exitCode, result } = await runForResult(flags, { cwd: work })
    expect(exitCode).toBe(0)
    expect(result).toMatchObject({
      changes: [{ from: '1.0.5', to: '1.1.0' }],
      proposals: [{ branch: 'main', commit: git(bare, 'rev-parse', 'main'), pullRequest: null, merged: true }],
    })
    expect(git(bare, 'rev-parse', 'main^')).toBe(late)
    expect(git(bare, 'diff', '--name-only', 'main^', 'main')).toBe(web)
    expect(git(bare, 'show', `main:${web}`)).toBe(kustomization('web', '1.1.0', '7.0.0').trimEnd())
    expect(git(work, 'rev-parse', 'HEAD')).toBe(local)
    expect(readFileSync(join(work, web), 'utf8')).toBe('broken: [')
    expect(git(work, 'for-each-ref', 'refs/drawbridge')).toBe('')
  })

  it('does nothing the second time, and as a dry run only shows what it would do', async () => {
    const { work, bare } = makeRemote(plain)
    const dry = await runForResult([...flags, '--dry-run'], { cwd: work })
    expect(dry.result).toMatchObject({ outcome: 'changed', files: [web], proposals: [] })
    expect(git(bare, 'rev-list', '--count', 'main')).toBe('1')
    await runForResult(flags, { cwd: work })
    const again = await runForResult(flags, { cwd: work })
    expect(again).toMatchObject({ exitCode: 0, result: { outcome: 'unchanged', changed: false, proposals: [] } })
    expect(git(bare, 'rev-list', '--count', 'main')).toBe('2')
  })

  it('pushes to a repo on GitHub without a checkout, executable files and links as they were', async () => {
    const world = await setUp({
      files: {
        [web]: { content: kustomization('web', '1.0.0'), mode: '100755' },
        'bin/x': { content: 'x', mode: '100755' },
        link: { content: 'bin/x', mode: '120000' },
      },
    })
    const before = git(world.repo.directory, 'ls-tree', '-r', 'main')
    const { result } = await world.update(
      '--image',
      image('web', '1.1.0'),
      '--environment',
      'dev',
      '--delivery',
      'push',
    )
    expect(result.proposals).toMatchObject([{ branch: 'main', merged: true, pullRequest: null }])
    const after = git(world.repo.directory, 'ls-tree', '-r', 'main')
    const blob = /(\S+)\tapps/.exec(before)?.[1] ?? ''
    expect(after.replace(/\S+(?=\tapps)/, blob)).toBe(before)
    expect(world.text('main')).toBe(next)
    expect(world.writes()).toEqual(['push'])
  })

  it('works from a sub-folder, from a shallow clone and from a detached head with a base', async () => {
    const { work, bare } = makeRemote(plain)
    commitAll(work, 'Second')
    git(work, 'push', '--quiet')
    const shallow = makeFolder()
    git(shallow, 'clone', '--quiet', '--depth=1', `file://${bare}`, '.')
    git(shallow, 'checkout', '--quiet', '--detach')
    const { exitCode, result } = await runForResult([...flags, '--base', 'main'], { cwd: join(shallow, 'apps') })
    expect({ exitCode, files: result.files }).toEqual({ exitCode: 0, files: ['web/overlays/dev/kustomization.yaml'] })
    expect(git(bare, 'log', '--format=%s', 'main')).toBe('web: 1.1.0 in dev\nSecond\nFirst')
    expect(git(shallow, 'rev-list', '--count', 'HEAD')).toBe('1')
  })
})

describe('pull-request', () => {
  it('goes to the repo of the checkout, and leaves the checkout as it is', async () => {
    const world = await setUp()
    const checkout = world.clone()
    const before = git(checkout, 'rev-parse', 'HEAD')
    const run = (...flags: string[]) =>
      runForResult(['update', ...propose(image('web', '1.1.0')), ...flags], { cwd: checkout, env: world.env })
    expect((await run()).result.proposals).toMatchObject([{ branch: webBranch, pullRequest: { operation: 'created' } }])
    expect(world.text(webBranch)).toBe(next)
    expect((await run('--repository', 'ACME/config', '--directory', '.')).result.proposals).toMatchObject([
      { pullRequest: { operation: 'unchanged' } },
    ])
    expect([git(checkout, 'rev-parse', 'HEAD'), git(checkout, 'status', '--porcelain')]).toEqual([before, ''])
    expect(git(checkout, 'for-each-ref', 'refs/drawbridge')).toBe('')
  })

  it('is moved from a shallow checkout that is behind, without making it deeper', async () => {
    const world = await setUp()
    const checkout = makeFolder()
    git(checkout, 'clone', '--quiet', '--depth=1', `file://${world.repo.directory}`, '.')
    git(checkout, 'remote', 'set-url', 'origin', `${world.github.url}/acme/config`)
    const run = (name: string) =>
      runForResult(['update', ...propose(image(name, '1.1.0'))], { cwd: checkout, env: world.env })
    await run('web')
    world.repo.commit({ files: { 'README.md': 'One' } })
    world.repo.commit({ files: { 'README.md': 'Two' } })
    expect((await run('web-proxy')).result.proposals).toMatchObject([{ pullRequest: { operation: 'updated' } }])
    expect(world.text(webBranch)).toBe(kustomization('web', '1.1.0', '1.1.0'))
    expect(world.repo.log(webBranch)[0]?.parents).toEqual([world.repo.branchHead('main')])
    expect(git(checkout, 'rev-list', '--count', 'HEAD')).toBe('1')
  })

  it('is merged from a checkout, too, which then only has to pull', async () => {
    const world = await setUp()
    const checkout = world.clone()
    const flags = ['update', ...propose(image('web', '1.1.0')).slice(0, -1), 'merge']
    const { result } = await runForResult(flags, { cwd: checkout, env: world.env })
    expect(result.proposals).toMatchObject([{ merged: true, commit: world.repo.branchHead('main') }])
    expect(readFileSync(join(checkout, web), 'utf8')).toBe(kustomization('web', '1.0.0'))
  })

  it('is refused where checkout and repository are two repos, or the remote is none of GitHub', async () => {
    const world = await setUp()
    const checkout = world.clone()
    const flags = ['--directory', checkout, ...propose(image('web', '1.1.0'))]
    const other = await runForResult(['update', '--repository', 'acme/other', ...flags], { env: world.env })
    expect(other).toMatchObject({ exitCode: 2, result: { errors: [{ code: 'other-repository' }] } })
    git(checkout, 'remote', 'set-url', 'origin', world.repo.directory)
    const none = await runForResult(['update', ...flags], { env: world.env })
    expect(none).toMatchObject({ exitCode: 2, result: { errors: [{ code: 'no-repository' }] } })
  })
})
