import { fillTemplate, formatHeadline } from './headline.ts'
import { cutLine, foldLine } from './one-line.ts'
import { changedRows, type ProposalFacts, unique } from './proposal-facts.ts'
import type { ReportedChange } from './result.ts'
import { formatImageName, showVersion } from './shown-version.ts'
import { disarmTrailers, formatTrailers, trailersOf } from './trailers.ts'

export { parseTrailers, type Trailer } from './trailers.ts'

const maxLines = 50
const maxSubject = 72
// A user's own subject is the user's business; what no tool shows any more is cut.
const maxOwnSubject = 250
const maxParagraph = 4_000

/**
 * The commit message of a proposal: subject, one line a pin, trailers. Text from users is folded into one line a part and
 * disarmed (see `disarmTrailers`), so the last paragraph holds what Drawbridge wrote and nothing else.
 */
export function formatCommitMessage(proposal: ProposalFacts): string {
  const rows = changedRows(proposal)
  const { subject, paragraph } = ownWords(proposal)
  const parts = [subject, paragraph, formatLines(rows)].map(disarm)
  return `${[...parts.filter((part) => part !== ''), formatTrailers(trailersOf(proposal))].join('\n\n')}\n`
}

// For `git am` and `git interpret-trailers` the message ends at a line that begins with `---`.
function disarm(part: string): string {
  return disarmTrailers(part).replace(/^---/, '—')
}

function ownWords(proposal: ProposalFacts): { readonly subject: string; readonly paragraph: string } {
  const given = fillTemplate(proposal.templates.commitMessage ?? '', proposal).trim()
  const [first = '', ...rest] = given.split(/[\r\n\u0085\u2028\u2029]/)
  const subject = cutLine(foldLine(first), maxOwnSubject)
  return {
    subject: subject === '' ? formatHeadline(proposal, maxSubject) : subject,
    paragraph: cutLine(foldLine(rest.join(' ')), maxParagraph),
  }
}

function formatLines(rows: readonly ReportedChange[]): string {
  const lines = unique(rows.map(formatLine))
  const left = lines.length - maxLines
  return [...lines.slice(0, maxLines), ...(left > 0 ? [`- and ${left} more`] : [])].join('\n')
}

function formatLine(row: ReportedChange): string {
  const { environment, application, from, to } = row
  const place = foldLine([environment, application].filter((name) => name !== null).join('/'))
  const name = cutLine(foldLine(formatImageName(row)), 200)
  return `- ${place === '' ? '' : `${place}: `}${name} ${showVersion(from)} -> ${showVersion(to)}`
}
