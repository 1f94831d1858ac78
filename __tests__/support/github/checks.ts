import type { Account } from './people.ts'

export type StatusState = 'error' | 'failure' | 'pending' | 'success'
export type Conclusion = 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required'

export interface CommitStatus {
  readonly id: number
  readonly sha: string
  readonly context: string
  readonly state: StatusState
  readonly description: string | null
  readonly targetUrl: string | null
  readonly creator: Account
  readonly createdAt: string
}

export interface CheckRun {
  readonly id: number
  readonly sha: string
  readonly name: string
  /** `undefined` while it runs. */
  readonly conclusion: Conclusion | undefined
  readonly startedAt: string
}

/** Commit statuses and check runs: two APIs, one question for the rules. */
export class Checks {
  readonly #statuses: CommitStatus[] = []
  readonly #runs: CheckRun[] = []

  addStatus(status: CommitStatus): void {
    this.#statuses.unshift(status)
  }

  addRun(run: CheckRun): void {
    this.#runs.unshift(run)
  }

  /** All of a commit, newest first. */
  statuses(sha: string): CommitStatus[] {
    return this.#statuses.filter((status) => status.sha === sha)
  }

  /** The newest of each context. */
  latestStatuses(sha: string): CommitStatus[] {
    const seen = new Set<string>()
    return this.statuses(sha).filter(({ context }) => !seen.has(context) && seen.add(context))
  }

  latestRuns(sha: string): CheckRun[] {
    const seen = new Set<string>()
    return this.#runs.filter((run) => run.sha === sha && !seen.has(run.name) && seen.add(run.name))
  }

  outcome(sha: string, name: string): StatusState | undefined {
    const status = this.latestStatuses(sha).find(({ context }) => context === name)
    const run = this.latestRuns(sha).find((candidate) => candidate.name === name)
    return status?.state ?? (run && outcomeOfRun(run))
  }

  outcomes(sha: string): StatusState[] {
    return [...this.latestStatuses(sha).map(({ state }) => state), ...this.latestRuns(sha).map(outcomeOfRun)]
  }

  /** One state for several, by GitHub's order: a failure wins, then what is pending. */
  rollup(sha: string): StatusState | undefined {
    const states = this.outcomes(sha)
    if (states.length === 0) return undefined
    if (states.some((state) => state === 'failure' || state === 'error')) return 'failure'
    return states.includes('pending') ? 'pending' : 'success'
  }
}

const outcomeOfRun = ({ conclusion }: CheckRun): StatusState => {
  if (conclusion === undefined) return 'pending'
  return ['success', 'neutral', 'skipped'].includes(conclusion) ? 'success' : 'failure'
}
