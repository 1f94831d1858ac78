import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'kustomize-ts-wrapper'
import { describe, expect, it } from 'vitest'
import { findTool } from '../support/tools.ts'
import { type Asked, type Files, plan, refusal, update } from './plan-files.ts'

const web = 'ghcr.io/acme/web'
const a = `sha256:${'a'.repeat(64)}`
const b = `sha256:${'b'.repeat(64)}`
const deployment = (image: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n      - name: web\n        image: ${image}\n      - name: proxy\n        image: envoy:1.30.0\n`
const base = {
  'web/base/kustomization.yaml': 'resources:\n- web.yaml\n',
  'web/base/web.yaml': deployment(`${web}:1.0.0`),
}
const onBase = 'resources:\n- ../../base\n'
const dev = 'web/overlays/dev/kustomization.yaml'
const prod = { 'web/overlays/prod/kustomization.yaml': onBase }

// Design: "`create-missing` writes the overlay's own entry instead (under the name that the base yields after its `newName`)".
describe('create-missing gives an overlay its own kustomize entry', () => {
  const entry = `- name: ${web}\n  newTag: 2.0.0\n`
  it.each([
    { name: 'no images yet', before: onBase, after: `${onBase}images:\n${entry}` },
    {
      name: 'no images yet, and indented lists',
      before: 'resources:\n  - ../../base\n# end',
      after: `resources:\n  - ../../base\n# end\nimages:\n  - name: ${web}\n    newTag: 2.0.0`,
    },
    {
      name: 'other images',
      before: `images:\n- name: envoy\n  newTag: 1.31.0 # proxy\n${onBase}`,
      after: `images:\n- name: envoy\n  newTag: 1.31.0 # proxy\n${entry}${onBase}`,
    },
    {
      name: 'quotes like the neighbour’s',
      before: `${onBase}images:\n  - name: 'envoy'\n    newTag: "1.31.0"\n`,
      after: `${onBase}images:\n  - name: 'envoy'\n    newTag: "1.31.0"\n  - name: '${web}'\n    newTag: "2.0.0"\n`,
    },
    { name: 'an empty list', before: `images: []\n${onBase}`, after: `images:\n${entry}${onBase}` },
    {
      name: 'a flow list',
      before: `${onBase}images: [{name: envoy, newTag: 1.31.0}]\n`,
      after: `${onBase}images: [{name: envoy, newTag: 1.31.0}, {name: ${web}, newTag: 2.0.0}]\n`,
    },
    {
      name: 'JSON',
      before: '{"resources": ["../../base"]}\n',
      after: `{"resources": ["../../base"], "images": [{"name": "${web}", "newTag": "2.0.0"}]}\n`,
    },
    {
      name: 'CRLF',
      before: onBase.replaceAll('\n', '\r\n'),
      after: `${onBase}images:\n${entry}`.replaceAll('\n', '\r\n'),
    },
    {
      name: 'an entry with a name alone',
      before: `${onBase}images:\n- name: ${web} # ours\n`,
      after: `${onBase}images:\n- name: ${web} # ours\n  newTag: 2.0.0\n`,
    },
  ])('where there are $name', async ({ before, after }) => {
    const files = { ...base, ...prod, [dev]: before }
    expect(await update(files, { image: `${web}:2.0.0`, environment: 'dev', createMissing: true })).toEqual({
      [dev]: after,
    })
  })

  const cases: { name: string; files: Files; asked?: Asked; changed: Record<string, string> }[] = [
    {
      name: 'under the name that the base yields',
      files: {
        ...prod,
        [dev]: onBase,
        'web/base/web.yaml': deployment('web:1.0.0'),
        'web/base/kustomization.yaml': `resources: [web.yaml]\nimages:\n- name: web\n  newName: ${web}\n`,
      },
      asked: { image: 'web:2.0.0' },
      changed: { [dev]: `${onBase}images:\n- name: ${web}\n  newTag: 2.0.0\n` },
    },
    {
      name: 'in place of the entry of a base',
      files: {
        ...prod,
        [dev]: onBase,
        'web/base/kustomization.yaml': `images:\n- name: web\n  newName: ${web}\n  newTag: 1.0.0\n`,
      },
      changed: { [dev]: `${onBase}images:\n- name: ${web}\n  newTag: 2.0.0\n` },
    },
    {
      name: 'for an image that no kustomization gives a version',
      files: { ...prod, [dev]: onBase, ...base, 'web/base/web.yaml': deployment(web) },
      changed: { [dev]: `${onBase}images:\n- name: ${web}\n  newTag: 2.0.0\n` },
    },
    {
      name: 'in each overlay of the environment that builds on the base, and not above them',
      files: {
        ...base,
        ...prod,
        [dev]: onBase,
        'x/overlays/dev/kustomization.yaml': 'resources: [../../../web/base]\n',
        'clusters/dev/kustomization.yaml': 'resources: [../../web/overlays/dev, ../../x/overlays/dev]\n',
      },
      changed: {
        [dev]: `${onBase}images:\n- name: ${web}\n  newTag: 2.0.0\n`,
        'x/overlays/dev/kustomization.yaml': `resources: [../../../web/base]\nimages:\n- name: ${web}\n  newTag: 2.0.0\n`,
      },
    },
    {
      name: 'only where the environment has none',
      files: { ...base, ...prod, [dev]: `${onBase}images:\n- name: ${web}\n  newTag: 1.1.0\n` },
      changed: { [dev]: `${onBase}images:\n- name: ${web}\n  newTag: 2.0.0\n` },
    },
    {
      name: 'for two images at once',
      files: { ...base, ...prod, [dev]: onBase },
      asked: { image: [`${web}:2.0.0`, 'envoy:1.31.0'] },
      changed: { [dev]: `${onBase}images:\n- name: ${web}\n  newTag: 2.0.0\n- name: envoy\n  newTag: 1.31.0\n` },
    },
    {
      name: 'with a new name',
      files: { ...base, ...prod, [dev]: onBase },
      asked: { image: `${web}=mirror.example.com/web:2.0.0` },
      changed: { [dev]: `${onBase}images:\n- name: ${web}\n  newName: mirror.example.com/web\n  newTag: 2.0.0\n` },
    },
    {
      name: 'in the shape of the base: a digest',
      files: { ...base, ...prod, [dev]: onBase, 'web/base/web.yaml': deployment(`${web}@${a}`) },
      asked: { image: `${web}@${b}` },
      changed: { [dev]: `${onBase}images:\n- name: ${web}\n  digest: ${b}\n` },
    },
    {
      name: 'in the shape of the base: a tag and a digest',
      files: { ...base, ...prod, [dev]: onBase, 'web/base/web.yaml': deployment(`${web}:1.0.0@${a}`) },
      asked: { image: `${web}:2.0.0@${b}` },
      changed: { [dev]: `${onBase}images:\n- name: ${web}\n  newTag: 2.0.0\n  digest: ${b}\n` },
    },
    {
      name: 'with a tag that needs quotes',
      files: { ...base, ...prod, [dev]: onBase },
      asked: { image: `${web}:1.10` },
      changed: { [dev]: `${onBase}images:\n- name: ${web}\n  newTag: "1.10"\n` },
    },
    {
      name: 'for the values of a chart that kustomize renders',
      files: {
        'web/base/kustomization.yaml': 'helmCharts:\n- name: web\n  valuesFile: values.yaml\n',
        'web/base/values.yaml': `image:\n  repository: ${web}\n  tag: 1.0.0\n`,
        ...prod,
        [dev]: onBase,
      },
      changed: { [dev]: `${onBase}images:\n- name: ${web}\n  newTag: 2.0.0\n` },
    },
  ]
  it.each(cases)('$name', async ({ files, asked, changed }) => {
    expect(await update(files, { image: `${web}:2.0.0`, environment: 'dev', createMissing: true, ...asked })).toEqual(
      changed,
    )
  })

  it('says where, from what, and for whom', async () => {
    const { changes } = await plan(
      { ...base, ...prod, [dev]: onBase },
      { image: `${web}:2.0.0`, environment: 'dev', createMissing: true },
    )
    expect(changes).toMatchObject([
      {
        from: '1.0.0',
        to: '2.0.0',
        pin: { file: dev, line: 3, format: 'kustomize', environment: 'dev', application: 'web', reaches: [] },
      },
    ])
  })

  it.each([
    {
      name: 'a place that kustomize’s images don’t reach',
      files: {
        ...base,
        ...prod,
        [dev]: onBase,
        'web/base/web.yaml': `apiVersion: x.io/v1\nkind: X\nspec:\n  image: ${web}:1.0.0\n`,
      },
      hint: `kustomize's "images" don't reach this place`,
    },
    {
      name: 'a list that is an alias',
      files: { ...base, ...prod, [dev]: `x: &x [{name: a}]\nimages: *x\n${onBase}` },
      hint: 'by hand',
    },
    {
      name: 'a list with an anchor',
      files: { ...base, ...prod, [dev]: `images: &x [{name: a}]\ny: *x\n${onBase}` },
      hint: 'by hand',
    },
    {
      name: 'a digest that would be stale',
      files: { ...base, ...prod, [dev]: onBase, 'web/base/web.yaml': deployment(`${web}:1.0.0@${a}`) },
      hint: 'Give the digest too',
    },
  ])('$name is refused', async ({ files, hint }) => {
    const error = await refusal(files, { image: `${web}:2.0.0`, environment: 'dev', createMissing: true })
    expect(error).toMatchObject({ exitCode: 3, problems: [{ hint: expect.stringContaining(hint) }] })
  })

  it('a file that `path` leaves out is no place for it', async () => {
    const asked = { image: `${web}:2.0.0`, environment: 'dev', createMissing: true, paths: ['web/base/**'] }
    const error = await refusal({ ...base, ...prod, [dev]: onBase }, asked)
    expect(error.problems).toMatchObject([
      { code: 'shared-place', hint: expect.stringContaining(`"path" leaves ${dev} out`) },
    ])
  })

  it('never without create-missing', async () => {
    const error = await refusal({ ...base, ...prod, [dev]: onBase }, { image: `${web}:2.0.0`, environment: 'dev' })
    expect(error).toMatchObject({ exitCode: 3, code: 'shared-place' })
  })
})

describe('create-missing gives an environment its own value', () => {
  const values = `image:\n  repository: ${web}\n  tag: 1.0.0\n`
  const shared = { 'web/values.yaml': values, 'web/values-prod.yaml': 'a: 1\n' }
  it.each([
    { name: 'an empty file', before: '', after: 'image:\n  tag: 2.0.0\n' },
    { name: 'a file of comments', before: '# dev\n', after: '# dev\nimage:\n  tag: 2.0.0\n' },
    { name: 'an empty map', before: '{}\n', after: 'image:\n  tag: 2.0.0\n' },
    { name: 'other values', before: 'replicas: 1\n', after: 'replicas: 1\nimage:\n  tag: 2.0.0\n' },
    {
      name: 'the map already',
      before: 'image:\n  pullPolicy: Always\nreplicas: 1\n',
      after: 'image:\n  pullPolicy: Always\n  tag: 2.0.0\nreplicas: 1\n',
    },
    { name: 'an empty tag', before: 'image:\n  tag: ""\n', after: 'image:\n  tag: "2.0.0"\n' },
    { name: 'four columns a level', before: 'a:\n    b: 1\n', after: 'a:\n    b: 1\nimage:\n    tag: 2.0.0\n' },
  ])('in $name', async ({ before, after }) => {
    const files = { ...shared, 'web/values-dev.yaml': before }
    expect(await update(files, { image: `${web}:2.0.0`, environment: 'dev', createMissing: true })).toEqual({
      'web/values-dev.yaml': after,
    })
  })

  const cases: { name: string; base: string; asked: Asked; after: string }[] = [
    {
      name: 'one string',
      base: `image: ${web}:1.0.0\n`,
      asked: { image: `${web}:2.0.0` },
      after: `image: ${web}:2.0.0\n`,
    },
    {
      name: 'a tag beside an image',
      base: `image: ${web}\nimageTag: 1.0.0\n`,
      asked: { image: `${web}:2.0.0` },
      after: 'imageTag: 2.0.0\n',
    },
    {
      name: 'a tag and a digest',
      base: `image:\n  repository: ${web}\n  tag: 1.0.0\n  digest: ${a}\n`,
      asked: { image: `${web}:2.0.0@${b}` },
      after: `image:\n  tag: 2.0.0\n  digest: ${b}\n`,
    },
    {
      name: 'a tag that takes the place of a digest',
      base: `image:\n  repository: ${web}\n  tag: 1.0.0\n  digest: ${a}\n`,
      asked: { image: `${web}:2.0.0`, digest: 'drop' },
      after: 'image:\n  tag: 2.0.0\n  digest: ""\n',
    },
    {
      name: 'a digest in the tag',
      base: `image:\n  repository: ${web}\n  tag: 1.0.0@${a}\n`,
      asked: { image: `${web}:2.0.0@${b}` },
      after: `image:\n  tag: 2.0.0@${b}\n`,
    },
    {
      name: 'two places with one new parent',
      base: `web:\n  image:\n    repository: ${web}\n    tag: 1.0.0\n  job:\n    image:\n      repository: ${web}\n      tag: 1.0.0\n`,
      asked: { image: `${web}:2.0.0` },
      after: 'web:\n  image:\n    tag: 2.0.0\n  job:\n    image:\n      tag: 2.0.0\n',
    },
    {
      name: 'a name without any version',
      base: `image:\n  repository: ${web}\n`,
      asked: { image: `${web}:2.0.0` },
      after: 'image:\n  tag: 2.0.0\n',
    },
    {
      name: 'a new name',
      base: `image:\n  repository: ${web}\n  tag: 1.0.0\n`,
      asked: { image: `${web}=ghcr.io/acme/new:2.0.0` },
      after: 'image:\n  tag: 2.0.0\n  repository: ghcr.io/acme/new\n',
    },
    {
      name: 'a value with a name of its own in the shared file',
      base: `a:\n  b: ${web}:1.0.0\n`,
      asked: { value: 'web/values.yaml:a.b=x' },
      after: 'a:\n  b: x\n',
    },
    {
      name: 'a plain value of the shared file, of its kind',
      base: 'a:\n  replicas: 1\n',
      asked: { value: 'web/values.yaml:a.replicas=2' },
      after: 'a:\n  replicas: 2\n',
    },
  ]
  it.each(cases)('$name', async ({ base: text, asked, after }) => {
    const files = { 'web/values.yaml': text, 'web/values-prod.yaml': 'a: 1\n', 'web/values-dev.yaml': '' }
    expect(await update(files, { environment: 'dev', createMissing: true, ...asked })).toEqual({
      'web/values-dev.yaml': after,
    })
  })

  it.each([
    { name: 'another value in the way', base: values, dev: 'image: x\n' },
    { name: 'an alias in the way', base: values, dev: 'x: &x {a: 1}\nimage: *x\n' },
    { name: 'a place in a list', base: `images:\n- repository: ${web}\n  tag: 1.0.0\n`, dev: '' },
  ])('$name is refused', async ({ base: text, dev: before }) => {
    const files = { 'web/values.yaml': text, 'web/values-prod.yaml': 'a: 1\n', 'web/values-dev.yaml': before }
    const error = await refusal(files, { image: `${web}:2.0.0`, environment: 'dev', createMissing: true })
    expect(error.exitCode).toBe(3)
  })
})

// Design: "`create-missing`: add a kustomize `images:` entry or a value that is not there yet".
describe('create-missing adds a value that is not there yet', () => {
  it.each([
    { name: 'a key', before: 'a:\n  b: 1\nc: 1\n', set: 'a.tag=1.10', after: 'a:\n  b: 1\n  tag: "1.10"\nc: 1\n' },
    { name: 'a key and its parents', before: 'c: 1\n', set: 'a.b.d=3', after: 'c: 1\na:\n  b:\n    d: 3\n' },
    {
      name: 'in an item of a list',
      before: 'l:\n- name: x\n- name: y\n  b: 1\n',
      set: 'l[name=x].tag=v1',
      after: 'l:\n- name: x\n  tag: v1\n- name: y\n  b: 1\n',
    },
    {
      name: 'in a document by kind and name',
      before: 'kind: A\nmetadata: {name: x}\n---\nkind: A\nmetadata: {name: y}\n',
      set: 'A/x#metadata.labels.v=1',
      after: 'kind: A\nmetadata: {name: x, labels: {v: 1}}\n---\nkind: A\nmetadata: {name: y}\n',
    },
    { name: 'in JSON', before: '{"a": {"b": 1}}', set: 'a.version=1.10', after: '{"a": {"b": 1, "version": "1.10"}}' },
    { name: 'of a forced kind', before: 'a: 1\n', set: 'b=!!str 3', after: 'a: 1\nb: "3"\n' },
  ])('$name', async ({ before, set, after }) => {
    expect(await update({ 'dev/x.yaml': before }, { value: `dev/x.yaml:${set}`, createMissing: true })).toEqual({
      'dev/x.yaml': after,
    })
  })

  it('two at once, and beside one that is there', async () => {
    const value = ['dev/x.yaml:a.b=1', 'dev/x.yaml:a.c=2', 'dev/x.yaml:d=3']
    expect(await update({ 'dev/x.yaml': 'd: 0\n' }, { value, createMissing: true })).toEqual({
      'dev/x.yaml': 'd: 3\na:\n  b: 1\n  c: 2\n',
    })
  })

  it('an empty JSON file stays JSON', async () => {
    expect(await update({ 'dev/x.json': '{}\n' }, { value: 'dev/x.json:a=1', createMissing: true })).toEqual({
      'dev/x.json': '{"a": 1}\n',
    })
  })

  it.each([
    { name: 'several documents', before: 'a: 1\n---\nb: 1\n', set: 'c=1', code: 'ambiguous-value' },
    { name: 'no such item', before: 'l: [{name: x}]\n', set: 'l[name=y].tag=1', code: 'not-pinned' },
    { name: 'an item of a list as the last step', before: 'l: []\n', set: 'l[0]=1', code: 'not-pinned' },
    { name: 'a value in the way', before: 'a: 1\n', set: 'a.b=1', code: 'no-room' },
    { name: 'a map that others read too', before: 'a: &a {x: 1}\nb: *a\n', set: 'a.y=1', code: 'no-room' },
  ])('not with $name', async ({ before, set, code }) => {
    const error = await refusal({ 'dev/x.yaml': before }, { value: `dev/x.yaml:${set}`, createMissing: true })
    expect(error.code).toBe(code)
  })
})

const kustomize = findTool('kustomize')
describe.skipIf(kustomize.missing)(`kustomize agrees ${kustomize.missing ?? ''}`, () => {
  const render = async (files: Files, folder: string) => {
    const root = mkdtempSync(join(tmpdir(), 'drawbridge-create-'))
    try {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true })
        writeFileSync(join(root, path), text)
      }
      const built = await build(join(root, folder), {
        ...(kustomize.path && { path: kustomize.path }),
        timeoutMs: 20_000,
      })
      if (!built.ok) throw new Error(built.message)
      return built.stdout
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  }

  it.each([
    { name: 'a manifest', files: base, rendered: `${web}:1.0.0` },
    {
      name: 'a manifest with a digest',
      files: { ...base, 'web/base/web.yaml': deployment(`${web}@${a}`) },
      asked: { digest: 'drop' as const },
      rendered: `${web}@${a}`,
    },
    {
      name: 'a base that renames',
      files: {
        'web/base/web.yaml': deployment('web:1.0.0'),
        'web/base/kustomization.yaml': `resources: [web.yaml]\nimages:\n- name: web\n  newName: ${web}\n  newTag: 1.0.0\n`,
      },
      rendered: `${web}:1.0.0`,
    },
  ])('$name: only the image of that overlay changes', async ({ files, rendered, asked }) => {
    const all: Files = { ...files, ...prod, [dev]: onBase }
    const changed = await update(all, { image: `${web}:2.0.0`, environment: 'dev', createMissing: true, ...asked })
    expect(Object.keys(changed)).toEqual([dev])
    const before = await render(all, 'web/overlays/dev')
    expect(before).toContain(`image: ${rendered}\n`)
    expect(await render({ ...all, ...changed }, 'web/overlays/dev')).toBe(before.replace(rendered, `${web}:2.0.0`))
    expect(await render({ ...all, ...changed }, 'web/overlays/prod')).toBe(await render(all, 'web/overlays/prod'))
  })
})
