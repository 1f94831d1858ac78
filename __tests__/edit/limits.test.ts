import { describe, expect, it } from 'vitest'
import { verifyEdit } from '../../src/edit/verify.ts'
import { fileView } from '../../src/edit/view.ts'
import { parseYaml } from '../../src/edit/yaml-file.ts'
import { diffPins } from '../../src/pins/diff.ts'
import { readKustomizeGraph } from '../../src/pins/reach.ts'
import { readDocuments } from '../../src/pins/scan.ts'
import { findByPath, parseValuePath } from '../../src/pins/value-path.ts'
import { MemoryTree } from '../support/memory-tree.ts'

const deep = 10_000
const levels = Array.from({ length: deep }, (_, i) => i)
const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`),
].join('\n')
const mergeBomb = [
  'a0: &a0 {k: v}',
  ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1}\n  <<: [${Array(10).fill(`*a${i}`).join(', ')}]`),
].join('\n')

const hostile = [
  { name: '10,000 flow lists', text: '['.repeat(deep) + ']'.repeat(deep) },
  { name: '10,000 flow maps', text: `${'{a: '.repeat(deep)}1${'}'.repeat(deep)}` },
  {
    name: '10,000 block maps',
    text: levels
      .map((i) => `${' '.repeat(Math.min(i, 3000))}a:`)
      .slice(0, 3000)
      .join('\n'),
  },
  { name: '10,000 block lists', text: `${'- '.repeat(deep)}a` },
  { name: '10,000 keys that are lists', text: `${'? '.repeat(deep)}a` },
  { name: 'a list that never ends', text: '['.repeat(200_000) },
  { name: '200,000 quotes', text: '"'.repeat(200_000) },
  { name: 'a deep key', text: `? ${'['.repeat(400)}${']'.repeat(400)}\n: image\n` },
  { name: 'aliases that expand to 10^10 nodes', text: bomb },
  { name: 'merges that multiply', text: mergeBomb },
  {
    name: 'a long chain of merges',
    text: `a0: &a0 {k: v}\n${levels
      .slice(1, 5000)
      .map((i) => `a${i}: &a${i}\n  <<: *a${i - 1}`)
      .join('\n')}`,
  },
  {
    name: '20,000 aliases of one image',
    text: `i: &i nginx:1.0\n${levels
      .concat(levels)
      .map((i) => `k${i}: {image: *i}`)
      .join('\n')}`,
  },
  {
    name: '20,000 anchors',
    text: levels
      .concat(levels)
      .map((i) => `k${i}: &a${i} {image: 'nginx:1.${i}'}`)
      .join('\n'),
  },
  { name: 'an alias of what holds it', text: 'a: &a\n  b: *a\n  image: nginx:1.0\n' },
  { name: 'an alias of nothing', text: 'image: *nothing\n' },
  {
    name: 'YAML in YAML in YAML…',
    text: `${levels
      .slice(0, 200)
      .map((i) => `${' '.repeat(i)}a: |`)
      .join('\n')}\n${' '.repeat(200)}image: nginx:1.0\n`,
  },
]

describe('a file that is made to be hard to read is read, or is a problem with its line, in a short time', () => {
  it.each(hostile)(
    '$name',
    ({ text }) => {
      const parsed = parseYaml(fileView(text))
      if (!parsed.ok) {
        expect(parsed.problem).toMatchObject({
          code: 'invalid-yaml',
          line: expect.any(Number),
          message: expect.any(String),
        })
        expect(verifyEdit(text, text, [])).toEqual(['the edited file is no longer valid YAML'])
        return
      }
      const steps = parseValuePath('*.*.*.*.*.*.*.*.*.*')
      if (steps.ok) for (const document of parsed.documents) findByPath(document, steps.steps)
      readDocuments('values.yaml', parsed.documents)
      readDocuments('kustomization.yaml', parsed.documents)
      expect(diffPins('values.yaml', text, text)).toEqual([])
      expect(verifyEdit(text, text, [])).toEqual([])
    },
    20_000,
  )

  it.each(hostile)(
    '$name, as a kustomization',
    async ({ text }) => {
      const tree = new MemoryTree({ 'a/kustomization.yaml': text, 'b/kustomization.yaml': 'resources: [../a]\n' })
      const graph = await readKustomizeGraph({ tree, paths: ['a/kustomization.yaml', 'b/kustomization.yaml'] })
      expect(graph.reach('a')).toEqual(['b'])
    },
    20_000,
  )

  it('says so, and where', () => {
    const parsed = parseYaml(fileView(`a: 1\nb: ${'['.repeat(deep)}`))
    expect(parsed).toMatchObject({ ok: false, problem: { line: 2, message: 'is nested too deeply to be read' } })
  })

  it.each([
    { name: 'a bracket that is not closed', text: 'a: 1\nb: [1\nc: 2\n', line: 3 },
    { name: 'a tab as indentation', text: 'a:\n\tb: 1\n', line: 2 },
    { name: 'two values', text: 'a: "x" y\n', line: 1 },
  ])('an ordinary mistake has its line: $name', ({ text, line }) => {
    expect(parseYaml(fileView(text))).toMatchObject({
      ok: false,
      problem: { line, message: expect.stringMatching(/^not valid YAML: /) },
    })
  })
})
