import { describe, expect, it } from 'vitest'
import { git } from '../support/git.ts'
import { image, kustomization, propose, setUp, type World, web, webBranch } from './support.ts'

const open = propose(image('web', '1.1.0'))

async function withOpen(): Promise<World> {
  const world = await setUp()
  const { result } = await world.update(...open)
  expect(result.proposals[0]?.pullRequest?.operation).toBe('created')
  world.writes()
  return world
}

describe('an open pull request', () => {
  it('moves in place to a newer version, and its labels and people stay', async () => {
    const world = await withOpen()
    const [pull] = world.repo.pullRequests
    if (pull) Object.assign(pull, { labels: ['bug'], assignees: ['bob'] })
    const { result } = await world.update(...propose(image('web', '1.2.0')))
    expect(result).toMatchObject({
      outcome: 'changed',
      changes: [{ from: '1.0.0', to: '1.2.0' }],
      proposals: [{ pullRequest: { number: 1, operation: 'updated' } }],
    })
    expect(world.repo.pullRequests).toMatchObject([
      { state: 'open', title: 'web: 1.2.0 in dev', labels: ['bug'], assignees: ['bob'] },
    ])
    expect(world.repo.log(webBranch).map(({ parents }) => parents)).toEqual([[world.repo.branchHead('main')], []])
    expect(world.text(webBranch)).toBe(kustomization('web', '1.2.0'))
    expect(world.writes()).toEqual(['push', 'pulls/update'])
  })

  it('keeps what it had when another image of the application comes', async () => {
    const world = await withOpen()
    const { result } = await world.update(...propose(image('web-proxy', '1.0.0')))
    expect(world.text(webBranch)).toBe(kustomization('web', '1.1.0', '1.0.0'))
    expect(result.changes).toMatchObject([{ name: 'ghcr.io/acme/web-proxy', from: '0.9.0', to: '1.0.0' }])
    const [pull] = world.repo.pullRequests
    expect(pull?.body).toMatch(/1\.0\.0` → `1\.1\.0[\s\S]*0\.9\.0` → `1\.0\.0/)
    expect(world.repo.log(webBranch)[0]?.message.match(/^Drawbridge-Pin: .*$/gm)).toEqual([
      'Drawbridge-Pin: dev/web ghcr.io/acme/web 1.0.0 -> 1.1.0',
      'Drawbridge-Pin: dev/web ghcr.io/acme/web-proxy 0.9.0 -> 1.0.0',
    ])
  })

  it('is not moved back by an older run', async () => {
    const world = await withOpen()
    const { exitCode, result } = await world.update(...propose(image('web', '1.0.5')))
    expect(exitCode).toBe(3)
    expect(result).toMatchObject({
      outcome: 'refused',
      changed: false,
      errors: [{ code: 'downgrade', file: web, line: 4 }],
    })
    expect(world.writes()).toEqual([])
    expect((await world.update(...propose(image('web', '1.0.5')), '--allow-downgrade')).exitCode).toBe(0)
    expect(world.text(webBranch)).toBe(kustomization('web', '1.0.5'))
  })

  it('takes the base along when it moves: other files, and other lines of the same file', async () => {
    const world = await withOpen()
    const moved = kustomization('web', '1.0.0').replace('# web', '# web, by hand')
    world.repo.commit({ files: { [web]: moved, 'README.md': 'New\n' } })
    await world.update(...propose(image('web-proxy', '1.0.0')))
    expect(world.text(webBranch)).toBe(kustomization('web', '1.1.0', '1.0.0').replace('# web', '# web, by hand'))
    expect(world.text(webBranch, 'README.md')).toBe('New\n')
    expect(world.repo.log(webBranch)[0]?.parents).toEqual([world.repo.branchHead('main')])
  })

  it('stays as it is when the base moved elsewhere', async () => {
    const world = await withOpen()
    world.repo.commit({ files: { 'README.md': 'New\n' } })
    const { result } = await world.update(...open)
    expect(result).toMatchObject({ outcome: 'unchanged', proposals: [{ pullRequest: { operation: 'unchanged' } }] })
    expect(world.writes()).toEqual([])
  })

  it('is made anew where the base changed the same file, so that it can be merged', async () => {
    const world = await withOpen()
    world.repo.commit({ files: { [web]: kustomization('web', '1.0.5') } })
    const { result } = await world.update(...open)
    expect(result.proposals).toMatchObject([{ pullRequest: { operation: 'updated' } }])
    expect(world.text(webBranch)).toBe(kustomization('web', '1.1.0'))
    expect(world.repo.pullRequests[0]?.body).toContain('`1.0.5` → `1.1.0`')
  })

  it('never undoes what the base got by hand meanwhile', async () => {
    const world = await withOpen()
    world.repo.commit({ files: { [web]: kustomization('web', '1.3.0') } })
    await world.update(...propose(image('web-proxy', '1.0.0')))
    expect(world.text(webBranch)).toBe(kustomization('web', '1.3.0', '1.0.0'))
    expect(world.repo.pullRequests).toMatchObject([
      { state: 'open', title: 'web: ghcr.io/acme/web-proxy 1.0.0 in dev' },
    ])
  })

  it('is left alone when the base has the version already', async () => {
    const world = await withOpen()
    world.repo.commit({ files: { [web]: kustomization('web', '1.1.0') } })
    const { exitCode, result } = await world.update(...open)
    expect(exitCode).toBe(0)
    expect(result).toMatchObject({ outcome: 'unchanged', proposals: [] })
    expect(world.writes()).toEqual([])
  })

  it('keeps what a run for another folder of the repo proposed', async () => {
    const files = Object.fromEntries(
      ['one', 'two'].map((folder) => [`${folder}/${web}`, kustomization('web', '1.0.0')]),
    )
    const world = await setUp({ files })
    const checkout = world.clone()
    const flags = (folder: string, tag: string) => [
      '--directory',
      `${checkout}/${folder}`,
      ...propose(image('web', tag)),
    ]
    const { result } = await world.update(...flags('one', '1.1.0'))
    expect(result.files).toEqual([web])
    await world.update(...flags('two', '1.2.0'))
    expect(world.text(webBranch, `one/${web}`)).toBe(kustomization('web', '1.1.0'))
    expect(world.text(webBranch, `two/${web}`)).toBe(kustomization('web', '1.2.0'))
    expect(world.repo.pullRequests).toHaveLength(1)
    expect(world.repo.pullRequests[0]?.body).toContain(`\`one/${web}:4\``)
  })

  it('keeps a title, a body and a state that nobody asked to change while nothing else changes', async () => {
    const world = await withOpen()
    const [pull] = world.repo.pullRequests
    if (pull) Object.assign(pull, { title: 'By hand', body: 'By hand', isDraft: true })
    await world.update(...open)
    expect(world.repo.pullRequests).toMatchObject([{ title: 'By hand', body: 'By hand', isDraft: true }])
  })
})

describe("somebody else's work on the branch", () => {
  const newer = propose(image('web', '1.2.0'))

  it.each([
    {
      name: 'a commit on top',
      act: (world: World) => void world.repo.commit({ branch: webBranch, files: { note: '' } }),
    },
    { name: 'a commit below', act: rebaseOnPerson },
    { name: 'a new file in our own commit', act: amend },
  ])('is never thrown away: $name', async ({ act }) => {
    const world = await withOpen()
    act(world)
    const head = world.repo.branchHead(webBranch)
    const { exitCode, result } = await world.update(...newer)
    expect(exitCode).toBe(3)
    expect(result).toMatchObject({
      outcome: 'refused',
      errors: [{ code: 'foreign-commits', message: expect.stringContaining(webBranch) }],
    })
    expect(world.repo.branchHead(webBranch)).toBe(head)
    expect(world.writes()).toEqual([])
  })

  it('is not what the button "Update branch" merges', async () => {
    const world = await withOpen()
    const { repo } = world
    repo.commit({ files: { 'README.md': 'New\n' } })
    mergeBaseIntoBranch(world)
    expect((await world.update(...open)).result.outcome).toBe('unchanged')
    const { result } = await world.update(...newer)
    expect(result.proposals).toMatchObject([{ pullRequest: { number: 1, operation: 'updated' } }])
    expect(repo.log(webBranch)[0]?.parents).toEqual([repo.branchHead('main')])
    expect(world.text(webBranch)).toBe(kustomization('web', '1.2.0'))
    expect(world.text(webBranch, 'README.md')).toBe('New\n')
  })
})

describe('a branch that is left over', () => {
  it.each([{ method: 'merge' as const }, { method: 'squash' as const }])(
    'from a $method is used anew',
    async ({ method }) => {
      const world = await withOpen()
      expect(
        (await world.update(...open.slice(0, -1), 'merge', '--merge-method', method)).result.proposals,
      ).toMatchObject([{ merged: true }])
      world.repo.setRef(`refs/heads/${webBranch}`, world.repo.pullRequests[0]?.headSha ?? null)
      const { exitCode, result } = await world.update(...propose(image('web', '1.2.0')))
      expect({ exitCode, warnings: result.warnings }).toEqual({ exitCode: 0, warnings: [] })
      expect(result.proposals).toMatchObject([{ pullRequest: { number: 2, operation: 'created' } }])
      expect(world.repo.log(webBranch)[0]?.parents).toEqual([world.repo.branchHead('main')])
    },
  )

  it('from a pull request that a person closed is used anew, with a warning', async () => {
    const world = await withOpen()
    const [pull] = world.repo.pullRequests
    if (pull) pull.state = 'closed'
    const { exitCode, result } = await world.update(...propose(image('web-proxy', '1.0.0')))
    expect(exitCode).toBe(0)
    expect(result.warnings).toMatchObject([{ code: 'closed-before', message: expect.stringContaining('#1') }])
    expect(world.repo.pullRequests).toHaveLength(2)
    expect(world.text(webBranch)).toBe(kustomization('web', '1.0.0', '1.0.0'))
  })

  it('from a run that did not come to its pull request is taken up', async () => {
    const world = await setUp()
    world.github.fault({
      match: { operation: 'pulls/create' },
      do: { status: 422, body: { message: 'Validation Failed' } },
    })
    const first = await world.update(...open)
    expect(first).toMatchObject({ exitCode: 1, result: { outcome: 'failed', changed: false, proposals: [] } })
    expect(world.repo.branchHead(webBranch)).toBeDefined()
    await world.update(...propose(image('web-proxy', '1.0.0')))
    expect(world.repo.pullRequests).toHaveLength(1)
    expect(world.text(webBranch)).toBe(kustomization('web', '1.1.0', '1.0.0'))
  })
})

function headOf({ repo }: World) {
  const [head] = repo.log(webBranch)
  if (!head) throw new Error('no branch')
  return head
}

function rebaseOnPerson(world: World): void {
  const { repo } = world
  const ours = headOf(world)
  repo.commit({ branch: 'person', files: { 'hotfix.txt': 'x' }, message: 'By hand' })
  repo.commit({ branch: 'person', files: { [web]: world.text(webBranch) ?? '' }, message: ours.message.trimEnd() })
  repo.setRef(`refs/heads/${webBranch}`, repo.branchHead('person') ?? null)
}

function amend(world: World): void {
  const { repo } = world
  const ours = headOf(world)
  const files = { [web]: world.text(webBranch) ?? '', 'added.txt': 'x' }
  repo.commit({ branch: 'amended', files, message: ours.message.trimEnd() })
  repo.setRef(`refs/heads/${webBranch}`, repo.branchHead('amended') ?? null)
}

function mergeBaseIntoBranch({ repo }: World): void {
  const run = (...args: string[]) => git(repo.directory, ...args)
  const tree = run('merge-tree', '--write-tree', webBranch, 'main')
  const commit = run('commit-tree', '-p', webBranch, '-p', 'main', '-m', `Merge branch 'main' into ${webBranch}`, tree)
  repo.setRef(`refs/heads/${webBranch}`, commit)
}
