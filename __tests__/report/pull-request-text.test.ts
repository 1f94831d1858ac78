import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedRows } from '../../src/report/proposal-facts.ts'
import { formatPullRequestBody, formatPullRequestTitle } from '../../src/report/pull-request-text.ts'
import { imagePage } from '../../src/report/source-links.ts'
import { parseTrailers, trailersOf } from '../../src/report/trailers.ts'
import { digestOf, hostileProposal, proposalOf, rowOf } from './hostile.ts'
import { expectTable, expectTame, splitLastFence } from './markdown-checks.ts'

const commit = '0123456789abcdef0123456789abcdef01234567'
const facts = { source: `acme/web@${commit}`, actor: 'octocat', runUrl: 'https://github.com/acme/web/actions/runs/7' }

describe('formatPullRequestTitle', () => {
  it.each([
    { name: 'the headline', templates: {}, title: 'web: 1.4.0 in dev' },
    {
      name: 'what the user gave, in one line',
      templates: { title: 'Release\n {application} to {environment}' },
      title: 'Release web to dev',
    },
    { name: 'cut to 256', templates: { title: 'x'.repeat(300) }, title: `${'x'.repeat(255)}…` },
  ])('is $name', ({ templates, title }) => {
    expect(formatPullRequestTitle(proposalOf({ templates }))).toBe(title)
  })
})

describe('formatPullRequestBody', () => {
  it('tells what changes, where it comes from and how to undo it', () => {
    const rows = [
      rowOf(),
      rowOf({ name: 'docker.io/library/nginx', from: '(none)', to: digestOf('0123456789abc'), line: 15 }),
    ]
    const body = formatPullRequestBody(
      proposalOf({
        rows,
        facts,
        serverUrl: 'https://github.com/',
        configRepo: 'acme/config',
        templates: { body: 'Hello' },
      }),
    )
    expect(body).toBe(`Hello

Merging this sets 2 versions on \`main\` of \`acme/config\`:

| Environment | Application | Name | Where | From → to |
| --- | --- | --- | --- | --- |
| \`dev\` | \`web\` | [\`ghcr.io/acme/web\`](https://ghcr.io/acme/web) | \`apps/web/overlays/dev/kustomization.yaml:12\` | \`1.3.0\` → \`1.4.0\` |
| \`dev\` | \`web\` | [\`nginx\`](https://hub.docker.com/_/nginx) | \`apps/web/overlays/dev/kustomization.yaml:15\` | (none) → \`sha256:0123456789ab\` |

- Source: [\`acme/web@0123456\`](https://github.com/acme/web/commit/${commit})
- Run: [CI run](https://github.com/acme/web/actions/runs/7), started by octocat

**How to undo it**

- Not merged yet: close this pull request. Nothing has changed.
- Merged: press **Revert** below and merge what it opens, or run \`git revert\` on the commit that landed on \`main\` (\`git revert -m 1\` on a merge commit).
- The next build proposes its own version again.

Made by Drawbridge (\`drawbridge update\`).

<details><summary>For the record</summary>

\`\`\`text
Drawbridge-Command: update
Drawbridge-Pin: dev/web ghcr.io/acme/web 1.3.0 -> 1.4.0
Drawbridge-Pin: dev/web docker.io/library/nginx (none) -> ${digestOf('0123456789abc')}
Drawbridge-Source: acme/web@${commit}
Drawbridge-Actor: octocat
Drawbridge-Run: https://github.com/acme/web/actions/runs/7
Drawbridge-Environment: dev
Drawbridge-Application: web
\`\`\`

</details>
`)
  })

  it.each([
    {
      name: 'the source that was released before',
      parts: { previousSource: 'acme/web@aaaaaaa' },
      range: `aaaaaaa...${commit}`,
    },
    { name: 'another repo before', parts: { previousSource: 'acme/api@aaaaaaa' }, range: undefined },
    {
      name: 'tags that are commits',
      parts: { rows: [rowOf({ from: 'sha-aaaaaaa', to: 'sha-0123456' })] },
      range: `aaaaaaa...${commit}`,
    },
    {
      name: 'a new tag of another commit',
      parts: { rows: [rowOf({ from: 'sha-aaaaaaa', to: 'sha-bbbbbbb' })] },
      range: undefined,
    },
    { name: 'an old tag that is a version', parts: { rows: [rowOf({ to: 'sha-0123456' })] }, range: undefined },
  ])('compares old and new source, given $name', ({ parts, range }) => {
    const body = formatPullRequestBody(proposalOf({ facts, serverUrl: 'https://github.com', ...parts }))
    const found = /https:\/\/github\.com\/acme\/web\/compare\/([^)]+)/.exec(body)?.[1]
    expect(found).toBe(range)
  })

  it('counts what has no room in a large run', () => {
    const rows = Array.from({ length: 3000 }, (_, n) =>
      rowOf({ application: `app-${n}`, file: `apps/${'x'.repeat(90)}/${n}.yaml` }),
    )
    const body = formatPullRequestBody(proposalOf({ rows, facts, templates: { body: 'y'.repeat(50_000) } }))
    expect(body.length).toBeLessThanOrEqual(65_536)
    expect(body).toContain('… and 34000 characters more, left out here.')
    const shown = body.match(/^\| `dev`/gm)?.length ?? 0
    expect(shown).toBeGreaterThan(50)
    expect(body).toContain(`… and ${3000 - shown} more, left out here.`)
    expect(body).toContain('Drawbridge-Pin-Count: 3000')
  })

  it('never exceeds the limit of GitHub', () => {
    const long = fc
      .constantFrom('<b>', '|', 'x', '@a', '日', '\ud800', '```\n', 'Drawbridge-Pin: ', '<')
      .map((text) => text.repeat(70_000 / text.length))
    const row = fc
      .tuple(long, long, long, long)
      .map(([name, environment, application, to]) => rowOf({ name, environment, application, to }))
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.array(long, { minLength: 7, maxLength: 7 }),
        (rows, texts) => {
          const [source = '', actor = '', runUrl = '', configRepo = '', base = '', reason = '', body = ''] = texts
          const proposal = proposalOf({
            rows,
            facts: { source, actor, runUrl },
            configRepo,
            base,
            reason,
            templates: { body },
          })
          expect(formatPullRequestBody(proposal).length).toBeLessThanOrEqual(65_536)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('reads back exactly the trailers, for any text of users', () => {
    fc.assert(
      fc.property(hostileProposal, (proposal) => {
        expect(parseTrailers(formatPullRequestBody(proposal))).toEqual(trailersOf(proposal))
      }),
      { numRuns: 300 },
    )
  })

  it('takes no row, heading, tag, mention or reference from any text', () => {
    fc.assert(
      fc.property(hostileProposal, (proposal) => {
        const { body: _, ...templates } = proposal.templates
        const body = formatPullRequestBody({ ...proposal, templates })
        expectTable(body, { rows: changedRows(proposal).length, columns: 5 })
        const { outside, inside } = splitLastFence(body)
        expectTame(outside, /<\/?(?:details|summary)>/g)
        for (const line of inside.split('\n')) expect(line).toMatch(/^Drawbridge-/)
      }),
      { numRuns: 300 },
    )
  })
})

describe('imagePage', () => {
  it.each([
    { name: 'docker.io/library/nginx', page: 'https://hub.docker.com/_/nginx' },
    { name: 'docker.io/acme/web', page: 'https://hub.docker.com/r/acme/web' },
    { name: 'ghcr.io/acme/web', page: 'https://ghcr.io/acme/web' },
    { name: 'quay.io/acme/web', page: 'https://quay.io/repository/acme/web' },
    { name: 'ghcr.io/acme/mono/web', page: undefined },
    { name: 'registry.example.com/acme/web', page: undefined },
    { name: 'docker.io', page: undefined },
  ])('$name', ({ name, page }) => {
    expect(imagePage({ kind: 'image', name })).toBe(page)
  })
})
