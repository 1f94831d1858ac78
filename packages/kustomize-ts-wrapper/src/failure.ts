import { formatFailure, hintFor } from './message.ts'

/**
 * Why there is no result:
 * - `missing`: no kustomize and no kubectl, or not where `path` says
 * - `too-old`: the version is lower than `minimumVersion`
 * - `unknown-version`: the binary did not say its version in any known form
 * - `unsupported`: an option that `kubectl kustomize` has no flag for
 * - `spawn`: the operating system could not start it
 * - `exit`: it ended with an exit code other than 0, or by a signal from elsewhere
 * - `timeout`, `aborted`, `too-big`: stopped by `timeoutMs`, `signal`, `maxOutputBytes`
 * - `parse`: it succeeded, but printed something that is not Kubernetes objects in YAML
 */
export type FailureReason =
  | 'missing'
  | 'too-old'
  | 'unknown-version'
  | 'unsupported'
  | 'spawn'
  | 'exit'
  | 'timeout'
  | 'aborted'
  | 'too-big'
  | 'parse'

/** The one shape of everything that can be expected to go wrong. */
export interface KustomizeFailure {
  readonly ok: false
  readonly reason: FailureReason
  /** Set if the process ended by itself. */
  readonly exitCode?: number
  /** Set if a signal ended the process, ours (`timeout`, `aborted`, `too-big`) or anybody's. */
  readonly signal?: NodeJS.Signals
  /** What was printed until then; at most `maxOutputBytes`. */
  readonly stdout: string
  readonly stderr: string
  /** Milliseconds that the process ran; 0 if none was started. */
  readonly durationMs: number
  /** The executable and its arguments; empty if none was found. */
  readonly command: readonly string[]
  /** What happened, in one sentence, then what kustomize said about it. Holds no flag and no variable. */
  readonly message: string
  /** What to do about it. */
  readonly hint: string
  /** The error or abort reason behind it, if there was one. */
  readonly cause?: unknown
}

/** A failure's facts, before they are put in words. */
export interface FailureFacts extends Partial<Omit<KustomizeFailure, 'ok' | 'reason' | 'message' | 'hint'>> {
  readonly reason: FailureReason
  /** The end of the sentence. */
  readonly detail?: string
}

/** Facts to a failure with a message and a hint. */
export function failure(facts: FailureFacts): KustomizeFailure {
  const { reason, exitCode, signal, stdout = '', stderr = '', durationMs = 0, command = [], cause } = facts
  const process = { exitCode, signal, stdout, stderr, durationMs, command }
  return { ok: false, reason, ...process, message: formatFailure(facts), hint: hintFor(facts), cause }
}
