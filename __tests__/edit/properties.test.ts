import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Document, isScalar, parse, parseDocument, stringify, visit } from 'yaml'
import { plainKind } from '../../src/edit/plain.ts'
import { scalarSite } from '../../src/edit/sites.ts'
import { formatYamlPath, type YamlPath } from '../../src/edit/yaml-path.ts'
import { documentsOf, replaceAt } from './replace.ts'

const key = fc.oneof(
  fc.stringMatching(/^[a-z][a-zA-Z_-]{0,8}$/),
  fc.constantFrom('a.b/c', 'on', '1', 'x y', 'app.kubernetes.io/version', '*', 'a"b', "it's", 'ü'),
)
const text = fc.oneof(
  fc.stringMatching(/^v?\d{1,3}(?:\.\d{1,3}){0,2}(?:-[a-z]{1,4})?$/),
  fc.constantFrom(
    '',
    'on',
    '0123',
    '1e5',
    'null',
    '2024-01-01',
    'a: b',
    'x #y',
    ' x',
    '- a',
    'line\nline',
    '{{ x }}',
    '"',
    "'",
    '\ttab',
    'é',
    '🚀',
    '#',
    'a\n\n b\n',
  ),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
)
const leaf = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)
const { data } = fc.letrec<{ data: unknown; node: unknown }>((tie) => ({
  data: fc.oneof(
    fc.dictionary(key, tie('node'), { minKeys: 1, maxKeys: 5 }),
    fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
  ),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { arbitrary: leaf, weight: 3 },
    { arbitrary: tie('data'), weight: 1 },
  ),
}))

const styles = fc.record({
  indent: fc.integer({ min: 1, max: 5 }),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 80),
  defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
  collectionStyle: fc.constantFrom('any', 'block', 'flow'),
  version: fc.constantFrom('1.1', '1.2'),
} as const)

interface Wrapping {
  readonly eol: string
  readonly bom: boolean
  readonly comments: boolean
  readonly cut: boolean
}

const wrapping: fc.Arbitrary<Wrapping> = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  bom: fc.boolean(),
  comments: fc.boolean(),
  cut: fc.boolean(),
})

function wrap(yaml: string, { eol, bom, comments, cut }: Wrapping): string {
  const lines = comments ? `# head\n\n${yaml}# tail\n` : yaml
  const ended = cut ? lines.replace(/\n+$/, '') : lines
  return (bom ? '\ufeff' : '') + ended.replaceAll('\n', eol)
}

interface Leaf {
  readonly path: YamlPath
  readonly start: number
  readonly end: number
}

/** Every scalar of a text with the bytes that our own reader says are its. */
function leavesOf(yaml: string): Leaf[] {
  return documentsOf(yaml).flatMap((document) => {
    const found: Leaf[] = []
    visit(document.document as Document.Parsed, {
      Scalar(at, node) {
        const site = at === 'key' ? undefined : scalarSite(document, node)
        if (site) found.push(site)
      },
    })
    return found
  })
}

function withValue(old: unknown, [step, ...rest]: YamlPath, value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(old)) return old.map((item, index) => (index === step ? withValue(item, rest, value) : item))
  const entries = Object.entries(old as Record<string, unknown>)
  return Object.fromEntries(entries.map(([name, item]) => [name, name === step ? withValue(item, rest, value) : item]))
}

/** A path as the grammar of `value` has it: every key in quotes. */
function pathOf(path: YamlPath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${JSON.stringify(step)}`))
    .join('')
    .replace(/^\./, '')
}

describe('for every document', () => {
  it('replacing any one scalar changes its bytes alone, and parses to the old data with that one value changed', () => {
    fc.assert(
      fc.property(data, styles, wrapping, text, fc.nat(), (value, style, around, wanted, pick) => {
        const yaml = wrap(stringify(value, style as object), around)
        const leaves = leavesOf(yaml)
        const chosen = leaves[pick % leaves.length]
        fc.pre(chosen !== undefined && !/[\r\n]/.test(wanted))
        const { path, start, end } = chosen as Leaf
        const replaced = replaceAt(yaml, pathOf(path), wanted)
        expect(replaced.wrong, formatYamlPath(path)).toEqual([])
        expect(replaced.text.startsWith(yaml.slice(0, start))).toBe(true)
        expect(replaced.text.endsWith(yaml.slice(end))).toBe(true)
        const read = (source: string) => source.replace(/^\ufeff/, '')
        const written = parseDocument(read(replaced.text)).getIn(path, true)
        // A block scalar keeps its final line breaks.
        const now = isScalar(written) ? written.value : undefined
        expect(String(now).replace(/\n+$/, '')).toBe(wanted)
        expect(parse(read(replaced.text))).toEqual(withValue(parse(read(yaml)), path, now))
        expect(replaceAt(replaced.text, pathOf(path), wanted)).toEqual({ text: replaced.text, wrong: [] })
      }),
      { numRuns: 1500 },
    )
  })

  it('a text that is read as a string without quotes is one to the yaml package, whatever the version', () => {
    const alphabet = [...'0123456789abcdefox._:+-eEtTZ~nyYN= ']
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 10 }), (plain) => {
        fc.pre(plainKind(plain) === 'string')
        const { text: yaml } = replaceAt('a: v1\n', 'a', plain)
        for (const version of ['1.1', '1.2'] as const) expect(parse(yaml, { version })).toEqual({ a: plain })
      }),
      { numRuns: 5000 },
    )
  })
})
