import { parseCommandLine } from '../command-line.ts'
import { DrawbridgeError, type ExitCode } from '../errors.ts'
import { parseInputs } from '../inputs.ts'
import { emptyResult, type Result } from '../report/result.ts'
import { nodeHost } from './host.ts'
import { update } from './update.ts'

/** Runs the CLI; gives the exit code. */
export async function runCli(argv: readonly string[]): Promise<number> {
  const line = parseCommandLine(argv)
  const { inputs, problems } = parseInputs(line.raw, 'cli')
  const host = nodeHost((text) => process.stderr.write(`${text}\n`))
  try {
    const all = [...line.problems, ...problems]
    if (all.length > 0) throw new DrawbridgeError(2, all)
    const result = await update(inputs, host)
    if (inputs.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof DrawbridgeError)) throw error
    if (inputs.json) process.stdout.write(`${JSON.stringify(failedResult(error), null, 2)}\n`)
    process.stderr.write(`${error.message}\n`)
    return error.exitCode
  }
}

function failedResult(error: DrawbridgeError): Result {
  const outcomes: Record<ExitCode, Result['outcome']> = { 1: 'failed', 2: 'failed', 3: 'refused' }
  return { ...emptyResult, outcome: outcomes[error.exitCode], errors: error.problems }
}
