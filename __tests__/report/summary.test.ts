import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyResult, type Result } from '../../src/report/result.ts'
import { formatSummary } from '../../src/report/summary.ts'
import { hostileText, rowOf } from './hostile.ts'
import { hostileResult } from './hostile-result.ts'
import { expectTable, expectTame } from './markdown-checks.ts'

const proposal = {
  environments: ['dev'],
  applications: ['web'],
  branch: 'drawbridge/dev/web',
  commit: 'c'.repeat(40),
  pullRequest: { number: 12, url: 'https://github.com/acme/config/pull/12', operation: 'created' as const },
  merged: false,
}
const changed: Result = {
  ...emptyResult,
  outcome: 'changed',
  changed: true,
  changes: [rowOf()],
  files: ['a'],
  proposals: [proposal],
}

describe('formatSummary', () => {
  it('shows what changed with a link to its pull request', () => {
    expect(formatSummary({ result: changed })).toBe(`### Drawbridge: changed 1 version in 1 file

| Environment | Application | Name | Where | From → to | Proposal |
| --- | --- | --- | --- | --- | --- |
| \`dev\` | \`web\` | [\`ghcr.io/acme/web\`](https://ghcr.io/acme/web) | \`apps/web/overlays/dev/kustomization.yaml:12\` | \`1.3.0\` → \`1.4.0\` | [#12](https://github.com/acme/config/pull/12) created |
`)
  })

  it.each([
    {
      name: 'a dry run',
      facts: { result: changed, isDryRun: true },
      text: '### Drawbridge: dry run: would change 1 version in 1 file',
    },
    {
      name: 'a push',
      facts: { result: { ...changed, proposals: [{ ...proposal, pullRequest: null, branch: 'main', merged: true }] } },
      text: '| `cccccccccccc` on `main` |',
    },
    {
      name: 'an error with its place and hint',
      facts: {
        result: {
          ...emptyResult,
          outcome: 'refused' as const,
          errors: [{ code: 'x', message: 'no', hint: 'do', file: 'a.yaml', line: 3 }],
        },
      },
      text: '**Errors**\n\n- `a.yaml:3`: no<br>do',
    },
    {
      name: 'what is blocked',
      facts: {
        result: {
          ...emptyResult,
          outcome: 'blocked' as const,
          blocked: [{ environment: 'prod', application: 'web', gate: 'hold', reason: 'stop @ops', until: null }],
        },
      },
      text: '- `prod/web` hold: stop @\u200Bops',
    },
    {
      name: 'a render',
      facts: { result: changed, renders: [{ title: 'apps/web', diff: '-a\n+```\n' }] },
      text: '<details><summary>Rendered: <code>apps/web</code></summary>\n\n````diff\n-a\n+```\n````\n\n</details>',
    },
    {
      name: 'why nothing is rendered',
      facts: { result: changed, renders: [{ title: 'x', note: 'no kustomize' }] },
      text: 'no kustomize',
    },
  ])('tells of $name', ({ facts, text }) => {
    expect(formatSummary(facts)).toContain(text)
  })

  it('stays below 1 MiB and counts what it leaves out', () => {
    const renders = Array.from({ length: 100 }, (_, n) => ({ title: `${n}`, diff: '+日本語\n'.repeat(50_000) }))
    const changes = Array.from({ length: 20_000 }, () => rowOf())
    const text = formatSummary({ result: { ...changed, changes }, renders })
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024)
    expect(text).toMatch(/… and \d+ more, left out here\.\n\n<details>/)
    expect(text).toMatch(/… and \d+ lines more, left out here\./)
    expect(text).toMatch(/… and \d+ sections more, left out here\.\n$/)
  })

  it('takes no row, heading, tag, mention or reference from any text', () => {
    fc.assert(
      fc.property(hostileResult, fc.array(hostileText), (result, titles) => {
        const text = formatSummary({ result, renders: titles.map((title) => ({ title, note: title })) })
        const [headline = '', ...rest] = text.split('\n')
        expect(headline).toMatch(/^### Drawbridge: [\w :]+$/)
        const columns = result.proposals.length > 0 ? 6 : 5
        if (result.changes.length > 0) expectTable(text, { rows: result.changes.length, columns })
        const links = /\[?#\d+\]?(?:\(\S+\))?(?= (?:created|updated|unchanged))/g
        expectTame(rest.join('\n').replace(links, ''), /<\/?(?:details|summary|br)>/g)
      }),
      { numRuns: 300 },
    )
  })
})
