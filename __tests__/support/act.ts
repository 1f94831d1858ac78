import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, isAbsolute, join } from 'node:path'
import { type ActEvent, type ActStep, formatLog, readEvents, readSteps } from './act-events.ts'
import { git, writeTree } from './git.ts'
import type { GitHub } from './github/github.ts'
import { findTool } from './tools.ts'

export interface ActOptions {
  readonly github: GitHub
  /** The text of the workflow file. */
  readonly workflow: string
  /** What the workflow's repo holds besides it and the Action (`uses: ./`). */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** A folder whose files the workflow's repo also holds, and where in it. */
  readonly folder?: { readonly from: string; readonly to: string }
  /** Default: `push`. */
  readonly event?: 'push' | 'workflow_dispatch'
  /** What was pushed; default: `refs/heads/main`. */
  readonly ref?: string
  /** Inputs of `workflow_dispatch`. */
  readonly inputs?: Readonly<Record<string, string>>
  /** `GITHUB_TOKEN` is the workflow's own token. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Instead of what a run of `acme/app` by `octocat` on `main` has. */
  readonly variables?: Readonly<Record<string, string>>
  /** `owner/name@ref` → the folder that stands in for it. */
  readonly actions?: Readonly<Record<string, string>>
  /** Absolute paths of programs that are installed on the runner, besides Node, Git and the usual tools. */
  readonly programs?: readonly string[]
  readonly timeoutMs?: number
}

export interface ActRun {
  readonly exitCode: number | null
  /** The commit that ran: `github.sha`. */
  readonly commit: string
  /** What a person sees, as act masks it. */
  readonly log: string
  readonly steps: readonly ActStep[]
  /** The Node processes of the run: which script, and which Node. */
  readonly nodes: readonly { readonly script: string; readonly version: string }[]
  /** The step with this `id`; throws with the log when it did not run. */
  step(id: string): ActStep
}

const root = join(import.meta.dirname, '../..')
const usual = ['git', 'bash', 'sh', 'env', 'cat', 'mkdir', 'rm', 'ls', 'cp', 'jq', 'base64', 'sed', 'grep', 'tr', 'id']

/** The Action as it is released: nothing but its description and `dist`. */
export function copyAction(folder: string): void {
  mkdirSync(folder, { recursive: true })
  cpSync(join(root, 'action.yml'), join(folder, 'action.yml'))
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true })
}

/**
 * Runs a workflow by act, without Docker, on a machine of its own: a home, a cache and programs that are thrown away, and a
 * copy of the workflow's repo as `actions/checkout` leaves it.
 */
export async function runAct(options: ActOptions): Promise<ActRun> {
  const machine = mkdtempSync(join(tmpdir(), 'drawbridge-act-'))
  try {
    const repo = makeRepo(machine, options)
    const path = installPrograms(machine, options.programs ?? [])
    const done = await start(argumentsFor(machine, options), {
      cwd: repo,
      env: { PATH: path, HOME: machine, XDG_CACHE_HOME: join(machine, 'cache'), TMPDIR: machine },
      timeoutMs: options.timeoutMs ?? 60_000,
    })
    return { ...describeRun(done, join(machine, 'nodes')), commit: git(repo, 'rev-parse', 'HEAD') }
  } finally {
    rmSync(machine, { recursive: true, force: true, maxRetries: 5 })
  }
}

function describeRun({ exitCode, events }: Done, nodes: string): Omit<ActRun, 'commit'> {
  const steps = readSteps(events)
  const log = formatLog(events)
  return {
    exitCode,
    log,
    steps,
    nodes: existsSync(nodes) ? readFileSync(nodes, 'utf8').trim().split('\n').map(readNode) : [],
    step: (id) => {
      const found = steps.find((step) => step.id === id)
      if (!found) throw new Error(`no step "${id}" has run:\n${log}`)
      return found
    },
  }
}

function readNode(line: string) {
  const [version = '', script = ''] = line.split(' ')
  return { version, script }
}

function makeRepo(machine: string, { github, workflow, files = {}, folder }: ActOptions): string {
  const repo = join(machine, 'repo')
  copyAction(repo)
  if (folder) cpSync(folder.from, join(repo, folder.to), { recursive: true })
  writeTree(repo, { ...files, '.github/workflows/test.yml': workflow })
  git(repo, 'init', '--quiet', '--initial-branch=main')
  git(repo, 'remote', 'add', 'origin', `${github.url}/acme/app.git`)
  git(repo, 'add', '--all', '--force')
  git(repo, 'commit', '--quiet', '-m', 'The app')
  return repo
}

// Only these are on PATH: what the Action finds there is up to the test. Every Node process tells its version.
function installPrograms(machine: string, programs: readonly string[]): string {
  const bin = join(machine, 'bin')
  mkdirSync(bin)
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
  for (const name of usual) {
    const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
    if (found) symlinkSync(found, join(bin, name))
  }
  for (const program of programs) symlinkSync(program, join(bin, basename(program)))
  symlinkSync(process.execPath, join(bin, 'node'))
  const line = `${'$'}{process.version} ${'$'}{process.argv[1]}\\n`
  const hook = `import { appendFileSync } from 'node:fs'\nappendFileSync(${JSON.stringify(join(machine, 'nodes'))}, \`${line}\`)\n`
  writeFileSync(join(machine, 'tell-version.mjs'), hook)
  return bin
}

function argumentsFor(machine: string, options: ActOptions): string[] {
  const { github, event = 'push', ref = 'refs/heads/main', inputs = {}, secrets = {}, actions = {} } = options
  const payload = event === 'push' ? { ref } : { ref, inputs }
  writeFileSync(join(machine, 'event.json'), JSON.stringify(payload))
  // Not by `-s NAME`: act's own environment is that of the steps, too.
  const lines = Object.entries(secrets).map(([name, value]) => `${name}='${value}'\n`)
  writeFileSync(join(machine, 'secrets'), lines.join(''))
  const variables = {
    ...github.environment,
    GITHUB_REPOSITORY: 'acme/app',
    GITHUB_REPOSITORY_OWNER: 'acme',
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_NUMBER: '17',
    NODE_OPTIONS: `--import=${join(machine, 'tell-version.mjs')}`,
    ...options.variables,
  }
  return [
    ...[event, '-W', '.github/workflows/test.yml', '-P', 'ubuntu-latest=-self-hosted', '--no-cache-server', '--json'],
    ...['--env-file', '/dev/null', '--actor', 'octocat', '--action-offline-mode'],
    ...['-e', join(machine, 'event.json'), '--secret-file', join(machine, 'secrets')],
    ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...Object.entries(actions).flatMap(([name, folder]) => ['--local-repository', `${name}=${folder}`]),
  ]
}

interface Done {
  readonly exitCode: number | null
  readonly events: readonly ActEvent[]
}

interface StartOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
}

function start(args: readonly string[], { cwd, env, timeoutMs }: StartOptions): Promise<Done> {
  const { path, missing } = findTool('act')
  if (path === undefined) throw new Error(`act is missing ${missing}`)
  // A group of its own, so that what it has started ends with it.
  const child = spawn(path, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const timer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), timeoutMs)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => {
      clearTimeout(timer)
      resolve({ exitCode, events: readEvents(Buffer.concat(chunks).toString('utf8')) })
    })
  })
}
