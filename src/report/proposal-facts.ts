import type { CiFacts } from '../ci-facts.ts'
import type { ReportedChange } from './result.ts'
import { formatImageName } from './shown-version.ts'

/** What a user gave in place of the texts that are made from the change. */
export interface TextTemplates {
  /** `{environment}` and `{application}` stand for the names. */
  readonly title?: string
  /** Markdown for the top of the pull request, as it is. */
  readonly body?: string
  /** The first line becomes the subject, what follows one paragraph. `{environment}` and `{application}` stand for the names. */
  readonly commitMessage?: string
  readonly branch?: string
}

/** What the texts of one proposal are made from. */
export interface ProposalFacts {
  /** The Drawbridge command: `update`. */
  readonly command: string
  readonly rows: readonly ReportedChange[]
  readonly facts: CiFacts
  /** `https://github.com`: the server of the source repo. Without it, there are no links to the source. */
  readonly serverUrl?: string
  /** `owner/repo@sha` of what was released before; for the link to what changed in between. */
  readonly previousSource?: string
  /** The config repo, `owner/name`. */
  readonly configRepo?: string
  /** Branch of the config repo that the proposal is for. */
  readonly base: string
  readonly reason?: string
  readonly templates: TextTemplates
}

/** The rows that really change something: nobody wants to read what stays as it is (kargo#3097). */
export function changedRows({ rows }: Pick<ProposalFacts, 'rows'>): readonly ReportedChange[] {
  return rows.filter(({ from, to }) => from !== to)
}

/** The environments concerned, in the order of the rows. */
export function environmentsOf(rows: readonly ReportedChange[]): string[] {
  return unique(rows.map(({ environment }) => environment))
}

/** The applications concerned, in the order of the rows. */
export function applicationsOf(rows: readonly ReportedChange[]): string[] {
  return unique(rows.map(({ application }) => application))
}

/** The names of what is pinned, as people know them, in the order of the rows. */
export function namesOf(rows: readonly ReportedChange[]): string[] {
  return unique(rows.map(formatImageName))
}

/** Each text once, what is missing or empty left out. */
export function unique(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.filter((text): text is string => text !== null && text !== ''))]
}
