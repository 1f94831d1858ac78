import { asDrawbridgeError, type Problem } from '../errors.ts'
import type { Host } from '../host.ts'
import type { Inputs } from '../inputs.ts'
import { type CommandOutcome, failedOutcome } from './command-outcome.ts'
import { update } from './update.ts'

/**
 * Runs a command; whatever goes wrong becomes an outcome.
 * @param problems what was wrong with the inputs already: told together with what else is
 */
export async function runCommand(
  inputs: Inputs,
  host: Host,
  problems: readonly Problem[] = [],
): Promise<CommandOutcome> {
  try {
    return await update(inputs, host, problems)
  } catch (error) {
    return failedOutcome(asDrawbridgeError(error))
  }
}
