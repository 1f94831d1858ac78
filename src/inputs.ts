import type { Problem } from './errors.ts'

/** Where an input can be given. A secret is never a flag: flags are seen by everybody on the machine. */
type Surface = 'action' | 'cli'

export interface InputSpec {
  readonly type: 'text' | 'list' | 'boolean' | 'choice' | 'seconds'
  /** One sentence or two, in plain Markdown: `action.yml`, the README table and `--help` show it. */
  readonly help: string
  readonly choices?: readonly string[]
  /** What it is when it is not given; with `cliDefault` only in the Action. */
  readonly default?: string
  readonly cliDefault?: string
  readonly only?: Surface
  readonly secret?: boolean
  /** Items of the list may also be separated by commas: names never hold one. */
  readonly commas?: boolean
}

const deliveries = ['files', 'commit', 'push', 'pull-request', 'auto-merge', 'merge'] as const

/** Every input, once: the Action input `name` is the CLI flag `--name`. */
export const inputSpecs = {
  command: {
    type: 'choice',
    choices: ['update'],
    default: 'update',
    help: 'What to do. In the CLI it is the first word.',
  },
  image: {
    type: 'list',
    help: 'Image and its new version: `name:tag`, `name@digest`, `name:tag@digest`; `name=new-name:tag` also renames. The `tags` output of docker/metadata-action can be given as it is; the immutable tag is picked.',
  },
  value: {
    type: 'list',
    help: '`FILE-GLOB:PATH=TEXT`: any scalar in any YAML or JSON file, such as `apps/web/values-dev.yaml:image.tag=1.4.0`.',
  },
  digest: {
    type: 'choice',
    choices: ['keep', 'add', 'drop'],
    default: 'keep',
    help: '`keep`: each place keeps its shape (tag, digest or both). `add`: a given digest is added where there is none. `drop`: digests beside a new tag go.',
  },
  environment: {
    type: 'list',
    commas: true,
    help: 'Only the versions of these environments; `all` for every one. Needed when the versions stand in several environments (except for `delivery: files`).',
  },
  application: { type: 'list', commas: true, help: 'Only the versions of these applications.' },
  path: { type: 'list', help: 'Globs that limit the files, relative to the root of the config repo; `!` excludes.' },
  directory: { type: 'text', cliDefault: '.', help: 'A checkout of the config repo.' },
  repository: {
    type: 'text',
    help: 'The config repo on GitHub, `owner/name`. Default: the repo of the checkout, or of the workflow.',
  },
  base: {
    type: 'text',
    help: 'The branch that Argo CD or Flux watches. Default: the default branch of the repo, or the branch of the checkout.',
  },
  token: {
    type: 'text',
    only: 'action',
    secret: true,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions
    default: '${{ github.token }}',
    help: 'Token with write access to the config repo (`contents` and `pull-requests`). In the CLI: the environment variable `GITHUB_TOKEN` or `DRAWBRIDGE_TOKEN`.',
  },
  delivery: {
    type: 'choice',
    choices: deliveries,
    default: 'pull-request',
    cliDefault: 'files',
    help: '`files` edits only. `commit` commits in the checkout. `push` pushes to the base branch. `pull-request` opens or moves one. `auto-merge` lets GitHub merge it when its rules are met. `merge` merges it now.',
  },
  group: {
    type: 'choice',
    choices: ['application', 'environment', 'run'],
    default: 'application',
    help: 'One proposal for each application in an environment, for each environment, or for the whole run.',
  },
  'create-missing': {
    type: 'boolean',
    help: 'Add a version that is not there yet: a kustomize `images` entry, a Helm value.',
  },
  'allow-missing': { type: 'boolean', help: 'An image or value that is pinned nowhere is no error.' },
  'allow-downgrade': { type: 'boolean', help: 'A lower version is no error.' },
  title: { type: 'text', help: 'Title of the pull request. Default: made from the change.' },
  body: { type: 'text', help: 'Text at the top of the pull request, above the table of changes.' },
  labels: { type: 'list', commas: true, help: 'Labels for the pull request.' },
  reviewers: { type: 'list', commas: true, help: 'People who are asked for a review.' },
  'team-reviewers': { type: 'list', commas: true, help: 'Teams that are asked for a review: their short names.' },
  assignees: { type: 'list', commas: true, help: 'People whom the pull request is assigned to.' },
  draft: { type: 'boolean', help: 'Open the pull request as a draft.' },
  branch: {
    type: 'text',
    help: 'Branch of the pull request. `{environment}` and `{application}` stand for the names. Default: `drawbridge/{environment}/{application}`.',
  },
  'commit-message': {
    type: 'text',
    help: 'Subject of the commit. Default: made from the change. The audit trailers are always added.',
  },
  'merge-method': {
    type: 'choice',
    choices: ['merge', 'squash', 'rebase'],
    help: 'How `merge` and `auto-merge` merge. Default: the first of merge, squash, rebase that the repo allows.',
  },
  source: { type: 'text', help: 'What was built, `owner/repo@sha`. Default: from the variables of the CI.' },
  actor: { type: 'text', help: 'Who started it. Default: from the variables of the CI.' },
  'run-url': { type: 'text', help: 'Where the run can be read. Default: from the variables of the CI.' },
  render: {
    type: 'choice',
    choices: ['auto', 'off'],
    default: 'auto',
    help: '`auto`: when kustomize is installed, the job summary shows what the change renders, before and after.',
  },
  deadline: {
    type: 'seconds',
    default: '300',
    help: 'How long, in seconds, a lost race or a busy server is tried again.',
  },
  'dry-run': { type: 'boolean', help: 'Decide and show everything, change nothing.' },
  json: { type: 'boolean', only: 'cli', help: 'Print the result as one JSON document on standard output.' },
} as const satisfies Record<string, InputSpec>

export type InputName = keyof typeof inputSpecs

type ChoiceOf<S> = S extends { choices: readonly (infer C)[] } ? C : string
type ValueOf<S extends InputSpec> = S['type'] extends 'list'
  ? readonly string[]
  : S['type'] extends 'boolean'
    ? boolean
    : S['type'] extends 'seconds'
      ? number
      : ChoiceOf<S> | (S extends { default: string } ? never : undefined)

/** Every input with its type: lists are lists, choices are one of their words, seconds a number. */
export type Inputs = { readonly [Name in InputName]: ValueOf<(typeof inputSpecs)[Name]> }

/** What was given, as text: of a list, each item or several lines of items. Empty text counts as not given. */
export type RawInputs = { readonly [Name in InputName]?: string | readonly string[] | boolean }

export interface ParsedInputs {
  readonly inputs: Inputs
  readonly problems: readonly Problem[]
}

/** Turns what was given into typed inputs, with the defaults of the surface. Every problem is gathered, none is thrown. */
export function parseInputs(raw: RawInputs, surface: Surface): ParsedInputs {
  const problems: Problem[] = []
  const inputs = Object.fromEntries(
    Object.entries(inputSpecs).map(([name, spec]: [string, InputSpec]) => {
      const own = raw[name as InputName]
      // An input that an expression left empty has its default, too.
      const given = own === undefined || own === '' ? defaultOf(spec, surface) : own
      const parsed = parseOne(name, spec, given)
      if ('problem' in parsed) problems.push(parsed.problem)
      return [name, 'problem' in parsed ? parseOne(name, spec, undefined) : parsed.value]
    }),
  )
  return { inputs: inputs as Inputs, problems }
}

/** The default of an input, as text. */
export function defaultOf(spec: InputSpec, surface: Surface): string | undefined {
  if (spec.secret) return undefined
  return surface === 'cli' ? (spec.cliDefault ?? spec.default) : spec.default
}

type ParsedOne = { readonly value: unknown } | { readonly problem: Problem }

// A day: Node's timers end at 24.
const maxSeconds = 86_400

function parseOne(name: string, spec: InputSpec, given: string | readonly string[] | boolean | undefined): ParsedOne {
  if (spec.type === 'list') return { value: items(spec, given) }
  const text = Array.isArray(given) ? given.at(-1) : given
  const isGiven = text !== undefined && text !== ''
  if (spec.type === 'boolean') return parseBoolean(name, isGiven ? String(text) : 'false')
  if (!isGiven) return { value: undefined }
  if (spec.type === 'seconds') {
    const isValid = /^\d{1,5}$/.test(String(text)) && Number(text) >= 1 && Number(text) <= maxSeconds
    return isValid ? { value: Number(text) } : wrong(name, text, `a whole number of seconds from 1 to ${maxSeconds}`)
  }
  if (spec.choices && !spec.choices.includes(String(text)))
    return wrong(name, text, `one of ${spec.choices.join(', ')}`)
  return { value: String(text) }
}

function items(spec: InputSpec, given: string | readonly string[] | boolean | undefined): string[] {
  const texts = given === undefined || typeof given === 'boolean' ? [] : typeof given === 'string' ? [given] : given
  return texts
    .flatMap((text) => text.split(spec.commas ? /[\n,]/ : /\n/))
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

// YAML 1.2's core schema, as @actions/core reads booleans.
function parseBoolean(name: string, text: string): ParsedOne {
  if (/^(?:true|True|TRUE)$/.test(text)) return { value: true }
  if (/^(?:false|False|FALSE)$/.test(text)) return { value: false }
  return wrong(name, text, 'true or false')
}

function wrong(name: string, given: unknown, expected: string): ParsedOne {
  const message = `${name}: ${JSON.stringify(given)} is not ${expected}`
  return { problem: { code: 'invalid-input', message, hint: `Write ${name}: ${expected}.` } }
}
