import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as core from '@actions/core'
import type { Problem } from '../errors.ts'
import { nodeHost } from '../host.ts'
import { type InputSpec, inputSpecs, parseInputs, type RawInputs } from '../inputs.ts'
import { formatDiff } from '../report/diff-text.ts'
import type { Result } from '../report/result.ts'
import { formatSummary } from '../report/summary.ts'
import { formatTerminal } from '../report/terminal.ts'
import { disarmCommands } from '../report/workflow-command.ts'
import type { CommandOutcome } from './command-outcome.ts'
import { runCommand } from './run-command.ts'

/** Runs the Action: inputs from the workflow, results to its outputs, log, annotations and job summary. */
export async function runAction(): Promise<void> {
  const raw = withTarget(readInputs())
  if (typeof raw.token === 'string' && raw.token !== '') core.setSecret(raw.token)
  const { inputs, problems } = parseInputs(raw, 'action')
  const host = nodeHost((text) => core.info(disarmCommands(text)))
  const outcome = await runCommand(inputs, host, problems)
  writeLog(outcome, inputs['dry-run'])
  writeOutputs(outcome.result)
  annotate(outcome)
  await writeSummary(outcome, inputs['dry-run'])
  process.exitCode = outcome.exitCode
}

function readInputs(): RawInputs {
  const names = Object.entries(inputSpecs)
    .filter(([, spec]: [string, InputSpec]) => spec.only !== 'cli')
    .map(([name]) => name)
  return Object.fromEntries(names.map((name) => [name, core.getInput(name)]))
}

// Neither a folder nor a repo was given: the checkout that the workflow made, else the workflow's own repo.
function withTarget(raw: RawInputs): RawInputs {
  if (raw.directory || raw.repository) return raw
  const workspace = process.env.GITHUB_WORKSPACE ?? '.'
  const isEdit = raw.delivery === 'files' || raw.delivery === 'commit'
  return isEdit || existsSync(join(workspace, '.git')) ? { ...raw, directory: workspace } : raw
}

// What becomes an annotation is in the log by that already.
function writeLog({ result, unchanged, files }: CommandOutcome, isDryRun: boolean): void {
  const shown = { ...result, warnings: result.warnings.filter((problem) => !isAnnotated(problem)) }
  core.info(formatTerminal({ result: shown, unchanged, isDryRun, hasErrorsElsewhere: true }))
  if (files.length === 0) return
  core.startGroup(isDryRun ? 'What would change' : 'What changed')
  core.info(disarmCommands(formatDiff(files).trimEnd()))
  core.endGroup()
}

function writeOutputs(result: Result): void {
  core.setOutput('result', JSON.stringify(result))
  core.setOutput('changed', result.changed)
  core.setOutput('outcome', result.outcome)
  const [proposal, second] = result.proposals
  if (!proposal || second) return
  core.setOutput('branch', proposal.branch ?? '')
  core.setOutput('commit', proposal.commit ?? '')
  core.setOutput('merged', proposal.merged)
  core.setOutput('pull-request-number', proposal.pullRequest?.number ?? '')
  core.setOutput('pull-request-url', proposal.pullRequest?.url ?? '')
  core.setOutput('pull-request-operation', proposal.pullRequest?.operation ?? '')
}

function annotate({ result }: CommandOutcome): void {
  for (const problem of result.errors) core.error(textOf(problem), { title: `drawbridge: ${problem.code}` })
  for (const problem of result.warnings.filter(isAnnotated)) {
    core.warning(textOf(problem), { title: `drawbridge: ${problem.code}` })
  }
}

// Commit ids as tags are common, and nobody can act on it.
function isAnnotated({ code }: Problem): boolean {
  return code !== 'unknown-order'
}

// The file is one of the config repo, which is rarely the repo that the annotation is shown on: so it is told in words.
function textOf({ file, line, message, hint }: Problem): string {
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `
  return `${place}${message}${hint === undefined ? '' : ` — ${hint}`}`
}

// All is done and told by now: a summary that can't be written fails nothing.
async function writeSummary({ result, unchanged, renders }: CommandOutcome, isDryRun: boolean): Promise<void> {
  if (!process.env.GITHUB_STEP_SUMMARY) return
  try {
    await core.summary.addRaw(formatSummary({ result, unchanged, renders, isDryRun })).write()
  } catch (error) {
    core.warning(`The job summary could not be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}
