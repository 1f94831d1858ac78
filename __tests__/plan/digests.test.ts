import { describe, expect, it } from 'vitest'
import type { DigestMode } from '../../src/plan/target-version.ts'
import { type Files, plan, refusal, updateOne } from './plan-files.ts'

const a = `sha256:${'a'.repeat(64)}`
const b = `sha256:${'b'.repeat(64)}`
const web = 'ghcr.io/acme/web'

/** Every shape with a place for a tag, a digest, or both. */
interface Shape {
  readonly name: string
  readonly path: string
  readonly text: (tag: string | undefined, digest: string | undefined) => string
}

const shapes: readonly Shape[] = [
  {
    name: 'a kustomize entry',
    path: 'dev/kustomization.yaml',
    text: (tag, digest) =>
      `images:\n- name: ${web}\n${tag ? `  newTag: ${tag}\n` : ''}${digest ? `  digest: ${digest}\n` : ''}# end\n`,
  },
  {
    name: 'a reference',
    path: 'dev/values.yaml',
    text: (tag, digest) => `image: ${web}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''} # c\n`,
  },
  {
    name: 'a flow entry',
    path: 'dev/kustomization.yaml',
    text: (tag, digest) =>
      `images: [{name: ${web}${tag ? `, newTag: ${tag}` : ''}${digest ? `, digest: ${digest}` : ''}}]\n`,
  },
]

const values = (tag: string) => `image:\n  repository: ${web}\n  tag: ${tag}\n`

interface Row {
  readonly pinned: readonly [tag?: string, digest?: string]
  readonly given: string
  readonly becomes: Readonly<Record<DigestMode, readonly [tag?: string, digest?: string] | string>>
}

const same = (becomes: Row['becomes'][DigestMode]) => ({ keep: becomes, add: becomes, drop: becomes })

// Design: "Digests: `name:tag` where a digest is pinned too is refused under `keep` (it would be stale). `name@digest` is for
// places that pin only a digest; beside a tag it is refused with what to write, because the tag would lie." And `digest`: "`keep`:
// each place keeps its shape (tag, digest, or both); `add`: a given digest is added where there is none; `drop`: digests beside a
// new tag go".
const rows: readonly Row[] = [
  { pinned: ['v1'], given: `${web}:v2`, becomes: same(['v2']) },
  { pinned: ['v1'], given: `${web}:v2@${b}`, becomes: { keep: ['v2'], add: ['v2', b], drop: ['v2'] } },
  { pinned: ['v1', a], given: `${web}:v2`, becomes: { keep: 'stale-digest', add: 'stale-digest', drop: ['v2'] } },
  { pinned: ['v1', a], given: `${web}:v2@${b}`, becomes: { keep: ['v2', b], add: ['v2', b], drop: ['v2'] } },
  { pinned: ['v1', a], given: `${web}:v1`, becomes: { keep: ['v1', a], add: ['v1', a], drop: ['v1'] } },
  { pinned: [undefined, a], given: `${web}:v2`, becomes: { keep: 'stale-digest', add: 'stale-digest', drop: ['v2'] } },
  {
    pinned: [undefined, a],
    given: `${web}:v2@${b}`,
    becomes: { keep: [undefined, b], add: [undefined, b], drop: ['v2'] },
  },
  { pinned: [undefined, a], given: `${web}@${b}`, becomes: same([undefined, b]) },
  { pinned: ['v1'], given: `${web}@${b}`, becomes: same('tag-beside-digest') },
  { pinned: ['v1', a], given: `${web}@${b}`, becomes: same('tag-beside-digest') },
  { pinned: ['v1', a], given: `${web}@${a}`, becomes: same(['v1', a]) },
]

const modes: readonly DigestMode[] = ['keep', 'add', 'drop']
const cases = shapes.flatMap((shape) =>
  rows.flatMap(({ pinned, given, becomes }) =>
    modes.map((mode) => ({
      shape,
      pinned,
      given,
      mode,
      result: becomes[mode],
      name: `${shape.name} with ${pinned.map((part) => part?.slice(0, 8) ?? 'no tag').join(' and ')}, given ${given.slice(web.length, web.length + 12)}, ${mode}`,
    })),
  ),
)

describe('digests', () => {
  it.each(cases)('$name', async ({ shape, pinned, given, mode, result }) => {
    const before = shape.text(...(pinned as [string, string]))
    const asked = { image: given, digest: mode }
    if (typeof result === 'string') {
      const error = await refusal({ [shape.path]: before }, asked)
      expect(error).toMatchObject({ exitCode: 3, code: result })
      return
    }
    expect(await updateOne(shape.path, before, asked)).toBe(shape.text(...(result as [string, string])))
  })

  it.each([
    {
      name: 'add puts it behind the tag of Helm values',
      before: values('v1'),
      mode: 'add',
      given: `:v2@${b}`,
      after: values(`v2@${b}`),
    },
    {
      name: 'add fills an empty place',
      before: `${values('v1')}  digest: ""\n`,
      mode: 'add',
      given: `:v2@${b}`,
      after: `${values('v2')}  digest: "${b}"\n`,
    },
    {
      name: 'keep leaves an empty place',
      before: `${values('v1')}  digest: ""\n`,
      mode: 'keep',
      given: `:v2@${b}`,
      after: `${values('v2')}  digest: ""\n`,
    },
    {
      name: 'keep moves both parts of a tag',
      before: values(`v1@${a}`),
      mode: 'keep',
      given: `:v2@${b}`,
      after: values(`v2@${b}`),
    },
    {
      name: 'drop leaves the tag alone of it',
      before: values(`v1@${a}`),
      mode: 'drop',
      given: ':v2',
      after: values('v2'),
    },
    {
      name: 'drop takes the line of the digest, and no other comment',
      before: `${values('v1')}  # why\n  digest: ${a} # c\n  # x\n  y: 1\n`,
      mode: 'drop',
      given: ':v2',
      after: `${values('v2')}  # why\n  # x\n  y: 1\n`,
    },
    {
      name: 'drop writes a tag in place of a lone digest',
      before: `image:\n  repository: ${web}\n  digest: ${a} # c\n`,
      mode: 'drop',
      given: ':v2',
      after: `image:\n  repository: ${web}\n  tag: v2 # c\n`,
    },
    {
      name: 'drop in an aliased digest takes only the alias',
      before: `d: &d ${a}\nimage:\n  repository: ${web}\n  tag: v1\n  digest: *d\n`,
      mode: 'drop',
      given: ':v2',
      after: `d: &d ${a}\nimage:\n  repository: ${web}\n  tag: v2\n`,
    },
    {
      name: 'drop from a block in a block',
      before: `v: |\n  image:\n    repository: ${web}\n    tag: v1\n    digest: ${a}\nx: 1\n`,
      mode: 'drop',
      given: ':v2',
      after: `v: |\n  image:\n    repository: ${web}\n    tag: v2\nx: 1\n`,
    },
  ] as const)('$name', async ({ before, mode, given, after }) => {
    expect(await updateOne('dev/values.yaml', before, { image: web + given, digest: mode })).toBe(after)
  })

  it.each([
    {
      name: 'the hex digits are the tag',
      before: `image:\n  repository: ${web}@sha256\n  tag: ${'a'.repeat(64)}\n`,
      code: 'no-room',
    },
    {
      name: 'the digest has an anchor',
      before: `image:\n  repository: ${web}\n  tag: v1\n  digest: &d ${a}\nx: *d\n`,
      code: 'no-room',
    },
  ])('drop is refused where $name', async ({ before, code }) => {
    const error = await refusal({ 'dev/values.yaml': before }, { image: `${web}:v2`, digest: 'drop' })
    expect(error).toMatchObject({ exitCode: 3, code })
  })

  it('a stale digest says what to write', async () => {
    const error = await refusal({ 'dev/values.yaml': `image: ${web}:v1@${a}\n` }, { image: `${web}:v2` })
    expect(error.problems).toEqual([
      {
        code: 'stale-digest',
        file: 'dev/values.yaml',
        line: 1,
        message: `${web} is pinned by the digest sha256:aaaaaaaaaaaa… here, which would be stale beside the tag v2`,
        hint: `Give the digest too (${web}:v2@sha256:…), or set "digest: drop" to pin by tag only.`,
      },
    ])
  })

  it('a tag that would lie says what to write', async () => {
    const error = await refusal({ 'dev/values.yaml': `image: ${web}:v1\n` }, { image: `${web}@${b}` })
    expect(error.problems[0]?.hint).toBe(`Give the tag too: ${web}:TAG@${b}, with "digest: add" to pin both.`)
  })
})

// Design: "`name=new-name:tag…` also renames".
describe('renames', () => {
  const mirror = 'registry.example.com/acme/web'
  it.each([
    {
      name: 'a kustomize entry without newName',
      path: 'dev/kustomization.yaml',
      before: `images:\n- name: ${web}\n  newTag: v1\n`,
      after: `images:\n- name: ${web}\n  newTag: v2\n  newName: ${mirror}\n`,
    },
    {
      name: 'a kustomize entry with newName',
      path: 'dev/kustomization.yaml',
      before: `images:\n- name: ${web}\n  newName: other # c\n  newTag: v1\n`,
      after: `images:\n- name: ${web}\n  newName: ${mirror} # c\n  newTag: v2\n`,
    },
    {
      name: 'a flow entry',
      path: 'dev/kustomization.yaml',
      before: `images: [{name: ${web}, newTag: v1}]\n`,
      after: `images: [{name: ${web}, newTag: v2, newName: ${mirror}}]\n`,
    },
    { name: 'a reference', path: 'dev/values.yaml', before: `image: "${web}:v1"\n`, after: `image: "${mirror}:v2"\n` },
    {
      name: 'a repository',
      path: 'dev/values.yaml',
      before: `image:\n  repository: ${web}\n  tag: v1\n`,
      after: `image:\n  repository: ${mirror}\n  tag: v2\n`,
    },
    {
      name: 'what has the new name already',
      path: 'dev/values.yaml',
      before: `image: ${mirror}:v1\n`,
      after: `image: ${mirror}:v2\n`,
    },
  ])('$name', async ({ path, before, after }) => {
    expect(await updateOne(path, before, { image: `${web}=${mirror}:v2` })).toBe(after)
  })

  it('a digest and a new name at once', async () => {
    const before = `images:\n- name: ${web}\n  newTag: v1\n`
    const asked = { image: `${web}=${mirror}:v2@${b}`, digest: 'add' } as const
    expect(await updateOne('dev/kustomization.yaml', before, asked)).toBe(
      `images:\n- name: ${web}\n  newTag: v2\n  digest: ${b}\n  newName: ${mirror}\n`,
    )
    const { changes } = await plan({ 'dev/kustomization.yaml': before }, asked)
    expect(changes.map(({ from, to }) => `${from} → ${to}`)).toEqual([`v1 → ${mirror}:v2@${b}`])
  })

  it.each([
    {
      name: 'registry and repository',
      files: { 'dev/values.yaml': 'image:\n  registry: ghcr.io\n  repository: acme/web\n  tag: v1\n' },
    },
    {
      name: 'a layer below',
      files: { 'web/values.yaml': `image:\n  repository: ${web}\n`, 'web/values-dev.yaml': 'image:\n  tag: v1\n' },
    },
  ])('a name from $name is refused', async ({ files }) => {
    const error = await refusal(files as unknown as Files, { image: `${web}=${mirror}:v2`, environment: 'dev' })
    expect(error).toMatchObject({ exitCode: 3, code: 'no-rename' })
  })
})
