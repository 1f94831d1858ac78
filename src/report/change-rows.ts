import { escapeMarkdown, formatTable, inlineCode, link } from './markdown.ts'
import { cutLine } from './one-line.ts'
import type { ReportedChange } from './result.ts'
import { formatImageName, showVersion } from './shown-version.ts'
import { imagePage } from './source-links.ts'

const headers = ['Environment', 'Application', 'Name', 'Where', 'From → to']

export interface ChangeTableOptions {
  readonly rows: readonly ReportedChange[]
  /** Characters that the table may have. */
  readonly maxLength: number
  /** A column of its own, as Markdown: a link to the pull request, say. */
  readonly extra?: { readonly header: string; cellOf(row: ReportedChange): string }
}

/** Changes as a Markdown table, cut between rows, with a count of what is left out. */
export function formatChangeTable({ rows, maxLength, extra }: ChangeTableOptions): string {
  const cells = rows.map((row) => [...formatCells(row), ...(extra ? [extra.cellOf(row)] : [])])
  const head = [...headers, ...(extra ? [extra.header] : [])]
  // Room for the line that counts what is left out.
  let room = maxLength - formatTable(head, []).length - 60
  const kept = cells.filter((row) => {
    room -= row.join(' | ').length + 5
    return room >= 0
  })
  const left = rows.length - kept.length
  return `${formatTable(head, kept)}${left > 0 ? `\n\n… and ${left} more, left out here.` : ''}`
}

function formatCells(row: ReportedChange): string[] {
  const name = inlineCode(cutLine(formatImageName(row), 300))
  return [
    row.environment === null ? '' : inlineCode(cutLine(row.environment, 100)),
    row.application === null ? '' : inlineCode(cutLine(row.application, 100)),
    link(name, imagePage(row)),
    inlineCode(`${cutLine(row.file, 500)}:${row.line}`),
    `${formatCell(row.from)} → ${formatCell(row.to)}`,
  ]
}

function formatCell(version: string): string {
  const shown = showVersion(version)
  return shown.startsWith('(') ? escapeMarkdown(shown) : inlineCode(shown)
}
