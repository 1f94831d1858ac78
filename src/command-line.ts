import { parseArgs } from 'node:util'
import type { Problem } from './errors.ts'
import { type InputName, type InputSpec, inputSpecs, type RawInputs } from './inputs.ts'

export interface CommandLine {
  /** The first word; without one `update`, and `help` when there are no flags either. */
  readonly command: string
  readonly raw: RawInputs
  readonly problems: readonly Problem[]
}

/** Reads `COMMAND [flags]`. Unknown flags and words are problems, with the nearest flag as a hint. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const problems: Problem[] = []
  const raw: Record<string, string | string[] | boolean> = {}
  const { tokens } = parseArgs({
    args: [...argv],
    options: flagOptions(),
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const words: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    if (token.name === 'help' || token.name === 'h') words.unshift('help')
    else if (token.name === 'version' || token.name === 'V') words.unshift('version')
    else readFlag(token, raw, problems)
  }
  const [command = argv.length > 0 ? inputSpecs.command.default : 'help', ...rest] = words
  // Behind a flag that nobody knows a word may be its value, even a secret one.
  const isFlagUnknown = problems.some(({ code }) => code === 'unknown-flag')
  if (command !== 'help' && rest.length > 0 && !isFlagUnknown) problems.push(unexpected(rest))
  return { command, raw, problems: [...findUnknownCommand(command), ...problems] }
}

const commands: readonly string[] = [...inputSpecs.command.choices, 'demo', 'help', 'version']

function findUnknownCommand(command: string): Problem[] {
  if (commands.includes(command)) return []
  const message = `${JSON.stringify(command)} is no command`
  return [{ code: 'unknown-command', message, hint: `The commands are ${commands.join(', ')}.` }]
}

function flagOptions(): Record<string, { type: 'string' | 'boolean'; multiple?: boolean; short?: string }> {
  const flags = Object.entries(inputSpecs).filter(([, spec]) => isFlag(spec))
  return Object.fromEntries([
    ...flags.map(([name, spec]) => [name, { type: spec.type === 'boolean' ? 'boolean' : 'string', multiple: true }]),
    ['help', { type: 'boolean', short: 'h' }],
    ['version', { type: 'boolean', short: 'V' }],
  ])
}

/** Whether an input is a flag of the CLI. */
export function isFlag(spec: InputSpec): boolean {
  return spec.only !== 'action' && !spec.secret && spec !== inputSpecs.command
}

type OptionToken = { name: string; rawName: string; value: string | undefined }

function readFlag(token: OptionToken, raw: Record<string, string | string[] | boolean>, problems: Problem[]): void {
  const spec: InputSpec | undefined = Object.hasOwn(inputSpecs, token.name)
    ? inputSpecs[token.name as InputName]
    : undefined
  if (!spec || !isFlag(spec)) problems.push(unknownFlag(token.rawName, spec))
  else if (spec.type === 'boolean') raw[token.name] = token.value ?? true
  else if (token.value === undefined) problems.push(noValue(token.rawName))
  else if (spec.type === 'list') raw[token.name] = [...((raw[token.name] as string[] | undefined) ?? []), token.value]
  else raw[token.name] = token.value
}

function unknownFlag(flag: string, spec: InputSpec | undefined): Problem {
  if (spec?.secret) {
    const message = `${flag} is no flag: everybody on the machine can read flags`
    return { code: 'unknown-flag', message, hint: 'Set the environment variable GITHUB_TOKEN or DRAWBRIDGE_TOKEN.' }
  }
  const near = findNear(flag.slice(2))
  const hint = near ? `Did you mean --${near}?` : '"drawbridge help" lists the flags.'
  return { code: 'unknown-flag', message: `${flag} is no flag`, hint }
}

/** The flag that begins like it: `--images`, `--env`. */
function findNear(written: string): string | undefined {
  const names = Object.entries(inputSpecs).flatMap(([name, spec]) => (isFlag(spec) ? [name] : []))
  return written.length < 3 ? undefined : names.find((name) => name.startsWith(written) || written.startsWith(name))
}

function noValue(flag: string): Problem {
  return {
    code: 'no-value',
    message: `${flag} has no value`,
    hint: `Write ${flag}=VALUE; that form also takes a value that begins with a dash.`,
  }
}

function unexpected(words: readonly string[]): Problem {
  return {
    code: 'unexpected-word',
    message: `${JSON.stringify(words.join(' '))} is not expected here`,
    hint: 'Flags begin with "--".',
  }
}
