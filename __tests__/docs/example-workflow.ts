import { parse } from 'yaml'
import { read } from './texts.ts'

export interface Step {
  readonly id?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, string | boolean>>
}

export interface Job {
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>
  readonly 'timeout-minutes'?: number
  readonly steps: readonly Step[]
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

/** How the examples name the released Action. */
export const released = 'OWNER/drawbridge@v1'

export function readWorkflow(path: string): Workflow {
  return parse(read(path)) as Workflow
}

/** The steps of all jobs. */
export function stepsOf(workflow: Workflow): Step[] {
  return Object.values(workflow.jobs).flatMap(({ steps }) => steps)
}

/** Inputs and outputs that `action.yml` has. */
export function readAction(): { readonly inputs: readonly string[]; readonly outputs: readonly string[] } {
  const { inputs, outputs } = parse(read('action.yml')) as Record<'inputs' | 'outputs', object>
  return { inputs: Object.keys(inputs), outputs: Object.keys(outputs) }
}
