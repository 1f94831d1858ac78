import type { DrawbridgeError, ExitCode, Problem } from '../errors.ts'
import type { Pin } from '../pins/pin.ts'
import type { EditedFile } from '../plan/file-edits.ts'
import { emptyResult, type Outcome, type Result } from '../report/result.ts'

/** What kustomize makes of one folder, before and after. */
export type Render =
  | { readonly title: string; readonly diff: string }
  | { readonly title: string; readonly note: string }

/** What a command leaves for the texts: the result document, and what people also want to see. */
export interface CommandOutcome {
  readonly result: Result
  readonly exitCode: 0 | ExitCode
  readonly files: readonly EditedFile[]
  /** Pins that had the version already. */
  readonly unchanged: readonly Pin[]
  readonly renders: readonly Render[]
}

/** The outcome of a command that ended with an error before anything was delivered. */
export function failedOutcome(error: DrawbridgeError, warnings: readonly Problem[] = []): CommandOutcome {
  const result = { ...emptyResult, outcome: outcomeOf([error]), warnings, errors: error.problems }
  return { result, exitCode: error.exitCode, files: [], unchanged: [], renders: [] }
}

/** The exit code of several failures: what broke (1) says more than what was refused (3). */
export function exitCodeOf(failures: readonly DrawbridgeError[]): 0 | ExitCode {
  const codes = failures.map(({ exitCode }) => exitCode)
  return ([1, 2, 3] as const).find((code) => codes.includes(code)) ?? 0
}

/** The outcome that failures amount to. */
export function outcomeOf(failures: readonly DrawbridgeError[]): Outcome {
  return exitCodeOf(failures) === 3 ? 'refused' : 'failed'
}
