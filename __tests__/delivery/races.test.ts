import { expect, it } from 'vitest'
import { commitAll, git, makeFolder, makeRemote, writeTree } from '../support/git.ts'
import { runForResult } from '../support/run-drawbridge.ts'
import { image, kustomization, propose, setUp, web, webBranch } from './support.ts'

it('12 pushes of different images to one branch at once all land, in one line of commits', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `app${index}`)
  const entries = names.map((name) => `  - name: ghcr.io/acme/${name}\n    newTag: 1.0.0\n`).join('')
  const { work, bare } = makeRemote({ [web]: `images:\n${entries}` })
  const runs = await Promise.all(
    names.map((name) => {
      const flags = ['--image', image(name, '2.0.0'), '--environment', 'dev', '--delivery', 'push']
      return runForResult(['update', ...flags], { cwd: work })
    }),
  )
  expect(runs.map(({ exitCode }) => exitCode)).toEqual(names.map(() => 0))
  expect(git(bare, 'show', `main:${web}`)).toBe(`images:\n${entries.replaceAll('1.0.0', '2.0.0')}`.trimEnd())
  expect(git(bare, 'rev-list', '--count', '--no-merges', 'main')).toBe('13')
  const landed = git(bare, 'rev-list', 'main').split('\n')
  expect(runs.every(({ result }) => landed.includes(result.proposals[0]?.commit ?? ''))).toBe(true)
}, 60_000)

it('two runs for one application at once end in one pull request with both images', async () => {
  const world = await setUp()
  const runs = await Promise.all([
    world.update(...propose(image('web', '1.1.0'))),
    world.update(...propose(image('web-proxy', '1.0.0'))),
  ])
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0])
  expect(world.repo.pullRequests).toHaveLength(1)
  expect(world.text(webBranch)).toBe(kustomization('web', '1.1.0', '1.0.0'))
  expect(world.repo.pullRequest(1).body).toMatch(/`1\.1\.0`[\s\S]*`0\.9\.0` → `1\.0\.0`/)
})

it.each([
  { name: 'before the first run asks for its pull request', operation: 'pulls/create' },
  { name: 'before the first run pushes its branch', operation: 'receive-pack' },
])('a second run that comes $name loses nothing of either', async ({ operation }) => {
  const world = await setUp()
  let second: Promise<unknown> | undefined
  world.github.fault({
    match: { operation, method: 'POST' },
    do: { before: () => (second = world.update(...propose(image('web-proxy', '1.0.0')))) },
  })
  const first = await world.update(...propose(image('web', '1.1.0')))
  expect(await second).toMatchObject({ exitCode: 0 })
  expect(first.exitCode).toBe(0)
  expect(world.text(webBranch)).toBe(kustomization('web', '1.1.0', '1.0.0'))
  expect(world.repo.pullRequests).toHaveLength(1)
  expect(world.repo.pullRequest(1).body).toMatch(/`1\.1\.0`[\s\S]*`0\.9\.0` → `1\.0\.0`/)
})

it('a pull request that is merged while it is moved is followed by another, with nothing lost', async () => {
  const world = await setUp()
  await world.update(...propose(image('web', '1.1.0')))
  const pull = world.repo.pullRequest(1)
  world.github.fault({
    match: { operation: 'receive-pack', method: 'POST' },
    do: {
      before: () => {
        world.repo.commit({ files: { [web]: kustomization('web', '1.1.0') } })
        pull.state = 'closed'
        pull.merged = { sha: world.repo.branchHead('main') ?? '', at: world.repo.timestamp(), by: pull.author }
        pull.closedAt = world.repo.timestamp()
      },
    },
  })
  const { exitCode, result } = await world.update(...propose(image('web-proxy', '1.0.0')))
  expect(exitCode).toBe(0)
  expect(result.proposals).toMatchObject([{ pullRequest: { number: 2, operation: 'created' } }])
  expect(world.text(webBranch)).toBe(kustomization('web', '1.1.0', '1.0.0'))
})

it('a push that loses a race is planned anew on what came first, and says so', async () => {
  const world = await setUp()
  const push = ['--image', image('web', '1.1.0'), '--environment', 'dev', '--delivery', 'push']
  world.github.fault({
    match: { operation: 'receive-pack', method: 'POST' },
    do: { before: () => world.repo.commit({ files: { [web]: kustomization('web', '1.0.7', '5.0.0') } }) },
  })
  const { exitCode, result, stderr } = await world.update(...push)
  expect(exitCode).toBe(0)
  expect(result.changes).toMatchObject([{ from: '1.0.7', to: '1.1.0' }])
  expect(world.text('main')).toBe(kustomization('web', '1.1.0', '5.0.0'))
  expect(stderr).toContain('main was moved by somebody else')
})

it('an older push that loses the race against a newer one is refused', async () => {
  const world = await setUp()
  world.github.fault({
    match: { operation: 'receive-pack', method: 'POST' },
    do: { before: () => world.repo.commit({ files: { [web]: kustomization('web', '1.2.0') } }) },
  })
  const flags = ['--image', image('web', '1.1.0'), '--environment', 'dev', '--delivery', 'push']
  expect(await world.update(...flags)).toMatchObject({ exitCode: 3, result: { errors: [{ code: 'downgrade' }] } })
  expect(world.text('main')).toBe(kustomization('web', '1.2.0'))
})

it('a push that loses every race ends at the deadline with one clear error', async () => {
  const world = await setUp()
  world.github.fault({
    match: { operation: 'receive-pack', method: 'POST' },
    do: { before: () => world.repo.commit({ files: { 'README.md': `${Math.random()}` } }) },
    times: 100,
  })
  const flags = ['--image', image('web', '1.1.0'), '--environment', 'dev', '--delivery', 'push', '--deadline', '1']
  const { exitCode, result } = await world.update(...flags)
  expect(exitCode).toBe(1)
  expect(result).toMatchObject({ outcome: 'failed', changed: false, proposals: [] })
  expect(result.errors).toMatchObject([
    {
      code: 'deadline',
      message: expect.stringMatching(/^Gave up after 1 s .*main kept being moved/),
      hint: expect.any(String),
    },
  ])
})

it('a push whose answer is lost is not made twice', async () => {
  const world = await setUp()
  world.github.fault({ match: { operation: 'receive-pack', method: 'POST' }, do: 'cut-after' })
  const flags = ['--image', image('web', '1.1.0'), '--environment', 'dev', '--delivery', 'push']
  expect(await world.update(...flags)).toMatchObject({ exitCode: 0, result: { proposals: [{ merged: true }] } })
  expect(world.repo.log()).toHaveLength(2)
})

it('a pull request whose answer is lost is not opened twice', async () => {
  const world = await setUp()
  world.github.fault({ match: { operation: 'pulls/create' }, do: 'cut-after' })
  const { result } = await world.update(...propose(image('web', '1.1.0')))
  expect(result.proposals).toMatchObject([{ pullRequest: { number: 1, operation: 'created' } }])
  expect(world.repo.pullRequests).toHaveLength(1)
})

it('a checkout whose branch is moved while the commit is made is left alone', async () => {
  const { work } = makeRemote({ [web]: kustomization('web', '1.0.0') })
  const other = makeFolder()
  writeTree(other, {
    git: {
      executable: `#!/bin/sh\ncase "$*" in *fast-import*) $REAL -C ${work} commit -q --allow-empty -m Other;; esac\nexec $REAL "$@"\n`,
    },
  })
  const real = git(work, '--exec-path')
  const env = {
    REAL: `${real}/git`,
    PATH: `${other}:${process.env.PATH}`,
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@b',
  }
  const flags = ['update', '--image', image('web', '1.1.0'), '--environment', 'dev', '--delivery', 'commit']
  expect(await runForResult(flags, { cwd: work, env })).toMatchObject({
    exitCode: 1,
    result: { errors: [{ code: 'conflict' }] },
  })
  expect(git(work, 'log', '--format=%s')).toBe('Other\nFirst')
  expect(git(work, 'status', '--porcelain')).toBe('')
  commitAll(work, 'Still works')
})
