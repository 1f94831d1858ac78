import { describe, expect, it } from 'vitest'
import { type Asked, type Files, plan, refusal, update } from './plan-files.ts'

const web = 'ghcr.io/acme/web'
const entry = (tag: string) => `resources:\n- ../../base\nimages:\n- name: ${web}\n  newTag: ${tag}\n`
const deployment = (tag: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n      - name: web\n        image: ${web}:${tag}\n`

const overlays = {
  'web/overlays/dev/kustomization.yaml': entry('1.0.0'),
  'web/overlays/prod/kustomization.yaml': entry('1.0.0'),
}

// Design: "Which environments: without `environment`, `files` edits every match; any other delivery with matches in several
// environments is exit 2 that lists them, unless `environment: all`."
describe('which environments', () => {
  const image = `${web}:2.0.0`
  const both = {
    'web/overlays/dev/kustomization.yaml': entry('2.0.0'),
    'web/overlays/prod/kustomization.yaml': entry('2.0.0'),
  }

  it.each([
    { name: 'files edits every match', asked: {}, changed: both },
    { name: 'all is every one', asked: { environment: 'all', isFilesOnly: false }, changed: both },
    {
      name: 'one that is named',
      asked: { environment: 'dev', isFilesOnly: false },
      changed: { 'web/overlays/dev/kustomization.yaml': entry('2.0.0') },
    },
    { name: 'several that are named', asked: { environment: ['dev', 'prod'], isFilesOnly: false }, changed: both },
  ])('$name', async ({ asked, changed }) => {
    expect(await update(overlays, { image, ...asked })).toEqual(changed)
  })

  it('another delivery lists several, with what to write', async () => {
    const error = await refusal(overlays, { image, isFilesOnly: false })
    expect(error.exitCode).toBe(2)
    expect(error.problems).toEqual([
      {
        code: 'several-environments',
        message:
          'the versions stand in several environments: dev (web/overlays/dev/kustomization.yaml:5), prod (web/overlays/prod/kustomization.yaml:5)',
        hint: 'Name the one that is meant ("environment: dev"), or write "environment: all".',
      },
    ])
  })

  it('an unknown one is an error that lists those found', async () => {
    const error = await refusal(overlays, { image, environment: ['stagging', 'dev'] })
    expect(error.exitCode).toBe(2)
    expect(error.problems).toMatchObject([
      {
        code: 'unknown-environment',
        message: expect.stringContaining('"stagging"'),
        hint: expect.stringContaining('dev (web/overlays/dev'),
      },
    ])
  })

  it('a name beyond the vocabulary is one when it is asked for', async () => {
    const files = {
      'web/blueberry/values.yaml': `image: ${web}:1.0.0\n`,
      'web/cherry/values.yaml': `image: ${web}:1.0.0\n`,
    }
    expect(await update(files, { image, environment: 'blueberry' })).toEqual({
      'web/blueberry/values.yaml': `image: ${web}:2.0.0\n`,
    })
  })

  it('applications limit the pins', async () => {
    const files = { 'web/dev/values.yaml': `image: ${web}:1.0.0\n`, 'api/dev/values.yaml': `image: ${web}:1.0.0\n` }
    expect(await update(files, { image, applications: ['api'] })).toEqual({
      'api/dev/values.yaml': `image: ${web}:2.0.0\n`,
    })
    const error = await refusal(files, { image, applications: ['shop'] })
    expect(error).toMatchObject({ exitCode: 2, code: 'unknown-application' })
  })

  it.each([
    { name: 'one', paths: ['dev/**'], changed: ['dev/a/values.yaml', 'dev/values.yaml'] },
    { name: 'one less another', paths: ['dev/**', '!dev/a/**'], changed: ['dev/values.yaml'] },
    { name: 'all less one', paths: ['!dev/**'], changed: ['prod/values.yaml'] },
    { name: 'several', paths: ['dev/values.yaml', './prod/*'], changed: ['dev/values.yaml', 'prod/values.yaml'] },
  ])('globs limit the pins: $name', async ({ paths, changed }) => {
    const text = `image: ${web}:1.0.0\n`
    const files = { 'dev/values.yaml': text, 'dev/a/values.yaml': text, 'prod/values.yaml': text }
    expect(Object.keys(await update(files, { image, paths }))).toEqual(changed)
  })
})

// Design: "Shared places: a pin in a base, component or chart default that only the named environments reach is edited; reached by
// others too, it is refused with their names".
describe('shared places', () => {
  const image = `${web}:2.0.0`
  const build = 'resources:\n- ../../base\n'
  const base = { 'web/base/kustomization.yaml': 'resources:\n- web.yaml\n', 'web/base/web.yaml': deployment('1.0.0') }

  const edited: { name: string; files: Files; asked?: Asked; changed: Record<string, string> }[] = [
    {
      name: 'a base that only the named environment reaches is edited',
      files: { ...base, 'web/overlays/dev/kustomization.yaml': build },
      changed: { 'web/base/web.yaml': deployment('2.0.0') },
    },
    {
      name: 'a base that all the named ones reach is edited',
      files: { ...base, 'web/overlays/dev/kustomization.yaml': build, 'web/overlays/prod/kustomization.yaml': build },
      asked: { environment: ['dev', 'prod'] },
      changed: { 'web/base/web.yaml': deployment('2.0.0') },
    },
    {
      name: 'an entry of the overlay covers the base',
      files: { ...base, ...overlays },
      changed: { 'web/overlays/dev/kustomization.yaml': entry('2.0.0') },
    },
    {
      name: 'an entry covers the base in a repo of overlays without applications',
      files: {
        'base/web/kustomization.yaml': 'resources: [web.yaml]\n',
        'base/web/web.yaml': deployment('1.0.0'),
        'overlays/dev/kustomization.yaml': `resources: [../../base/web]\nimages:\n- name: ${web}\n  newTag: 1.0.0\n`,
        'overlays/prod/kustomization.yaml': 'resources: [../../base/web]\n',
      },
      changed: {
        'overlays/dev/kustomization.yaml': `resources: [../../base/web]\nimages:\n- name: ${web}\n  newTag: 2.0.0\n`,
      },
    },
    {
      name: 'an entry above the overlay covers it too',
      files: {
        ...base,
        'web/overlays/dev/kustomization.yaml': build,
        'web/overlays/prod/kustomization.yaml': build,
        'clusters/dev/kustomization.yaml': `resources:\n- ../../web/overlays/dev\nimages:\n- name: ${web}\n  newTag: 1.0.0\n`,
      },
      changed: {
        'clusters/dev/kustomization.yaml': `resources:\n- ../../web/overlays/dev\nimages:\n- name: ${web}\n  newTag: 2.0.0\n`,
      },
    },
    {
      name: 'a patch of the overlay covers the base',
      files: {
        ...base,
        'web/overlays/dev/kustomization.yaml': `${build}patches:\n- path: web-patch.yaml\n`,
        'web/overlays/dev/web-patch.yaml': deployment('1.0.0'),
        'web/overlays/prod/kustomization.yaml': build,
      },
      changed: { 'web/overlays/dev/web-patch.yaml': deployment('2.0.0') },
    },
    {
      name: 'values of the environment cover those of the chart',
      files: {
        'web/values.yaml': `image:\n  repository: ${web}\n  tag: 1.0.0\n`,
        'web/values-dev.yaml': 'image:\n  tag: 1.0.0\n',
        'web/values-prod.yaml': 'image:\n  tag: 1.0.0\n',
      },
      changed: { 'web/values-dev.yaml': 'image:\n  tag: 2.0.0\n' },
    },
    {
      name: 'a component that only the named environment uses is edited',
      files: {
        ...overlays,
        'web/components/x/kustomization.yaml': `kind: Component\nimages:\n- name: ${web}\n  newTag: 1.0.0\n`,
        'web/overlays/dev/kustomization.yaml': 'resources: [../../base]\ncomponents: [../../components/x]\n',
      },
      changed: { 'web/components/x/kustomization.yaml': `kind: Component\nimages:\n- name: ${web}\n  newTag: 2.0.0\n` },
    },
    {
      name: 'a base that only names the image is left alone',
      files: {
        ...overlays,
        'web/base/kustomization.yaml': `images:\n- name: web\n  newName: ${web}\n`,
        'web/base/web.yaml': deployment('1.0.0').replace(':1.0.0', ''),
      },
      changed: { 'web/overlays/dev/kustomization.yaml': entry('2.0.0') },
    },
  ]
  it.each(edited)('$name', async ({ files, asked, changed }) => {
    expect(await update(files, { image, environment: 'dev', ...asked })).toEqual(changed)
  })

  it.each([
    {
      name: 'a base',
      files: { ...base, 'web/overlays/dev/kustomization.yaml': build, 'web/overlays/prod/kustomization.yaml': build },
      place: 'web/base/web.yaml',
      line: 10,
    },
    {
      name: 'the values of a chart',
      files: {
        'web/values.yaml': `image:\n  repository: ${web}\n  tag: 1.0.0\n`,
        'web/values-dev.yaml': 'a: 1\n',
        'web/values-prod.yaml': 'a: 1\n',
      },
      place: 'web/values.yaml',
      line: 3,
    },
    {
      name: 'a second record that the environment takes from the chart',
      files: {
        'web/values.yaml': `image:\n  repository: ${web}\n  tag: 1.0.0\njob:\n  image:\n    repository: ${web}\n    tag: 1.0.0\n`,
        'web/values-dev.yaml': 'image:\n  tag: 1.0.0\n',
        'web/values-prod.yaml': 'a: 1\n',
      },
      place: 'web/values.yaml',
      line: 7,
    },
    {
      name: 'a base that one of two overlays of the environment takes',
      files: {
        ...base,
        'web/overlays/dev/kustomization.yaml': entry('1.0.0'),
        'x/overlays/dev/kustomization.yaml': 'resources: [../../../web/base]\n',
        'web/overlays/prod/kustomization.yaml': build,
      },
      place: 'web/base/web.yaml',
      line: 10,
    },
  ])('$name is refused with the names of the others', async ({ files, place, line }) => {
    const error = await refusal(files as Files, { image, environment: 'dev' })
    expect(error.exitCode).toBe(3)
    expect(error.problems).toEqual([
      {
        code: 'shared-place',
        file: place,
        line,
        message: `${web} is pinned in a place that dev shares with prod`,
        hint: 'Set "create-missing" to give dev an entry of its own, or name them all: "environment: dev,prod".',
      },
    ])
  })

  it('a value in a shared file is refused too', async () => {
    const files = {
      'web/values.yaml': 'replicas: 1\n',
      'web/values-dev.yaml': 'a: 1\n',
      'web/values-prod.yaml': 'a: 1\n',
    }
    const error = await refusal(files, { value: 'web/values.yaml:replicas=2', environment: 'dev' })
    expect(error).toMatchObject({ exitCode: 3, code: 'shared-place' })
  })

  it('a value in a file that no environment is known to read was meant', async () => {
    const files = { 'web/x.yaml': 'replicas: 1\n', ...overlays }
    expect(await update(files, { value: 'web/x.yaml:replicas=2', environment: 'dev' })).toEqual({
      'web/x.yaml': 'replicas: 2\n',
    })
  })
})

describe('what is pinned nowhere', () => {
  const files = { ...overlays, 'api/dev/values.yaml': 'image: registry.example.com/acme/api:1.0.0\n' }
  it.each([
    {
      name: 'a name that is like another',
      asked: { image: 'ghcr.io/acme/api:2.0.0' },
      hint: 'Did you mean registry.example.com/acme/api (api/dev/values.yaml:1)?',
    },
    { name: 'a name that is like no other', asked: { image: 'ghcr.io/acme/shop:2.0.0' }, hint: 'Check the name' },
    {
      name: 'an environment that has not got it',
      asked: { image: 'registry.example.com/acme/api:2.0.0', environment: 'prod' },
      hint: 'It is pinned in api/dev/values.yaml:1 (dev, application api).',
    },
    { name: 'a value', asked: { value: 'api/dev/values.yaml:tag=1' }, hint: 'Look the path up' },
  ])('$name is an error with a hint', async ({ asked, hint }) => {
    const error = await refusal(files, asked)
    expect(error.problems).toMatchObject([{ code: 'not-pinned', hint: expect.stringContaining(hint) }])
    expect(error.exitCode).toBe(2)
    expect(await update(files, { ...asked, allowMissing: true })).toEqual({})
  })

  it('may stand in a template, which is named', async () => {
    const error = await refusal({ 'dev/t.yaml': '{{ if a }}\nimage: acme/x:1\n{{ end }}\n' }, { image: 'acme/x:2.0.0' })
    expect(error.problems[0]?.hint).toBe('It may stand in a template, which is not read: dev/t.yaml.')
  })

  it('one that is named without a version says how to give it one', async () => {
    const error = await refusal({ 'dev/kustomization.yaml': 'images:\n- name: acme/x\n' }, { image: 'acme/x:2.0.0' })
    expect(error.problems).toMatchObject([
      { code: 'not-pinned', file: 'dev/kustomization.yaml', line: 2, hint: 'Set "create-missing" to write a version.' },
    ])
  })

  it('what else was asked for is still listed: every problem at once', async () => {
    const error = await refusal(files, { image: ['ghcr.io/acme/a:1.0.0', 'ghcr.io/acme/b:1.0.0', `${web}:2.0.0`] })
    expect(error.problems.map(({ message }) => message)).toEqual([
      'image ghcr.io/acme/a is pinned nowhere',
      'image ghcr.io/acme/b is pinned nowhere',
    ])
  })
})

describe('files that can’t be read', () => {
  const broken = `image: ${web}:1.0.0\nb: [\n`
  const good = { 'dev/values.yaml': `image: ${web}:1.0.0\n` }
  it('in scope: an error with file and line', async () => {
    const error = await refusal({ ...good, 'dev/broken.yaml': broken }, { image: `${web}:2.0.0`, environment: 'dev' })
    expect(error).toMatchObject({ exitCode: 2, problems: [{ code: 'invalid-yaml', file: 'dev/broken.yaml', line: 3 }] })
  })

  it.each([
    { name: 'of another environment', path: 'prod/broken.yaml', text: broken },
    { name: 'that name no such image', path: 'dev/other.yaml', text: 'b: [\n' },
    { name: 'that are templates', path: 'dev/t.yaml', text: `{{ if a }}\nimage: ${web}:1.0.0\n{{ end }}\n` },
    { name: 'that are no configuration', path: 'dev/x.txt', text: broken },
  ])('those $name are passed by', async ({ path, text }) => {
    const files = { ...good, [path]: text, 'prod/values.yaml': 'a: 1\n' }
    expect(await update(files, { image: `${web}:2.0.0`, environment: 'dev' })).toEqual({
      'dev/values.yaml': `image: ${web}:2.0.0\n`,
    })
  })

  it.each([
    { name: 'UTF-16', bytes: Buffer.from(`\ufeffimage: ${web}:1`, 'utf16le'), code: undefined },
    {
      name: 'not UTF-8',
      bytes: Buffer.concat([Buffer.from(`image: ${web}:1.0.0\nx: `), Buffer.of(0xe9)]),
      code: 'not-utf-8',
    },
    { name: 'with NUL', bytes: Buffer.from(`image: ${web}:1.0.0\0`), code: 'not-text' },
  ])('$name', async ({ bytes, code }) => {
    const asked = { image: `${web}:2.0.0`, allowMissing: true }
    if (code) expect(await refusal({ 'dev/values.yaml': bytes }, asked)).toMatchObject({ exitCode: 2, code })
    else expect(await update({ 'dev/values.yaml': bytes }, asked)).toEqual({})
  })
})

// Design: "Downgrade: strict semver with the same suffix flavour, […] else unknown: a warning. Under `files` it is a warning,
// further on a refusal."
describe('an older version', () => {
  const files = { 'dev/values.yaml': `image: ${web}:2.0.0\n` }
  const older = { image: `${web}:1.0.0`, environment: 'dev' }
  it('is refused', async () => {
    const error = await refusal(files, { ...older, isFilesOnly: false })
    expect(error).toMatchObject({ exitCode: 3, problems: [{ code: 'downgrade', file: 'dev/values.yaml', line: 1 }] })
  })

  it.each([
    { name: 'is a warning under files', asked: older, warnings: ['downgrade'] },
    { name: 'passes when it is allowed', asked: { ...older, allowDowngrade: true, isFilesOnly: false }, warnings: [] },
    {
      name: 'whose order is unknown is a warning',
      asked: { image: `${web}:main-abc1234`, environment: 'dev', isFilesOnly: false },
      warnings: ['unknown-order'],
    },
    {
      name: 'is none when it is newer',
      asked: { image: `${web}:2.0.1`, environment: 'dev', isFilesOnly: false },
      warnings: [],
    },
  ])('$name', async ({ asked, warnings }) => {
    const { files: edited, warnings: found } = await plan(files, asked)
    expect(edited).toHaveLength(1)
    expect(found.map(({ code }) => code)).toEqual(warnings)
  })
})

// Issue: "editing an anchored value says who else uses it".
describe('anchors', () => {
  it('a value that others read is edited, with a warning that says where', async () => {
    const files = { 'dev/values.yaml': `x: &t 1.0.0\nimage:\n  repository: ${web}\n  tag: *t\ny: *t\n` }
    const { warnings } = await plan(files, { image: `${web}:2.0.0` })
    expect(warnings).toMatchObject([
      {
        code: 'shared-anchor',
        file: 'dev/values.yaml',
        line: 1,
        message: expect.stringContaining('&t, which is also read in line 4, 5'),
      },
    ])
  })

  it('a map that others read too', async () => {
    const files = { 'dev/values.yaml': `image: &i\n  repository: ${web}\n  tag: 1.0.0\njob:\n  image: *i\n` }
    const { warnings } = await plan(files, { image: `${web}:2.0.0` })
    expect(warnings).toMatchObject([
      { code: 'shared-anchor', message: expect.stringContaining('&i, which is also read in line 5') },
    ])
  })

  it('two versions for one anchor are refused', async () => {
    const files = {
      'dev/values.yaml': `x: &t 1.0.0\na: {repository: acme/a, tag: *t}\nb: {repository: acme/b, tag: *t}\n`,
    }
    const error = await refusal(files, { image: ['acme/a:2.0.0', 'acme/b:3.0.0'] })
    expect(error).toMatchObject({
      exitCode: 3,
      problems: [{ code: 'conflicting-edits', message: expect.stringContaining('acme/a → 2.0.0, acme/b → 3.0.0') }],
    })
    const changed = await update(files, { image: ['acme/a:2.0.0', 'acme/b:2.0.0'] })
    expect(changed['dev/values.yaml']).toBe(
      `x: &t 2.0.0\na: {repository: acme/a, tag: *t}\nb: {repository: acme/b, tag: *t}\n`,
    )
  })
})

describe('the plan', () => {
  it('keeps the mode of a file, and says what was, what becomes, and whose it is', async () => {
    const { changes, files, unchanged } = await plan(overlays, { image: `${web}:2.0.0`, environment: 'prod' })
    expect(files).toMatchObject([{ path: 'web/overlays/prod/kustomization.yaml', mode: '100644' }])
    expect(changes).toMatchObject([
      { from: '1.0.0', to: '2.0.0', pin: { environment: 'prod', application: 'web', line: 5 } },
    ])
    expect(unchanged).toEqual([])
  })

  it('lists what has the version already', async () => {
    const { changes, unchanged } = await plan(overlays, { image: `${web}:1.0.0`, environment: 'prod' })
    expect(changes).toEqual([])
    expect(unchanged).toMatchObject([{ file: 'web/overlays/prod/kustomization.yaml', writtenName: web }])
  })
})
