import type { Problem } from '../errors.ts'
import type { Pin } from '../pins/pin.ts'
import { cutLine, foldLine } from './one-line.ts'
import { formatOutcome } from './outcome-line.ts'
import type { Blocked, ReportedChange, ReportedProposal, Result } from './result.ts'
import { formatImageName, showVersion } from './shown-version.ts'
import { describeUnchanged } from './unchanged.ts'
import { disarmCommands } from './workflow-command.ts'

export interface TerminalFacts {
  readonly result: Result
  /** Pins that had the version already. */
  readonly unchanged?: readonly Pin[]
  readonly isDryRun?: boolean
  /** The errors are told elsewhere: only their number is told here. */
  readonly hasErrorsElsewhere?: boolean
  /** Default: no colours. */
  readonly color?: boolean
}

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const
type Paint = (text: string, style: keyof typeof codes) => string

/**
 * A run for the people at a terminal or reading a log, without a line feed at its end. Every value is folded into one line
 * without control characters, and no line is a command to a CI.
 */
export function formatTerminal(facts: TerminalFacts): string {
  const { result, unchanged = [], isDryRun = false, hasErrorsElsewhere = false, color = false } = facts
  const errors = hasErrorsElsewhere ? [] : result.errors
  const paint: Paint = (text, style) => (color && text !== '' ? `\u001B[${codes[style]}m${text}\u001B[0m` : text)
  const lines = [
    paint(formatOutcome(result, isDryRun), result.errors.length > 0 ? 'red' : 'bold'),
    ...formatChanges(result.changes, paint),
    ...result.proposals.map((proposal) => `  ${formatProposal(proposal, paint)}`),
    ...(result.errors.length > 0 ? [] : describeUnchanged(unchanged).map((line) => `  ${line}`)),
    ...result.blocked.map((each) => `${paint('blocked', 'yellow')}: ${formatBlocked(each)}`),
    ...result.warnings.flatMap((problem) => formatProblemLines(paint('warning', 'yellow'), problem)),
    ...errors.flatMap((problem) => formatProblemLines(paint('error', 'red'), problem)),
  ]
  return disarmCommands(lines.join('\n'))
}

function formatChanges(changes: readonly ReportedChange[], paint: Paint): string[] {
  const rows = changes.map((change) => [
    formatPlace(change),
    show(formatImageName(change)),
    `${showVersion(change.from)} → ${showVersion(change.to)}`,
  ])
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => widthOf(row[column] ?? ''))))
  return changes.map(({ file, line }, index) => {
    const [place = '', name = '', versions = ''] = (rows[index] ?? []).map((cell, column) =>
      pad(cell, widths[column] ?? 0),
    )
    const cells = [place, name, paint(versions, 'green'), paint(`${show(file)}:${line}`, 'dim')]
    return `  ${cells.filter((cell) => cell !== '').join('  ')}`
  })
}

function formatProposal({ branch, commit, pullRequest, merged }: ReportedProposal, paint: Paint): string {
  const on = branch === null ? '' : ` on ${show(branch)}`
  const at = commit === null ? '' : `${show(commit.slice(0, 12))}`
  if (pullRequest === null) return `${merged ? 'Pushed' : 'Committed'} ${at}${on}`
  const { number, url, operation } = pullRequest
  const state = merged ? `${operation}, merged` : operation
  return `Pull request #${number} ${state}: ${paint(show(url), 'bold')}${branch === null ? '' : ` (${show(branch)})`}`
}

function formatBlocked({ environment, application, gate, reason, until }: Blocked): string {
  const end = until === null ? '' : ` (until ${show(until)})`
  return [formatPlace({ environment, application }), `${show(gate)}: ${show(reason)}${end}`].filter(Boolean).join('  ')
}

function formatProblemLines(label: string, { file, line, message, hint }: Problem): string[] {
  const place = file === undefined ? '' : `${show(file)}${line === undefined ? '' : `:${line}`}: `
  // A message of Drawbridge may list things on lines of their own.
  const [first = '', ...rest] = message.split('\n').map(show)
  const more = [...rest, ...(hint === undefined ? [] : hint.split('\n').map(show))].filter((text) => text !== '')
  return [`${label}: ${place}${first}`, ...more.map((text) => `  ${text}`)]
}

function formatPlace({ environment, application }: Pick<Blocked, 'environment' | 'application'>): string {
  return [environment, application]
    .filter((name) => name !== null)
    .map(show)
    .join('/')
}

function show(text: string): string {
  return cutLine(foldLine(text), 1_000)
}

function widthOf(text: string): number {
  return [...text].length
}

function pad(text: string, width: number): string {
  return `${text}${' '.repeat(width - widthOf(text))}`
}
