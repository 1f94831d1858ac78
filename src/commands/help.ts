import { isFlag } from '../command-line.ts'
import { defaultOf, type InputSpec, inputSpecs } from '../inputs.ts'

/** The text of `drawbridge help`: the commands, and every flag with its help and default. */
export function formatHelp(): string {
  const flags = Object.entries(inputSpecs)
    .filter(([, spec]) => isFlag(spec))
    .map(([name, spec]) => formatFlag(name, spec))
  return `${[usage, ...flags, notes].join('\n')}\n`
}

const usage = `drawbridge COMMAND [flags]

Writes new versions into a GitOps config repo, byte for byte, and delivers them.

Commands
  update    write versions: drawbridge update --image ghcr.io/acme/web:1.4.0 --environment dev
  demo      play the whole thing on a small config repo in a temporary folder
  help      this text
  version   the version of drawbridge

Flags of update (a list is a repeated flag)`

const notes = `
The token for GitHub is read from DRAWBRIDGE_TOKEN or GITHUB_TOKEN, never from a flag.
Exit codes: 0 done or nothing to do, 1 failed, 2 bad input, 3 refused by a guard.`

function formatFlag(name: string, spec: InputSpec): string {
  const value = spec.type === 'boolean' ? '' : ` ${spec.choices ? spec.choices.join('|') : valueName(spec)}`
  const given = defaultOf(spec, 'cli')
  const help = `${spec.help.replaceAll('`', '')}${given === undefined ? '' : ` [${given}]`}`
  return `  --${name}${value}\n${wrap(help, 90)
    .map((line) => `      ${line}`)
    .join('\n')}`
}

function valueName(spec: InputSpec): string {
  return spec.type === 'seconds' ? 'SECONDS' : 'TEXT'
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
