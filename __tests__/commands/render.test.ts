import { describe, expect, it } from 'vitest'
import { renderChange } from '../../src/commands/render.ts'
import type { EditedFile } from '../../src/plan/file-edits.ts'
import { DiskTree } from '../../src/repo/disk-tree.ts'
import { makeFolder, writeTree } from '../support/git.ts'
import { findTool } from '../support/tools.ts'

const kustomize = findTool('kustomize')
const env = { PATH: kustomize.path?.replace(/\/[^/]*$/, '') ?? '' }

const files = {
  'base/kustomization.yaml': 'resources:\n  - pod.yaml\n  - secret.yaml\n',
  'base/pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: web:1.0.0\n',
  'base/secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: key\nstringData:\n  key: hidden web:1.0.0\n',
  'dev/kustomization.yaml': 'namePrefix: dev-\nresources:\n  - ../base\n',
  'prod/kustomization.yaml': 'namePrefix: prod-\nresources:\n  - ../base\n',
}

function render(
  edits: Readonly<Record<string, readonly [string, string]>>,
  more: Readonly<Record<string, string>> = {},
) {
  const folder = makeFolder()
  const all: Record<string, string> = { ...files, ...more }
  writeTree(folder, all)
  const edited = Object.entries(edits).map(([path, [from, to]]) => {
    const before = all[path] ?? ''
    const after = before.replaceAll(from, to)
    return { path, before, after, content: Buffer.from(after), mode: '100644' } as EditedFile
  })
  return renderChange(new DiskTree(folder), edited, env)
}

describe.skipIf(kustomize.missing)(`renderChange ${kustomize.missing ?? ''}`, () => {
  it('shows what the folders become that build on the change and that nothing builds on', async () => {
    const renders = await render({ 'base/pod.yaml': ['web:1.0.0', 'web:1.1.0'] })
    expect(renders.map(({ title }) => title)).toEqual(['dev', 'prod'])
    expect(renders[0]).toHaveProperty('diff', expect.stringContaining('-  - image: web:1.0.0\n+  - image: web:1.1.0\n'))
  })

  it('shows nothing of a Secret, for more people can read a summary', async () => {
    const change = ['web:1.0.0', 'web:1.1.0'] as const
    const [dev] = await render({ 'base/pod.yaml': change, 'base/secret.yaml': change })
    expect(JSON.stringify(dev)).not.toContain('hidden')
    expect(JSON.stringify(dev)).toContain('web:1.1.0')
  })

  it('shows nothing where no kustomization is reached', async () => {
    expect(await render({ 'values.yaml': ['1', '2'] }, { 'values.yaml': 'tag: 1\n' })).toEqual([])
  })

  it('says why when a folder cannot be built, and shows the others', async () => {
    const broken = { 'prod/kustomization.yaml': 'resources:\n  - ../base\n  - nowhere.yaml\n' }
    const renders = await render({ 'base/pod.yaml': ['web:1.0.0', 'web:1.1.0'] }, broken)
    expect(renders).toEqual([
      { title: 'dev', diff: expect.any(String) },
      { title: 'prod', note: expect.stringContaining('kustomize could not build it') },
    ])
  })

  it('names the root of the repo', async () => {
    const root = { 'kustomization.yaml': 'resources:\n  - dev\n  - prod\n' }
    const renders = await render({ 'base/pod.yaml': ['web:1.0.0', 'web:1.1.0'] }, root)
    expect(renders.map(({ title }) => title)).toEqual(['.'])
  })

  it('shows five folders and counts the rest', async () => {
    const overlays = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e'].map((name) => [`${name}/kustomization.yaml`, 'resources:\n  - ../base\n']),
    )
    const renders = await render({ 'base/pod.yaml': ['web:1.0.0', 'web:1.1.0'] }, overlays)
    expect(renders).toHaveLength(6)
    expect(renders[5]).toEqual({ title: 'More', note: '2 more folders are not shown.' })
  })
})

it('renders nothing where there is no kustomize', async () => {
  const folder = makeFolder()
  writeTree(folder, files)
  const edited = {
    path: 'base/pod.yaml',
    before: 'a',
    after: 'b',
    content: Buffer.from('b'),
    mode: '100644',
  } as EditedFile
  expect(await renderChange(new DiskTree(folder), [edited], { PATH: '' })).toEqual([])
})
