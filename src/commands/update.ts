import { type CiFacts, readCiFacts } from '../ci-facts.ts'
import { deliver } from '../delivery/deliver.ts'
import type { Delivered } from '../delivery/delivery.ts'
import { findDeliveryProblems } from '../delivery/delivery-problems.ts'
import { readServer } from '../delivery/server.ts'
import { DrawbridgeError, type Problem } from '../errors.ts'
import type { Host } from '../host.ts'
import type { Inputs } from '../inputs.ts'
import type { Pin } from '../pins/pin.ts'
import { planUpdate } from '../plan/update-plan.ts'
import { splitUrlCredentials } from '../repo/auth.ts'
import type { Tree } from '../repo/tree.ts'
import { type Result, reportChange } from '../report/result.ts'
import { type CommandOutcome, exitCodeOf, outcomeOf, type Render } from './command-outcome.ts'
import { readUpdateRequest } from './read-request.ts'

/** `drawbridge update`: writes new versions into a config repo and delivers them. */
export async function update(inputs: Inputs, host: Host, given: readonly Problem[]): Promise<CommandOutcome> {
  const { request, problems, warnings } = readUpdateRequest(inputs)
  const server = readServer(inputs.token, host.env)
  const all = [...given, ...problems, ...findDeliveryProblems(inputs, server, host.env)]
  if (all.length > 0) throw new DrawbridgeError(2, all)
  const run = {
    command: 'update',
    inputs,
    host,
    server,
    facts: readFacts(inputs, host),
    plan: (tree: Tree, includes?: (pin: Pin) => boolean) => planUpdate(tree, request, includes),
  }
  return deliver(run, async (delivered) => ({
    ...tell(delivered, warnings),
    renders: inputs.render === 'auto' && host.env.GITHUB_STEP_SUMMARY ? await render(delivered) : [],
  }))
}

function tell({ plan, proposals, failures, ...delivered }: Delivered, warnings: readonly Problem[]): CommandOutcome {
  const changed = plan.changes.length > 0
  const result: Result = {
    outcome: failures.length > 0 ? outcomeOf(failures) : changed ? 'changed' : 'unchanged',
    changed,
    changes: plan.changes.map(reportChange),
    files: plan.files.map(({ path }) => path),
    proposals,
    blocked: [],
    warnings: distinct([...warnings, ...plan.warnings, ...delivered.warnings]),
    errors: distinct(failures.flatMap((failure) => failure.problems)),
  }
  return { result, exitCode: exitCodeOf(failures), files: plan.files, unchanged: plan.unchanged, renders: [] }
}

// Each try, and the base as well as the proposal, may find the same.
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
}

async function render({ tree, plan }: Delivered): Promise<readonly Render[]> {
  const { renderChange } = await import('./render.ts')
  return renderChange(tree, plan.files)
}

function readFacts(inputs: Inputs, host: Host): CiFacts {
  const found = readCiFacts(host.env)
  const runUrl = inputs['run-url'] ?? found.runUrl
  return {
    ...found,
    ...(inputs.source !== undefined && { source: inputs.source }),
    ...(inputs.actor !== undefined && { actor: inputs.actor }),
    ...(runUrl !== undefined && { runUrl: splitUrlCredentials(runUrl).url }),
  }
}
