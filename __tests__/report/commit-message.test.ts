import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCommitMessage, parseTrailers } from '../../src/report/commit-message.ts'
import { formatPinTrailer, parsePinTrailer, trailersOf } from '../../src/report/trailers.ts'
import { digestOf, hostileProposal, hostileText, proposalOf, rowOf } from './hostile.ts'

const facts = {
  source: 'acme/web@0123456789abcdef0123456789abcdef01234567',
  actor: 'octocat',
  runUrl: 'https://github.com/acme/web/actions/runs/7',
}

function gitTrailers(message: string): string[] {
  const text = execFileSync('git', ['interpret-trailers', '--parse'], { input: message, encoding: 'utf8' })
  return text.split('\n').filter((line) => line !== '')
}

describe('formatCommitMessage', () => {
  it('has a subject, one line a pin, and the trailers of the design', () => {
    const rows = [rowOf(), rowOf({ name: 'docker.io/library/nginx', from: '1.28', to: `1.29@${digestOf('ab')}` })]
    expect(formatCommitMessage(proposalOf({ rows, facts, reason: 'release day' }))).toBe(
      `web: ghcr.io/acme/web 1.4.0 and 1 more in dev

- dev/web: ghcr.io/acme/web 1.3.0 -> 1.4.0
- dev/web: nginx 1.28 -> 1.29@sha256:ab0000000000

Drawbridge-Command: update
Drawbridge-Pin: dev/web ghcr.io/acme/web 1.3.0 -> 1.4.0
Drawbridge-Pin: dev/web docker.io/library/nginx 1.28 -> 1.29@${digestOf('ab')}
Drawbridge-Source: acme/web@0123456789abcdef0123456789abcdef01234567
Drawbridge-Actor: octocat
Drawbridge-Run: https://github.com/acme/web/actions/runs/7
Drawbridge-Environment: dev
Drawbridge-Application: web
Drawbridge-Reason: release day
`,
    )
  })

  it('says each thing once and leaves out what stays as it is', () => {
    const rows = [
      rowOf(),
      rowOf({ line: 40 }),
      rowOf({ name: 'ghcr.io/acme/same', from: '1', to: '1', application: 'other' }),
    ]
    const message = formatCommitMessage(proposalOf({ rows }))
    expect(message.match(/1\.3\.0 -> 1\.4\.0/g)).toHaveLength(2)
    expect(message).not.toContain('same')
    expect(message).not.toContain('other')
  })

  it('writes a missing environment or application as a dash', () => {
    const message = formatCommitMessage(proposalOf({ rows: [rowOf({ environment: null, application: null })] }))
    expect(message).toContain('Drawbridge-Pin: -/- ghcr.io/acme/web 1.3.0 -> 1.4.0')
    expect(message).not.toContain('Drawbridge-Environment')
  })

  it("takes the first line of a user's message as subject, the rest as one paragraph", () => {
    const commitMessage =
      'chore({application}): to {environment}\n\nline one\nSigned-off-by: eve <e@x>\nDrawbridge-Actor: root'
    const message = formatCommitMessage(proposalOf({ templates: { commitMessage } }))
    const [subject, , paragraph] = message.split('\n')
    expect(subject).toBe('chore(web): to dev')
    expect(paragraph).toBe('line one Signed\u2011off\u2011by: eve <e@x> Drawbridge\u2011Actor: root')
  })

  it('counts what it leaves out of a large run', () => {
    const rows = Array.from({ length: 1000 }, (_, n) => rowOf({ application: `app-${n}`, environment: `env-${n}` }))
    const message = formatCommitMessage(proposalOf({ rows }))
    expect(message.length).toBeLessThan(32_000)
    expect(message).toContain('- and 950 more')
    for (const name of ['Pin', 'Environment', 'Application'])
      expect(message).toContain(`\nDrawbridge-${name}-Count: 1000\n`)
  })

  it('reads back, for any text of users, exactly the trailers that were meant', () => {
    fc.assert(
      fc.property(hostileProposal, (proposal) => {
        expect(parseTrailers(formatCommitMessage(proposal))).toEqual(trailersOf(proposal))
      }),
      { numRuns: 500 },
    )
  })

  it('has a last paragraph that Git reads as the same trailers, and no other', () => {
    fc.assert(
      fc.property(hostileProposal, (proposal) => {
        const message = formatCommitMessage(proposal)
        expect(gitTrailers(message)).toEqual(trailersOf(proposal).map(({ key, value }) => `${key}: ${value}`))
      }),
      { numRuns: 100 },
    )
  })

  it('keeps a subject of at most 72 characters of its own, and every part one line', () => {
    fc.assert(
      fc.property(hostileProposal, (proposal) => {
        const message = formatCommitMessage({ ...proposal, templates: {} })
        const [subject = '', blank] = message.split('\n')
        expect(subject.length).toBeLessThanOrEqual(72)
        expect(subject).not.toBe('')
        expect(blank).toBe('')
        expect(message.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
      }),
    )
  })
})

describe('parseTrailers', () => {
  const trailers = formatCommitMessage(proposalOf({ facts }))

  it.each([
    { name: 'a squash of the web page', message: `web: 1.4.0 (#12)\n\n* ${trailers}\nCo-authored-by: a <a@b>\n` },
    { name: 'CRLF', message: trailers.replaceAll('\n', '\r\n') },
    { name: 'a message that holds them twice', message: `${trailers}\n${trailers}` },
  ])('reads them in $name', ({ message }) => {
    expect(parseTrailers(message)).toEqual(trailersOf(proposalOf({ facts })))
  })

  it.each([
    '  Drawbridge-Pin: x',
    '> Drawbridge-Pin: x',
    'drawbridge-pin: x',
    'Drawbridge-Pin:',
    'Drawbridge-: x',
    'a Drawbridge-Pin: x',
  ])('reads none in %j', (line) => {
    expect(parseTrailers(line)).toEqual([])
  })
})

describe('a pin trailer', () => {
  it('reads back as it was', () => {
    const text = hostileText.map((value) => value.replace(/\p{Cs}/gu, ''))
    const pin = fc.record({
      environment: fc.option(text.filter((value) => value.length < 300)),
      application: fc.option(text.filter((value) => value.length < 300)),
      name: text,
      from: text,
      to: text,
    })
    fc.assert(
      fc.property(pin, (value) => {
        expect(parsePinTrailer(formatPinTrailer(value))).toEqual(value)
      }),
    )
  })

  it.each(['', 'dev/web', 'dev/web x 1 > 2', 'dev web x 1 -> 2', 'dev/web x 1 -> 2 3'])(
    'is not read from %j',
    (value) => {
      expect(parsePinTrailer(value)).toBeUndefined()
    },
  )
})
