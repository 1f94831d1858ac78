import type { Problem } from '../errors.ts'
import type { Change } from '../plan/change.ts'

/** What became of a run. */
export type Outcome = 'changed' | 'unchanged' | 'blocked' | 'refused' | 'failed'

export interface ReportedChange {
  readonly file: string
  readonly line: number
  readonly format: string
  readonly kind: string
  readonly name: string
  readonly environment: string | null
  readonly application: string | null
  readonly from: string
  readonly to: string
}

export type PullRequestOperation = 'created' | 'updated' | 'unchanged'

export interface ReportedProposal {
  readonly environments: readonly string[]
  readonly applications: readonly string[]
  readonly branch: string | null
  readonly commit: string | null
  readonly pullRequest: {
    readonly number: number
    readonly url: string
    readonly operation: PullRequestOperation
  } | null
  readonly merged: boolean
}

export interface Blocked {
  readonly environment: string | null
  readonly application: string | null
  readonly gate: string
  readonly reason: string
  readonly until: string | null
}

/** The result document: what `--json` prints and the Action's output `result` holds. */
export interface Result {
  readonly outcome: Outcome
  readonly changed: boolean
  readonly changes: readonly ReportedChange[]
  /** Paths of the files that were changed, or would be with `dry-run`. */
  readonly files: readonly string[]
  readonly proposals: readonly ReportedProposal[]
  readonly blocked: readonly Blocked[]
  readonly warnings: readonly Problem[]
  readonly errors: readonly Problem[]
}

/** A result in which nothing happened, to build others from. */
export const emptyResult: Result = {
  outcome: 'unchanged',
  changed: false,
  changes: [],
  files: [],
  proposals: [],
  blocked: [],
  warnings: [],
  errors: [],
}

/** A change as the result document tells it. */
export function reportChange({ pin, from, to }: Change): ReportedChange {
  return {
    file: pin.file,
    line: pin.line,
    format: pin.format,
    kind: pin.kind,
    name: pin.name,
    environment: pin.environment ?? null,
    application: pin.application ?? null,
    from,
    to,
  }
}
