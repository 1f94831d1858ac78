import { parseCommandLine } from '../command-line.ts'
import { nodeHost } from '../host.ts'
import { type Inputs, parseInputs, type RawInputs } from '../inputs.ts'
import type { EditedFile } from '../plan/file-edits.ts'
import type { Result } from '../report/result.ts'
import { disarmCommands } from '../report/workflow-command.ts'
import type { CommandOutcome } from './command-outcome.ts'
import { runCommand } from './run-command.ts'

/** Runs the CLI; gives the exit code. */
export async function runCli(argv: readonly string[]): Promise<number> {
  const host = nodeHost((text) => process.stderr.write(`${text}\n`))
  endOnSignals()
  const line = parseCommandLine(argv)
  if (line.command === 'help') return printHelp()
  if (line.command === 'version') return printVersion()
  if (line.command === 'demo' && line.problems.length === 0) return (await import('./demo.ts')).demo(host)
  const { inputs: given, problems } = parseInputs(line.raw, 'cli')
  const inputs = withTarget(given, line.raw)
  const outcome = await runCommand(inputs, host, [...line.problems, ...problems])
  await print(outcome, inputs)
  return outcome.exitCode
}

// Standard output is for what another program may read: the document, or the diff of a dry run. People read the rest.
async function print({ result, unchanged, files, exitCode }: CommandOutcome, inputs: Inputs): Promise<void> {
  const isDryRun = inputs['dry-run']
  if (inputs.json) process.stdout.write(`${formatDocument(result)}\n`)
  else if (isDryRun) process.stdout.write(await formatDryRun(files))
  const { formatTerminal } = await import('../report/terminal.ts')
  const out = inputs.json || isDryRun || exitCode !== 0 ? process.stderr : process.stdout
  out.write(`${formatTerminal({ result, unchanged, isDryRun, color: useColor(out) })}\n`)
}

// `##[` is a command to CIs wherever it stands in a line; the escape is the same character in JSON.
function formatDocument(result: Result): string {
  return JSON.stringify(result, null, 2).replace(/##(?=[A-Za-z]*\[)/g, '#\\u0023')
}

// For `git apply` as it is, except in a log where a line of a file could be a command.
async function formatDryRun(files: readonly EditedFile[]): Promise<string> {
  const { formatDiff } = await import('../report/diff-text.ts')
  const diff = formatDiff(files)
  return process.env.GITHUB_ACTIONS || process.env.TF_BUILD ? disarmCommands(diff) : diff
}

// `--repository` without `--directory` means that repo on GitHub, not the folder one happens to be in.
function withTarget(inputs: Inputs, raw: RawInputs): Inputs {
  return raw.repository && !raw.directory ? { ...inputs, directory: undefined } : inputs
}

// Clean-up of temporary folders and child processes hangs on the exit of the process.
function endOnSignals(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => process.exit(code))
  }
}

function useColor(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR
}

async function printHelp(): Promise<number> {
  const { formatHelp } = await import('./help.ts')
  process.stdout.write(formatHelp())
  return 0
}

async function printVersion(): Promise<number> {
  const { version } = await import('../version.ts')
  process.stdout.write(`drawbridge ${version}\n`)
  return 0
}
