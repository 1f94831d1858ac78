import fc from 'fast-check'
import type { ProposalFacts } from '../../src/report/proposal-facts.ts'
import type { ReportedChange } from '../../src/report/result.ts'

const pieces = [
  ...[
    '|',
    '\\',
    '`',
    '```',
    '~~~',
    '<',
    '>',
    '<!--',
    '<script>',
    '<b',
    '</td>',
    '&lt;',
    '@octocat',
    '@acme/team',
    '#12',
    'GH-12',
  ],
  ...[
    '# ',
    '---',
    '- ',
    '1. ',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '\u0085',
    '\u2028',
    '\u2029',
    '\v',
    '\f',
    '\t',
    ' ',
    '\0',
    '\u00a0',
  ],
  ...['\u001b[31m', '\u001b]0;x', '\u202e', '\ud800', '\udc00', '::error::x', '##[error]', '##vso[', '::', '%0A', '%'],
  ...[
    'Drawbridge-Pin: a/b c 1 -> 2',
    'Drawbridge-',
    'Command',
    ':',
    'Co-authored-by: a <a@b>',
    'Signed-off-by: b',
    '-',
    '""',
    ' -> ',
  ],
  ...['https://x.test/', '[a](b)', '![a](b)', '$', '/', '{environment}', 'é', '日本', '👩‍🚀'],
]

/** Any text, with much of what means something to Git, Markdown, a terminal or a log. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 12 })
  .map((parts) => parts.join(''))

export const hostileRow: fc.Arbitrary<ReportedChange> = fc.record({
  file: hostileText,
  line: fc.nat(9999),
  format: fc.constant('kustomize'),
  kind: fc.constantFrom('image', 'value'),
  name: hostileText,
  environment: fc.option(hostileText),
  application: fc.option(hostileText),
  from: hostileText,
  to: hostileText,
})

export const hostileProposal: fc.Arbitrary<ProposalFacts> = fc.record(
  {
    command: fc.constant('update'),
    rows: fc.array(hostileRow, { maxLength: 4 }),
    facts: fc.record({ source: hostileText, actor: hostileText, runUrl: hostileText }, { requiredKeys: [] }),
    serverUrl: fc.oneof(hostileText, fc.constant('https://github.com')),
    previousSource: hostileText,
    configRepo: hostileText,
    base: hostileText,
    reason: hostileText,
    templates: fc.record({ title: hostileText, body: hostileText, commitMessage: hostileText }, { requiredKeys: [] }),
  },
  { requiredKeys: ['command', 'rows', 'facts', 'base', 'templates'] },
)

/** A change that needs no more said. */
export function rowOf(parts: Partial<ReportedChange> = {}): ReportedChange {
  return {
    file: 'apps/web/overlays/dev/kustomization.yaml',
    line: 12,
    format: 'kustomize',
    kind: 'image',
    name: 'ghcr.io/acme/web',
    environment: 'dev',
    application: 'web',
    from: '1.3.0',
    to: '1.4.0',
    ...parts,
  }
}

/** A proposal that needs no more said. */
export function proposalOf(parts: Partial<ProposalFacts> = {}): ProposalFacts {
  return { command: 'update', rows: [rowOf()], facts: {}, base: 'main', templates: {}, ...parts }
}

/** `sha256:` and 64 digits that begin with these. */
export function digestOf(start: string): string {
  return `sha256:${start.padEnd(64, '0')}`
}
