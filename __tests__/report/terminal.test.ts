import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pin } from '../../src/pins/pin.ts'
import { emptyResult, type Result } from '../../src/report/result.ts'
import { formatTerminal } from '../../src/report/terminal.ts'
import { disarmCommands } from '../../src/report/workflow-command.ts'
import { rowOf } from './hostile.ts'
import { hostileResult } from './hostile-result.ts'

const changed: Result = {
  ...emptyResult,
  outcome: 'changed',
  changed: true,
  changes: [
    rowOf(),
    rowOf({
      environment: 'staging',
      name: 'docker.io/library/nginx',
      from: '(none)',
      to: '1.29',
      file: 'b.yaml',
      line: 3,
    }),
  ],
  files: ['a', 'b'],
}
const pullRequest = { number: 12, url: 'https://github.com/acme/config/pull/12', operation: 'updated' as const }
const proposal = {
  environments: ['dev'],
  applications: ['web'],
  branch: 'drawbridge/dev/web',
  commit: 'c'.repeat(40),
  pullRequest,
  merged: false,
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
const withoutColors = (text: string) => text.replace(/\u001B\[\d{1,2}m/g, '')
const pinOf = (parts: Partial<Pin>) =>
  ({ kind: 'image', name: 'ghcr.io/acme/web', current: { tag: '1.4.0' }, sites: [], ...parts }) as unknown as Pin

describe('formatTerminal', () => {
  it('prints one aligned line a change', () => {
    expect(formatTerminal({ result: changed })).toBe(
      [
        'Changed 2 versions in 2 files',
        '  dev/web      ghcr.io/acme/web  1.3.0 → 1.4.0  apps/web/overlays/dev/kustomization.yaml:12',
        '  staging/web  nginx             (none) → 1.29  b.yaml:3',
      ].join('\n'),
    )
  })

  it.each([
    {
      name: 'a pull request',
      parts: proposal,
      line: 'Pull request #12 updated: https://github.com/acme/config/pull/12 (drawbridge/dev/web)',
    },
    {
      name: 'a merge',
      parts: { ...proposal, merged: true },
      line: 'Pull request #12 updated, merged: https://github.com/acme/config/pull/12',
    },
    {
      name: 'a push',
      parts: { ...proposal, pullRequest: null, branch: 'main', merged: true },
      line: 'Pushed cccccccccccc on main',
    },
    {
      name: 'a commit',
      parts: { ...proposal, pullRequest: null, branch: 'main' },
      line: 'Committed cccccccccccc on main',
    },
  ])('tells of $name', ({ parts, line }) => {
    expect(formatTerminal({ result: { ...changed, proposals: [parts] } })).toContain(`\n  ${line}`)
  })

  it('says why there is nothing to do', () => {
    const value = pinOf({
      kind: 'value',
      name: 'image.tag',
      current: {},
      sites: [{ scalar: { value: '7' } }] as unknown as Pin['sites'],
    })
    expect(formatTerminal({ result: emptyResult, unchanged: [pinOf({}), pinOf({}), value] })).toBe(
      'Nothing to do\n  ghcr.io/acme/web is at 1.4.0 already, in 2 places\n  image.tag is at 7 already, in 1 place',
    )
  })

  it('tells what is wrong, where, and what to do', () => {
    const errors = [{ code: 'x', message: 'two things:\n- a\n- b', hint: 'Write\nthis.', file: 'a.yaml', line: 3 }]
    const blocked = [
      { environment: 'prod', application: null, gate: 'window', reason: 'weekend', until: '2026-01-05T08:00Z' },
    ]
    const warnings = [{ code: 'y', message: 'mind this' }]
    expect(formatTerminal({ result: { ...emptyResult, outcome: 'failed', errors, blocked, warnings } })).toBe(
      [
        'Failed: 1 problem',
        'blocked: prod  window: weekend (until 2026-01-05T08:00Z)',
        'warning: mind this',
        'error: a.yaml:3: two things:',
        '  - a',
        '  - b',
        '  Write',
        '  this.',
      ].join('\n'),
    )
  })

  it('has colours only when asked', () => {
    const colored = formatTerminal({ result: changed, color: true })
    expect(colored).toContain('\u001B[32m1.3.0 → 1.4.0')
    expect(withoutColors(colored)).toBe(formatTerminal({ result: changed }))
  })

  it('prints no control character and no command of a CI, whatever the texts are', () => {
    fc.assert(
      fc.property(hostileResult, fc.boolean(), (result, color) => {
        const text = formatTerminal({ result, color })
        for (const line of withoutColors(text).split('\n')) {
          expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202e]/u)
          expect(line).not.toMatch(/^\s*::/)
          expect(line).not.toMatch(/##[a-z]*\[/i)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('disarmCommands', () => {
  it.each([
    { text: '::error::x', safe: ': :error::x' },
    { text: '+a\n  ::add-mask::x', safe: '+a\n  : :add-mask::x' },
    { text: 'a ##[error]b', safe: 'a # #[error]b' },
    { text: '##vso[task.setvariable]', safe: '# #vso[task.setvariable]' },
    { text: 'a::b ## c', safe: 'a::b ## c' },
    { text: ':::x', safe: ': ::x' },
  ])('$text', ({ text, safe }) => {
    expect(disarmCommands(text)).toBe(safe)
  })
})
