import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCheckout } from '../../src/repo/checkout.ts'
import { deleteBranch, push } from '../../src/repo/push.ts'
import { parsePushReport } from '../../src/repo/push-report.ts'
import { commitAll, git, makeFolder, makeRemote, writeHook } from '../support/git.ts'

async function setUp() {
  const { bare, work } = makeRemote({ 'a.yaml': 'a' })
  const first = git(work, 'rev-parse', 'HEAD')
  const second = commitAll(work, 'Second')
  const { repo } = await openCheckout(work)
  return { bare, work, repo, first, second, at: (branch: string) => git(bare, 'rev-parse', `refs/heads/${branch}`) }
}

/** Somebody else's push. */
function moveMain(bare: string): string {
  const other = join(makeFolder(), 'other')
  git(makeFolder(), 'clone', '-q', bare, other)
  const commit = commitAll(other, 'Theirs')
  git(other, 'push', '-q', 'origin', 'main')
  return commit
}

describe('pushed', () => {
  it('moves a branch, makes one, and moves several at once', async () => {
    const { repo, first, second, at } = await setUp()
    expect(await push(repo, [{ branch: 'main', commit: second, expected: first }])).toEqual({ status: 'pushed' })
    expect(await push(repo, [{ branch: 'new/x', commit: second, expected: null }])).toEqual({ status: 'pushed' })
    const both = [
      { branch: 'new/x', commit: first, expected: second, force: true },
      { branch: 'new/y', commit: second, expected: null },
    ]
    expect(await push(repo, both)).toEqual({ status: 'pushed' })
    expect([at('main'), at('new/x'), at('new/y')]).toEqual([second, first, second])
    expect(await push(repo, [])).toEqual({ status: 'pushed' })
  })

  it('counts a branch that is there already', async () => {
    const { repo, first, second } = await setUp()
    await push(repo, [{ branch: 'main', commit: second, expected: first }])
    expect(await push(repo, [{ branch: 'main', commit: second, expected: first }])).toEqual({ status: 'pushed' })
  })

  it('pushes from a shallow checkout', async () => {
    const { bare, at, first } = await setUp()
    const shallow = join(makeFolder(), 'shallow')
    git(makeFolder(), 'clone', '-q', '--depth=1', `file://${bare}`, shallow)
    const commit = commitAll(shallow, 'Third')
    const { repo } = await openCheckout(shallow)
    expect(await push(repo, [{ branch: 'main', commit, expected: first }])).toEqual({ status: 'pushed' })
    expect(at('main')).toBe(commit)
  })

  it('sends no tags and nothing else, whatever the configuration says', async () => {
    const { repo, work, bare, first, second } = await setUp()
    git(work, 'tag', '-a', '-m', 'x', 'v1')
    git(work, 'config', 'push.followTags', 'true')
    git(work, 'config', 'remote.origin.push', 'refs/*:refs/*')
    await push(repo, [{ branch: 'main', commit: second, expected: first }])
    expect(git(bare, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main')
  })
})

describe('conflict', () => {
  it.each([
    { name: 'one branch', more: [] },
    { name: 'several, none of which moves', more: [{ branch: 'side', commit: 'second', expected: null }] },
  ])('$name: the remote moved', async ({ more }) => {
    const { repo, bare, first, second, at } = await setUp()
    const theirs = moveMain(bare)
    const updates = [
      { branch: 'main', commit: second, expected: first },
      ...more.map((one) => ({ ...one, commit: second })),
    ]
    expect(await push(repo, updates)).toMatchObject({ status: 'conflict', branch: 'main' })
    expect(at('main')).toBe(theirs)
    expect(() => at('side')).toThrow()
  })

  it('a branch that must not exist does, or the other way round', async () => {
    const { repo, first, second } = await setUp()
    expect(await push(repo, [{ branch: 'main', commit: second, expected: null }])).toMatchObject({ status: 'conflict' })
    const gone = [{ branch: 'gone', commit: second, expected: first }]
    expect(await push(repo, gone)).toMatchObject({ status: 'conflict', branch: 'gone' })
  })

  it('even by force', async () => {
    const { repo, bare, first, second, at } = await setUp()
    const theirs = moveMain(bare)
    const forced = [{ branch: 'main', commit: second, expected: first, force: true }]
    expect(await push(repo, forced)).toMatchObject({ status: 'conflict' })
    expect(at('main')).toBe(theirs)
  })

  it('the remote moved while the server was looking', async () => {
    const { repo, bare, work, first, second } = await setUp()
    git(work, 'push', '-q', 'origin', `${commitAll(work, 'Third')}:refs/keep/third`)
    const third = git(work, 'rev-parse', 'HEAD')
    writeHook(bare, 'pre-receive', `env -u GIT_QUARANTINE_PATH git update-ref refs/heads/main ${third}`)
    const result = await push(repo, [{ branch: 'main', commit: second, expected: first }])
    expect(result).toMatchObject({ status: 'conflict', branch: 'main' })
  })
})

describe('protected', () => {
  const rules = 'echo "error: GH006: Protected branch update failed for refs/heads/main." >&2; exit 1'

  it("gives the remote's own text", async () => {
    const { repo, bare, first, second, at } = await setUp()
    writeHook(bare, 'pre-receive', rules)
    const result = await push(repo, [{ branch: 'main', commit: second, expected: first }])
    expect(result).toEqual({
      status: 'protected',
      branch: 'main',
      text: 'main: [remote rejected] (pre-receive hook declined)\nerror: GH006: Protected branch update failed for refs/heads/main.',
    })
    expect(at('main')).toBe(first)
  })

  it('names the branch that was refused among several', async () => {
    const { repo, bare, first, second } = await setUp()
    writeHook(bare, 'update', `[ "$1" = refs/heads/main ] || exit 0; ${rules}`)
    const updates = [
      { branch: 'other', commit: second, expected: null },
      { branch: 'main', commit: second, expected: first },
    ]
    expect(await push(repo, updates)).toMatchObject({ status: 'protected', branch: 'main' })
    expect(git(bare, 'branch', '--list', 'other')).toBe('')
  })

  it('is told from a lost race by where the branch is', async () => {
    const { repo, bare, first, second } = await setUp()
    moveMain(bare)
    writeHook(bare, 'pre-receive', rules)
    expect(await push(repo, [{ branch: 'main', commit: second, expected: first }])).toMatchObject({
      status: 'conflict',
    })
  })
})

describe('what else goes wrong', () => {
  it('does not lose commits without force', async () => {
    const { repo, first, second } = await setUp()
    await push(repo, [{ branch: 'main', commit: second, expected: first }])
    const back = push(repo, [{ branch: 'main', commit: first, expected: second }])
    await expect(back).rejects.toMatchObject({ code: 'not-a-descendant', exitCode: 1 })
  })

  it('says that one name is the folder of the other', async () => {
    const { repo, second } = await setUp()
    const result = await push(repo, [{ branch: 'main/web', commit: second, expected: null }])
    expect(result).toMatchObject({ status: 'failed', text: expect.stringContaining('beside the branch main') })
  })

  it('says that the remote is not there', async () => {
    const { work, second } = await setUp()
    git(work, 'remote', 'set-url', 'origin', '/no/such/repo')
    const { repo } = await openCheckout(work)
    const result = await push(repo, [{ branch: 'x', commit: second, expected: null }])
    expect(result).toMatchObject({ status: 'failed', reason: 'not-found' })
  })

  it('refuses a bad branch name', async () => {
    const { repo, second } = await setUp()
    const pushing = push(repo, [{ branch: 'a:refs/heads/main', commit: second, expected: null }])
    await expect(pushing).rejects.toMatchObject({ code: 'bad-branch-name' })
  })
})

describe('deleteBranch', () => {
  it('deletes a branch that is where it was, once or twice', async () => {
    const { repo, bare, second } = await setUp()
    await push(repo, [{ branch: 'x', commit: second, expected: null }])
    expect(await deleteBranch(repo, { branch: 'x', expected: second })).toEqual({ status: 'pushed' })
    expect(git(bare, 'branch', '--list', 'x')).toBe('')
    expect(await deleteBranch(repo, { branch: 'x', expected: second })).toEqual({ status: 'pushed' })
  })

  it('leaves one that moved', async () => {
    const { repo, bare, first, second } = await setUp()
    await push(repo, [{ branch: 'x', commit: second, expected: null }])
    const result = await deleteBranch(repo, { branch: 'x', expected: first })
    expect(result).toMatchObject({ status: 'conflict', branch: 'x' })
    expect(git(bare, 'rev-parse', 'x')).toBe(second)
  })
})

it('reads the porcelain report', () => {
  const report = [
    'To example.com:acme/config',
    '!\trefs/heads/a:refs/heads/main\t[rejected] (stale info)',
    '*\tabc:refs/heads/new\t[new branch]',
    ' \tabc:refs/heads/b\t1..2',
    '-\t:refs/heads/c\t[deleted]',
    'Done',
  ]
  expect(parsePushReport(report.join('\n')).map(({ flag, ref }) => flag + ref)).toEqual([
    '!refs/heads/main',
    '*refs/heads/new',
    ' refs/heads/b',
    '-refs/heads/c',
  ])
})
