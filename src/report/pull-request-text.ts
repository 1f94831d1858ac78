import { formatChangeTable } from './change-rows.ts'
import { fillTemplate, formatHeadline } from './headline.ts'
import { containMarkdown, escapeMarkdown, fence, formatDetails, inlineCode } from './markdown.ts'
import { countOf, cutLine, foldLine } from './one-line.ts'
import { changedRows, type ProposalFacts } from './proposal-facts.ts'
import { formatComparison, formatRun, formatSource } from './source-links.ts'
import { formatTrailers, trailersOf } from './trailers.ts'

// https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request; a longer title or body is answered with 422.
const maxTitle = 256
const maxBody = 65_536
const maxOwnBody = 16_000

/** The title of the pull request: the user's in one line, else the headline. */
export function formatPullRequestTitle(proposal: ProposalFacts): string {
  const given = foldLine(fillTemplate(proposal.templates.title ?? '', proposal))
  return given === '' ? formatHeadline(proposal, maxTitle) : cutLine(given, maxTitle)
}

/**
 * The body of the pull request, in GitHub's Markdown: the user's own text, the versions, where they come from, how to undo it,
 * and the trailers.
 *
 * The trailers are in a fenced block: where a repo lands pull requests with their body as the message, the lines arrive as they
 * are and `parseTrailers` reads them; plain lines would let the web page link, mention and close what a reason names. Git's own
 * `%(trailers)` reads only the last paragraph, and so only commits that were merged or rebased.
 */
export function formatPullRequestBody(proposal: ProposalFacts): string {
  const rows = changedRows(proposal)
  const above = [ownText(proposal.templates.body), introduction(proposal)].filter((part) => part !== '')
  const below = [origin(proposal), howToUndo(proposal), maker(proposal), record(proposal)].filter((part) => part !== '')
  const room = maxBody - [...above, ...below].reduce((sum, part) => sum + part.length + 2, 2)
  const table = formatChangeTable({ rows, maxLength: room })
  return `${[...above, table, ...below].join('\n\n')}\n`
}

function ownText(body: string | undefined): string {
  const given = body?.trim() ?? ''
  if (given === '') return ''
  let length = Math.min(given.length, maxOwnBody)
  // Containing it can make it longer: what is hostile is cut shorter.
  while (containMarkdown(given.slice(0, length)).length > maxOwnBody) length = Math.floor(length * 0.8)
  const left = given.length - length
  const more = left > 0 ? `\n\n… and ${countOf(left, 'character')} more, left out here.` : ''
  return `${containMarkdown(given.slice(0, length))}${more}`
}

function introduction({ rows, base, configRepo }: ProposalFacts): string {
  const count = countOf(changedRows({ rows }).length, 'version')
  const repo = configRepo === undefined ? '' : ` of ${inlineCode(cutLine(configRepo, 200))}`
  return `Merging this sets ${count} on ${inlineCode(cutLine(base, 255))}${repo}:`
}

function origin(proposal: ProposalFacts): string {
  const source = formatSource(proposal)
  const comparison = formatComparison(proposal)
  const run = formatRun(proposal)
  const lines = [
    source && `- Source: ${source}${comparison ? ` (${comparison})` : ''}`,
    run && `- Run: ${run}`,
    proposal.reason?.trim() && `- Reason: ${escapeMarkdown(cutLine(proposal.reason, 1_000))}`,
  ]
  return lines.filter((line) => line).join('\n')
}

function howToUndo({ base }: ProposalFacts): string {
  return [
    '**How to undo it**',
    '',
    '- Not merged yet: close this pull request. Nothing has changed.',
    `- Merged: press **Revert** below and merge what it opens, or run \`git revert\` on the commit that landed on ${inlineCode(cutLine(base, 255))} (\`git revert -m 1\` on a merge commit).`,
    '- The next build proposes its own version again.',
  ].join('\n')
}

function maker({ command }: ProposalFacts): string {
  return `Made by Drawbridge (${inlineCode(`drawbridge ${cutLine(command, 100)}`)}).`
}

function record(proposal: ProposalFacts): string {
  return formatDetails('For the record', fence(formatTrailers(trailersOf(proposal)), 'text'))
}
