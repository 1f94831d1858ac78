import { failure, type KustomizeFailure } from './failure.ts'
import type { ProcessOutcome } from './process.ts'

/** The failure that a process ended in, or undefined if it ended well. */
export function findFailure(
  outcome: ProcessOutcome,
  command: readonly string[],
  limits: { readonly maxOutputBytes: number },
): KustomizeFailure | undefined {
  const { ending, ...facts } = outcome
  if (ending === 'exit') return outcome.exitCode === 0 ? undefined : failure({ reason: ending, ...facts, command })
  const detail = {
    spawn: String(outcome.cause instanceof Error ? outcome.cause.message : outcome.cause),
    timeout: `${outcome.durationMs} ms`,
    aborted: '',
    'too-big': `${limits.maxOutputBytes} bytes`,
  }[ending]
  return failure({ reason: ending, detail, ...facts, command })
}
