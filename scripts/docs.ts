// Writes what is made from src/inputs.ts: the inputs of action.yml and the tables of README.md. `node scripts/docs.ts [--check]`.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type InputSpec, inputSpecs } from '../src/inputs.ts'
import { outputSpecs } from '../src/outputs.ts'

const root = join(import.meta.dirname, '..')

/** The text of action.yml. */
export function formatAction(): string {
  const inputs = Object.entries(inputSpecs)
    .filter(([, spec]: [string, InputSpec]) => spec.only !== 'cli')
    .flatMap(([name, spec]: [string, InputSpec]) => [
      `  ${name}:`,
      `    description: ${quoted(spec.help)}`,
      '    required: false',
      ...(spec.default === undefined ? [] : [`    default: ${quoted(spec.default)}`]),
    ])
  const outputs = Object.entries(outputSpecs).flatMap(([name, help]) => [
    `  ${name}:`,
    `    description: ${quoted(help)}`,
  ])
  return `${header}inputs:\n${inputs.join('\n')}\noutputs:\n${outputs.join('\n')}\n${footer}`
}

const header = `# Made by \`npm run docs\` from src/inputs.ts and src/outputs.ts.
name: Drawbridge GitOps bridge
description: Writes the version that CI has built into a GitOps config repo, byte for byte, and proposes, auto-merges or pushes it for Argo CD and Flux
author: The Drawbridge authors
branding:
  icon: git-pull-request
  color: blue
`

const footer = `runs:
  using: node24
  main: dist/index.js
`

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** README.md with its generated tables. */
export function formatReadme(readme: string): string {
  const inputs = Object.entries(inputSpecs).map(([name, spec]: [string, InputSpec]) => {
    const action = spec.default === undefined ? '' : `\`${spec.default}\``
    const cli = spec.cliDefault === undefined ? '' : `${action ? '<br>' : ''}CLI: \`${spec.cliDefault}\``
    const only = spec.only === undefined ? '' : spec.only === 'cli' ? ' (CLI only)' : ' (not a CLI flag)'
    return `| \`${name}\`${only} | ${cell(spec.help)}${choices(spec)} | ${action}${cli} |`
  })
  const outputs = Object.entries(outputSpecs).map(([name, help]) => `| \`${name}\` | ${cell(help)} |`)
  const withInputs = between(readme, 'inputs', ['| input | meaning | default |', '| --- | --- | --- |', ...inputs])
  return between(withInputs, 'outputs', ['| output | meaning |', '| --- | --- |', ...outputs])
}

function choices(spec: InputSpec): string {
  return spec.choices && !spec.choices.every((choice) => spec.help.includes(`\`${choice}\``))
    ? ` One of ${spec.choices.map((choice) => `\`${choice}\``).join(', ')}.`
    : ''
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function between(text: string, name: string, lines: readonly string[]): string {
  const [start, end] = [`<!-- ${name}: made by npm run docs -->`, `<!-- /${name} -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`README.md has no place for the ${name}`)
  return `${text.slice(0, from + start.length)}\n${lines.join('\n')}\n${text.slice(to)}`
}

/** What is made, and from what it is made. */
export const documents = [
  { path: join(root, 'action.yml'), format: () => formatAction() },
  { path: join(root, 'README.md'), format: (text: string) => formatReadme(text) },
] as const

if (process.argv[1] === import.meta.filename) {
  const isCheck = process.argv.includes('--check')
  for (const { path, format } of documents) {
    const old = readFileSync(path, 'utf8')
    if (!isCheck) writeFileSync(path, format(old))
    else if (format(old) !== old) {
      console.error(`${path} is not what "npm run docs" makes`)
      process.exitCode = 1
    }
  }
}
