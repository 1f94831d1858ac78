/** What one step of a job left. */
export interface ActStep {
  /** Its `id`, or its place in the job; of a step in a composite action, that after the id of the outer one and a dot. */
  readonly id: string
  readonly result: string | undefined
  readonly outputs: Readonly<Record<string, string>>
  /** What it wrote to `GITHUB_STEP_SUMMARY`. */
  readonly summary: string
  /** What it printed, line by line as the runner got it, commands too. */
  readonly lines: readonly string[]
  readonly annotations: readonly Annotation[]
  /** Titles of the groups in its log. */
  readonly groups: readonly string[]
}

export interface Annotation {
  readonly level: string
  readonly title: string
  readonly message: string
}

/** One line of `act --json`: what was printed, a command that act has obeyed, or a word of its own. */
export interface ActEvent {
  readonly msg?: string
  readonly stepID?: readonly string[]
  readonly stepResult?: string
  readonly raw_output?: boolean
  readonly command?: string
  readonly raw?: string
  readonly arg?: string
  readonly name?: string
  readonly content?: string
  readonly kvPairs?: Readonly<Record<string, string>>
  readonly level?: string
}

/** Reads the log of `act --json`; other lines are taken as words of its own. */
export function readEvents(text: string): ActEvent[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return JSON.parse(line) as ActEvent
      } catch {
        return { msg: line }
      }
    })
}

/** The log as a person sees it: masked as act masks it. */
export function formatLog(events: readonly ActEvent[]): string {
  return events.map(({ msg = '' }) => msg.replace(/\n?$/, '\n')).join('')
}

/** The steps, in order. */
export function readSteps(events: readonly ActEvent[]): ActStep[] {
  const steps = new Map<string, ActEvent[]>()
  for (const event of events) {
    if (event.stepID === undefined) continue
    const id = event.stepID.join('.')
    steps.set(id, [...(steps.get(id) ?? []), event])
  }
  return [...steps].map(([id, own]) => readStep(id, own))
}

function readStep(id: string, events: readonly ActEvent[]): ActStep {
  const commands = (...names: readonly string[]) => events.filter(({ command = '' }) => names.includes(command))
  return {
    id,
    result: events.findLast(({ stepResult }) => stepResult !== undefined)?.stepResult,
    outputs: Object.fromEntries(commands('set-output').map(({ name, arg }) => [name, arg ?? ''])),
    summary: commands('summary')
      .map(({ content }) => content ?? '')
      .join(''),
    lines: events
      .filter(({ raw_output, raw }) => raw_output || raw !== undefined)
      .map(({ raw, msg = '' }) => (raw ?? msg).replace(/\r?\n$/, '')),
    annotations: commands('error', 'warning', 'notice').map(({ command = '', kvPairs, arg = '' }) => ({
      level: command,
      title: kvPairs?.title ?? '',
      message: arg,
    })),
    groups: commands('group').map(({ arg = '' }) => arg),
  }
}
