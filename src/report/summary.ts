import type { Problem } from '../errors.ts'
import type { Pin } from '../pins/pin.ts'
import { formatChangeTable } from './change-rows.ts'
import { escapeMarkdown, fence, formatDetails, htmlCode, inlineCode, link } from './markdown.ts'
import { countOf, cutLine } from './one-line.ts'
import { formatOutcome } from './outcome-line.ts'
import type { Blocked, ReportedChange, ReportedProposal, Result } from './result.ts'
import { describeUnchanged } from './unchanged.ts'

/** What is rendered of one folder: how it differs, or why nothing is shown. */
export type RenderSection =
  | { readonly title: string; readonly diff: string }
  | { readonly title: string; readonly note: string }

export interface SummaryFacts {
  readonly result: Result
  /** Pins that had the version already. */
  readonly unchanged?: readonly Pin[]
  readonly renders?: readonly RenderSection[]
  readonly isDryRun?: boolean
}

// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits: 1 MiB a step.
const maxBytes = 1024 * 1024
const maxTable = 300_000
const maxDiff = 60_000
const maxItems = 100

/** The job summary, in Markdown, at most 1 MiB. What has no room is counted; what went wrong comes before what was rendered. */
export function formatSummary(facts: SummaryFacts): string {
  const { result, unchanged = [], renders = [], isDryRun = false } = facts
  const parts = [
    `### Drawbridge: ${formatOutcome(result, isDryRun).replace(/^./, (first) => first.toLowerCase())}`,
    formatList('Errors', result.errors.map(formatProblemItem)),
    formatChanges(result),
    formatList('Blocked', result.blocked.map(formatBlockedItem)),
    formatList('Warnings', result.warnings.map(formatProblemItem)),
    formatList('Unchanged', describeUnchanged(unchanged).map(escapeMarkdown)),
    ...renders.map(formatRender),
  ]
  return `${keepWhatFits(parts.filter((part) => part !== '')).join('\n\n')}\n`
}

function formatChanges({ changes, proposals }: Result): string {
  if (changes.length === 0) return formatList('Proposals', proposals.map(formatProposal))
  const cellOf = (row: ReportedChange) => {
    const proposal = proposals.find((each) => isAbout(each, row))
    return proposal ? formatProposal(proposal) : ''
  }
  const extra = proposals.length > 0 ? { extra: { header: 'Proposal', cellOf } } : {}
  return formatChangeTable({ rows: changes, maxLength: maxTable, ...extra })
}

function isAbout(
  { environments, applications }: ReportedProposal,
  { environment, application }: ReportedChange,
): boolean {
  const isIn = (names: readonly string[], name: string | null) => (name === null ? true : names.includes(name))
  return isIn(environments, environment) && isIn(applications, application)
}

function formatProposal({ branch, commit, pullRequest, merged }: ReportedProposal): string {
  if (pullRequest) {
    return `${link(`#${pullRequest.number}`, pullRequest.url)} ${pullRequest.operation}${merged ? ', merged' : ''}`
  }
  return [commit && inlineCode(commit.slice(0, 12)), branch && `on ${inlineCode(branch)}`].filter(Boolean).join(' ')
}

function formatProblemItem({ file, line, message, hint }: Problem): string {
  const place =
    file === undefined ? '' : `${inlineCode(`${cutLine(file, 300)}${line === undefined ? '' : `:${line}`}`)}: `
  return `${place}${escapeMarkdown(cutLine(message, 2_000))}${hint ? `<br>${escapeMarkdown(cutLine(hint, 2_000))}` : ''}`
}

function formatBlockedItem({ environment, application, gate, reason, until }: Blocked): string {
  const place = [environment, application].filter((name) => name !== null).join('/')
  const end = until === null ? '' : ` (until ${escapeMarkdown(until)})`
  return `${inlineCode(place)} ${escapeMarkdown(gate)}: ${escapeMarkdown(cutLine(reason, 1_000))}${end}`.trim()
}

function formatList(title: string, items: readonly string[]): string {
  if (items.length === 0) return ''
  const left = items.length - maxItems
  const lines = items.slice(0, maxItems).map((item) => `- ${item || '(no text)'}`)
  return [`**${title}**`, '', ...lines, ...(left > 0 ? [`- … and ${left} more, left out here.`] : [])].join('\n')
}

function formatRender(section: RenderSection): string {
  const title = `Rendered: ${htmlCode(cutLine(section.title, 300))}`
  if ('note' in section) return formatDetails(title, escapeMarkdown(cutLine(section.note, 2_000)))
  const lines = section.diff.trimEnd().split('\n')
  let length = 0
  const kept = lines.filter((line) => {
    length += line.length + 1
    return length <= maxDiff
  })
  const left = lines.length - kept.length
  const more = left > 0 ? `\n\n… and ${countOf(left, 'line')} more, left out here.` : ''
  return formatDetails(title, `${fence(kept.join('\n'), 'diff')}${more}`)
}

/** Keeps what has room, in order. */
function keepWhatFits(parts: readonly string[]): string[] {
  const encoder = new TextEncoder()
  // Room for the line that counts what is left out.
  let room = maxBytes - 100
  const kept = parts.filter((part) => {
    const size = encoder.encode(part).length + 2
    if (size > room) return false
    room -= size
    return true
  })
  const left = parts.length - kept.length
  return left > 0 ? [...kept, `… and ${countOf(left, 'section')} more, left out here.`] : kept
}
