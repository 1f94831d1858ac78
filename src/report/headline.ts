import { cutLine, foldLine, listOf } from './one-line.ts'
import { applicationsOf, changedRows, environmentsOf, namesOf, type ProposalFacts, unique } from './proposal-facts.ts'
import type { ReportedChange } from './result.ts'
import { formatImageName, showTarget } from './shown-version.ts'

/**
 * A proposal in one line: `<applications>: <what> in <environments>`.
 *
 * - `web: 1.4.0 in dev`: everything gets one version and the image called like the application is among it, so the version
 *   says it all; `web: ghcr.io/acme/web-proxy 1.4.0 in dev` where only others move.
 * - `web: ghcr.io/acme/web 1.4.0 and 2 more in dev`: versions differ, so the first is named: the image that is called like the
 *   application, else the first in the file.
 * - `web, api: 1.4.0 in dev, staging`, `web and 4 more: 1.4.0 in dev and 2 more`: up to three names, else the first and a count.
 * - `nginx: 1.29 in dev`: where no application is known, the name of the image stands there. Without environment, no `in`.
 *
 * Of several wordings, the longest that fits; when none does, the shortest, cut.
 */
export function formatHeadline(proposal: Pick<ProposalFacts, 'rows'>, maxLength: number): string {
  const rows = changedRows(proposal).map(foldRow)
  if (rows.length === 0) return 'No version changed'
  const wordings = [
    { max: 3, isShort: false },
    { max: 3, isShort: true },
    { max: 1, isShort: true },
  ].map((wording) => wordHeadline(rows, wording))
  const fitting = wordings.find((line) => line.length <= maxLength)
  return fitting ?? cutLine(wordings.at(-1) ?? '', maxLength)
}

interface Wording {
  /** So many names are listed. */
  readonly max: number
  /** Only the last part of an image's name. */
  readonly isShort: boolean
}

function wordHeadline(rows: readonly ReportedChange[], { max, isShort }: Wording): string {
  const nameOf = (row: ReportedChange) => (isShort ? lastPart(formatImageName(row)) : formatImageName(row))
  const applications = applicationsOf(rows)
  const versions = unique(rows.map(showTarget))
  const main = mainRow(rows)
  const others = namesOf(rows).length - 1
  const more = others > 0 ? ` and ${others} more` : ''
  const subject =
    applications.length > 0 ? `${listOf(applications, max)}: ` : versions.length > 1 ? '' : `${nameOf(main)}${more}: `
  const isNamed = versions.length > 1 || (applications.length === 1 && !isCalledLikeApplication(main))
  const what = isNamed ? `${nameOf(main)} ${showTarget(main)}${more}` : showTarget(main)
  const environments = environmentsOf(rows)
  return `${subject}${what}${environments.length > 0 ? ` in ${listOf(environments, max)}` : ''}`
}

function mainRow(rows: readonly ReportedChange[]): ReportedChange {
  const main = rows.find(isCalledLikeApplication) ?? rows[0]
  if (main === undefined) throw new RangeError('a headline needs at least one change')
  return main
}

function isCalledLikeApplication({ name, application }: ReportedChange): boolean {
  return lastPart(name) === application
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

function foldRow(row: ReportedChange): ReportedChange {
  const { environment, application, name } = row
  return {
    ...row,
    name: foldLine(name),
    environment: environment === null ? null : foldLine(environment),
    application: application === null ? null : foldLine(application),
  }
}

/** Puts the names into a user's text: `{environment}` and `{application}`, `all` where there is none or more than three. */
export function fillTemplate(template: string, { rows }: Pick<ProposalFacts, 'rows'>): string {
  const names: Record<string, readonly string[]> = {
    environment: environmentsOf(rows),
    application: applicationsOf(rows),
  }
  return template.replace(/\{(environment|application)\}/g, (_, key: string) => {
    const found = names[key] ?? []
    return found.length === 0 || found.length > 3 ? 'all' : found.join(', ')
  })
}
