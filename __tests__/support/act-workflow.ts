/** The folders that stand in for actions of others. */
const standIns = new URL('actions/', import.meta.url).pathname

export const actions = {
  'docker/login-action': `${standIns}login`,
  'docker/build-push-action': `${standIns}build-push`,
  'docker/metadata-action': `${standIns}metadata`,
  'actions/create-github-app-token': `${standIns}app-token`,
} as const

/** The digest that the stand-in of docker/build-push-action gives. */
export const builtDigest = 'sha256:4bcb2d3b1b6f1d9d5b6a2f0e7c8d9a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f'

export interface WorkflowOptions {
  /** Steps before it, as YAML: each begins with `- `. */
  readonly before?: readonly string[]
  readonly after?: readonly string[]
  /** Default: `./`, the Action in the workflow's own repo. */
  readonly uses?: string
  readonly hasCheckout?: boolean
}

/** A workflow in which Drawbridge is the step `drawbridge`. */
export function workflowWith(inputs: Readonly<Record<string, string>>, options: WorkflowOptions = {}): string {
  const { before = [], after = [], uses = './', hasCheckout = true } = options
  const given = Object.entries(inputs).map(([name, value]) => `          ${name}: ${JSON.stringify(value)}`)
  const steps = [
    ...(hasCheckout ? ['- uses: actions/checkout@v5'] : []),
    ...before,
    ['- id: drawbridge', `  uses: ${uses}`, '  with:'].join('\n'),
  ]
  return [
    'on: [push]',
    'jobs:',
    '  release:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    ...steps.map(indent),
    ...given,
    ...after.map(indent),
    '',
  ].join('\n')
}

/** "docker build-push" as the step `build`. */
export const buildStep = [
  '- id: build',
  '  uses: docker/build-push-action@v6',
  '  with: { push: true, tags: any }',
].join('\n')

function indent(step: string): string {
  return step.replace(/^(?=.)/gm, '      ')
}
