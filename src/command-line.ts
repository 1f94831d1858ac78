import type { Problem } from './errors.ts'
import { type InputName, type InputSpec, inputSpecs, type RawInputs } from './inputs.ts'

export interface CommandLine {
  /** The first word; without one `update`, and `help` when there are no flags either. */
  readonly command: string
  readonly raw: RawInputs
  readonly problems: readonly Problem[]
}

/** Reads `COMMAND [flags]`. What is wrong is gathered, not thrown. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const { words, flags } = splitArguments(argv)
  const raw: RawFlags = {}
  const problems = flags.flatMap((flag) => readFlag(flag, raw) ?? [])
  const [command = argv.length > 0 ? inputSpecs.command.default : 'help', ...rest] = words
  // Behind a flag that nobody knows a word may be its value, even a secret one.
  const isFlagUnknown = problems.some(({ code }) => code === 'unknown-flag')
  if (command !== 'help' && rest.length > 0 && !isFlagUnknown) problems.push(unexpected(rest))
  return { command, raw, problems: [...findUnknownCommand(command), ...problems] }
}

interface Flag {
  /** With its dashes. */
  readonly written: string
  readonly value: string | undefined
}

// A value that begins with a dash is given as `--flag=-value` only: `--title --json` is a title that was forgotten. Node's
// parseArgs would either take it or throw at the first mistake.
function splitArguments(argv: readonly string[]): {
  readonly words: readonly string[]
  readonly flags: readonly Flag[]
} {
  const words: string[] = []
  const flags: Flag[] = []
  const rest = [...argv]
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--help' || arg === '-h') words.unshift('help')
    else if (arg === '--version' || arg === '-V') words.unshift('version')
    else if (!/^-./.test(arg)) words.push(arg)
    else {
      const [, written = arg, inline] = /^(--[^=]+)=([\s\S]*)$/.exec(arg) ?? []
      const takesNext = inline === undefined && takesValue(written) && rest[0] !== undefined && !/^-./.test(rest[0])
      flags.push({ written, value: takesNext ? rest.shift() : inline })
    }
  }
  return { words, flags }
}

function takesValue(written: string): boolean {
  const spec = specOf(written)
  return spec !== undefined && isFlag(spec) && spec.type !== 'boolean'
}

function specOf(written: string): InputSpec | undefined {
  const name = written.slice(2)
  return written.startsWith('--') && Object.hasOwn(inputSpecs, name) ? inputSpecs[name as InputName] : undefined
}

const commands: readonly string[] = [...inputSpecs.command.choices, 'demo', 'help', 'version']

function findUnknownCommand(command: string): Problem[] {
  if (commands.includes(command)) return []
  const message = `${JSON.stringify(command)} is no command`
  return [{ code: 'unknown-command', message, hint: `The commands are ${commands.join(', ')}.` }]
}

/** Whether an input is a flag of the CLI. */
export function isFlag(spec: InputSpec): boolean {
  return spec.only !== 'action' && !spec.secret && spec !== inputSpecs.command
}

type RawFlags = Record<string, string | string[] | boolean>

/** Puts a flag where it belongs; gives what is wrong with it. */
function readFlag({ written, value }: Flag, raw: RawFlags): Problem | undefined {
  const spec = specOf(written)
  const name = written.slice(2)
  if (!spec || !isFlag(spec)) return unknownFlag(written, spec)
  if (spec.type === 'boolean') raw[name] = value ?? true
  else if (value === undefined) return noValue(written)
  else if (spec.type === 'list') raw[name] = [...((raw[name] as string[] | undefined) ?? []), value]
  else raw[name] = value
  return undefined
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
