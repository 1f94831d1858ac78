import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carryOver } from '../../src/plan/carry-over.ts'
import { MemoryTree } from '../support/memory-tree.ts'
import { type Asked, updateOne } from './plan-files.ts'

const a = `sha256:${'a'.repeat(64)}`
const b = `sha256:${'b'.repeat(64)}`
const path = 'dev/kustomization.yaml'

interface States {
  readonly origin: string | undefined
  readonly proposal: string
  readonly base: string | undefined
  readonly file?: string
}

async function carry({ origin, proposal, base, file = path }: States) {
  const tree = (text: string | undefined) => new MemoryTree(text === undefined ? {} : { [file]: text })
  const carried = await carryOver({ origin: tree(origin), proposal: tree(proposal), base: tree(base), paths: [file] })
  return {
    text: carried.files[0]?.after ?? base,
    warnings: carried.warnings.map(({ code, message }) => `${code}: ${message}`),
  }
}

const entry = (name: string, rest: string) => `- name: ${name}\n  ${rest}\n`
const web = (version: string) => entry('acme/web', `newTag: ${version} # web`)
const api = (version: string) => entry('acme/api', `newTag: ${version}`)

// Design: "Open pull request: its branch = base's head + the pins it already proposed + this run's, newest wins for each pin."
describe('what an open proposal holds comes onto the base as it is now', () => {
  it.each([
    {
      name: 'a file that the base has not touched is taken whole',
      origin: `images:\n${web('v1')}`,
      proposal: `images:\n${web('v2')}# by hand on the branch\n`,
      base: `images:\n${web('v1')}`,
      text: `images:\n${web('v2')}# by hand on the branch\n`,
    },
    {
      name: 'comments and other edits of the base stay',
      origin: `images:\n${web('v1')}${api('v1')}`,
      proposal: `images:\n${web('v2')}${api('v1')}`,
      base: `# new\nimages:\n${web('v1')}# more\n${api('v3')}x: 1\n`,
      text: `# new\nimages:\n${web('v2')}# more\n${api('v3')}x: 1\n`,
    },
    {
      name: 'the base has the version already',
      origin: `images:\n${web('v1')}`,
      proposal: `images:\n${web('v2')}`,
      base: `# new\nimages:\n${web('v2')}`,
      text: `# new\nimages:\n${web('v2')}`,
    },
    {
      name: 'the place has moved in its list',
      origin: `images:\n${web('v1')}`,
      proposal: `images:\n${web('v2')}`,
      base: `images:\n${api('v1')}${web('v1')}`,
      text: `images:\n${api('v1')}${web('v2')}`,
    },
    {
      name: 'quotes are made for the base',
      origin: 'images:\n- {name: acme/web, newTag: v1}\n',
      proposal: 'images:\n- {name: acme/web, newTag: "1.10"}\n',
      base: `images:\n- name: 'acme/web'\n  newTag: v1\n`,
      text: `images:\n- name: 'acme/web'\n  newTag: '1.10'\n`,
    },
    {
      name: 'a digest that was added',
      origin: `images:\n${api('v1')}`,
      proposal: `images:\n- name: acme/api\n  newTag: v2\n  digest: ${b}\n`,
      base: `# new\nimages:\n${api('v1')}`,
      text: `# new\nimages:\n- name: acme/api\n  newTag: v2\n  digest: ${b}\n`,
    },
    {
      name: 'a digest that was dropped',
      origin: `images:\n- name: acme/api\n  newTag: v1\n  digest: ${a}\n`,
      proposal: `images:\n${api('v2')}`,
      base: `# new\nimages:\n- name: acme/api\n  newTag: v1\n  digest: ${a} # c\n`,
      text: `# new\nimages:\n${api('v2')}`,
    },
    {
      name: 'both parts of a version',
      origin: `images:\n- name: acme/api\n  newTag: v1\n  digest: ${a}\n`,
      proposal: `images:\n- name: acme/api\n  newTag: v2\n  digest: ${b}\n`,
      base: `# new\nimages:\n- name: acme/api\n  newTag: v1\n  digest: ${a}\n`,
      text: `# new\nimages:\n- name: acme/api\n  newTag: v2\n  digest: ${b}\n`,
    },
    {
      name: 'a new name',
      origin: `images:\n${api('v1')}`,
      proposal: 'images:\n- name: acme/api\n  newTag: v2\n  newName: acme/new\n',
      base: `# new\nimages:\n${api('v1')}`,
      text: '# new\nimages:\n- name: acme/api\n  newTag: v2\n  newName: acme/new\n',
    },
    {
      name: 'an entry that was made',
      origin: 'x: 1\n',
      proposal: `x: 1\nimages:\n${api('v2')}`,
      base: 'x: 2\ny: 1\n',
      text: `x: 2\ny: 1\nimages:\n${api('v2')}`,
    },
    {
      name: 'an entry that was made, among others of the base',
      origin: `images:\n${web('v1')}`,
      proposal: `images:\n${web('v1')}${api('v2')}`,
      base: `images:\n${entry('acme/x', "newTag: 'v1'")}${web('v1')}`,
      text: `images:\n${entry('acme/x', "newTag: 'v1'")}${web('v1')}${api('v2')}`,
    },
    {
      name: 'an entry that the base has by now',
      origin: 'x: 1\n',
      proposal: `x: 1\nimages:\n${api('v2')}`,
      base: `x: 2\nimages:\n${api('v3')}`,
      text: `x: 2\nimages:\n${api('v3')}`,
    },
    {
      name: 'a value that was made',
      file: 'web/values-dev.yaml',
      origin: 'x: 1\n',
      proposal: 'x: 1\nimage:\n  tag: "1.10"\n',
      base: 'x: 2\nimage:\n  pullPolicy: Always\n',
      text: 'x: 2\nimage:\n  pullPolicy: Always\n  tag: "1.10"\n',
    },
    {
      name: 'a plain value',
      file: 'dev/values.yaml',
      origin: 'replicas: 1\n',
      proposal: 'replicas: 2\n',
      base: '# new\nreplicas: 1\n',
      text: '# new\nreplicas: 2\n',
    },
    {
      name: 'a lone tag',
      file: 'web/values-dev.yaml',
      origin: 'image:\n  tag: v1\n',
      proposal: 'image:\n  tag: v2\n',
      base: 'image:\n  # new\n  tag: v1\n',
      text: 'image:\n  # new\n  tag: v2\n',
    },
  ])('$name', async ({ text, ...states }) => {
    expect(await carry(states)).toEqual({ text, warnings: [] })
  })

  it.each([
    {
      name: 'the place is gone',
      origin: `images:\n${web('v1')}`,
      proposal: `images:\n${web('v2')}`,
      base: 'x: 1\n',
      warning: 'acme/web was proposed here by the open pull request, and the base has no such place any more',
    },
    {
      name: 'the file is gone',
      origin: `images:\n${web('v1')}`,
      proposal: `images:\n${web('v2')}`,
      base: undefined,
      warning: 'acme/web was proposed here by the open pull request, and the base has no such place any more',
    },
    {
      name: 'the file is no YAML any more',
      origin: `images:\n${web('v1')}`,
      proposal: `images:\n${web('v2')}`,
      base: 'x: [\n',
      warning: 'acme/web was proposed here by the open pull request, and the base has no such place any more',
    },
    {
      name: 'the place has another image by now',
      origin: `images:\n${web('v1')}`,
      proposal: `images:\n${web('v2')}`,
      base: `images:\n${api('v1')}`,
      warning: 'acme/web was proposed here by the open pull request, and the base has no such place any more',
    },
    {
      name: 'the base has changed the version itself',
      origin: `images:\n${web('v1')}`,
      proposal: `images:\n${web('v2')}`,
      base: `images:\n${web('v3')}`,
      warning: 'the open pull request proposed v2 for acme/web, and the base has changed it to v3 since',
    },
    {
      name: 'a value in a list has become another',
      file: 'dev/values.yaml',
      origin: 'l: [a, b]\n',
      proposal: 'l: [a, c]\n',
      base: 'l: [x, a, b]\n',
      warning: 'the open pull request proposed c for l[1], and the base has changed it to a since',
    },
    {
      name: 'a value that was made finds another in its way',
      file: 'dev/values.yaml',
      origin: 'x: 1\n',
      proposal: 'x: 1\na:\n  b: 2\n',
      base: 'x: 1\na: 3\n',
      warning: 'a.b was proposed here by the open pull request, and the base has no such place any more',
    },
  ])('a warning, and the base stays: $name', async ({ warning, ...states }) => {
    expect(await carry(states)).toEqual({ text: states.base, warnings: [`not-carried-over: ${warning}`] })
  })

  it('several files, each by itself', async () => {
    const tree = (one: string, two: string) => new MemoryTree({ 'a.yaml': one, 'b.yaml': two }, { 'a.yaml': '100755' })
    const carried = await carryOver({
      origin: tree('x: 1\n', 'x: 1\n'),
      proposal: tree('x: 2\n', 'x: 2\n'),
      base: tree('x: 1\n', '# b\nx: 1\n'),
      paths: ['a.yaml', 'b.yaml'],
    })
    expect(carried.files).toMatchObject([
      { path: 'a.yaml', mode: '100755', after: 'x: 2\n' },
      { path: 'b.yaml', mode: '100644', after: '# b\nx: 2\n' },
    ])
  })

  it('gives what an update of the new base would give, whatever else the base has changed', async () => {
    const shapes: readonly ((version: string) => string)[] = [
      (version) => `images:\n- name: acme/web\n  newTag: ${version}\n`,
      (version) => `image: acme/web:${version}\n`,
      (version) => `images: [{name: acme/web, newTag: "${version}"}]\n`,
    ]
    const noise = fc.array(fc.constantFrom('# a\n', '\n', 'zz: 1\n', 'zy: {b: [1]}\n', 'zx: |\n  image: other:1\n'), {
      maxLength: 3,
    })
    const unique = (lines: readonly string[]) => [...new Set(lines)].join('')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...shapes), noise, noise, async (shape, above, below) => {
        const [origin, base] = [
          shape('v1'),
          unique(above) + shape('v1') + unique(below.filter((line) => !above.includes(line))),
        ]
        const asked: Asked = { image: 'acme/web:v2' }
        const proposal = await updateOne(path, origin, asked)
        expect(await carry({ origin, proposal, base })).toEqual({
          text: await updateOne(path, base, asked),
          warnings: [],
        })
      }),
    )
  })
})
