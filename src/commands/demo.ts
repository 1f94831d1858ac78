import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build, findKustomize } from 'kustomize-ts-wrapper'
import { asDrawbridgeError, failed } from '../errors.ts'
import type { Host } from '../host.ts'
import { parseInputs } from '../inputs.ts'
import { describeGitFailure, runGit } from '../repo/git.ts'
import type { GitSetting } from '../repo/git-environment.ts'
import { formatTerminal } from '../report/terminal.ts'
import { demoFiles } from './demo-repo.ts'
import { runCommand } from './run-command.ts'

const images = ['ghcr.io/acme/web:1.10', 'ghcr.io/acme/api:2.1.1']
const settings: readonly GitSetting[] = [
  ['user.name', 'demo'],
  ['user.email', 'demo@users.noreply.github.com'],
  ['commit.gpgsign', 'false'],
]

/**
 * `drawbridge demo`: makes a config repo with a bare remote in a temporary folder, plays "CI pushed two images", delivers them
 * by push, and shows what came of it. Needs Git; shows what kustomize renders where there is one. Gives the exit code.
 */
export async function demo(host: Host): Promise<number> {
  try {
    await play(host)
    return 0
  } catch (error) {
    host.log(asDrawbridgeError(error).message)
    return 1
  }
}

async function play(host: Host): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-demo-'))
  const checkout = join(folder, 'config')
  await makeRepo(folder, checkout)
  say(
    `A config repo with three environments was made in ${checkout}`,
    `and its remote in ${join(folder, 'remote.git')}`,
  )
  say('', `CI has built and pushed ${images.join(' and ')}:`)
  say(
    `$ drawbridge update ${images.map((image) => `--image ${image}`).join(' ')} --environment dev --delivery push`,
    '',
  )
  await deliver(host, checkout)
  await git(checkout, ['pull', '--quiet', '--ff-only', 'origin', 'main'])
  say(
    '',
    'The commits on the remote:',
    '',
    indent(await git(checkout, ['log', '--reverse', '--format=%h %an%n%n%B', 'origin/main~2..origin/main'])),
  )
  say('', 'What they changed:', '', indent(await git(checkout, ['diff', '--unified=2', 'origin/main~2..origin/main'])))
  await showRender(join(checkout, 'apps/web/overlays/dev'))
  say(nextSteps(checkout))
}

async function makeRepo(folder: string, checkout: string): Promise<void> {
  for (const [path, text] of Object.entries(demoFiles)) {
    mkdirSync(dirname(join(checkout, path)), { recursive: true })
    writeFileSync(join(checkout, path), text)
  }
  await git(folder, ['init', '--quiet', '--bare', '--initial-branch=main', 'remote.git'])
  await git(checkout, ['init', '--quiet', '--initial-branch=main'])
  await git(checkout, ['add', '--all'])
  await git(checkout, ['commit', '--quiet', '-m', 'The config repo'])
  await git(checkout, ['remote', 'add', 'origin', join(folder, 'remote.git')])
  await git(checkout, ['push', '--quiet', '--set-upstream', 'origin', 'main'])
}

async function deliver(host: Host, directory: string): Promise<void> {
  const raw = {
    image: images,
    environment: ['dev'],
    delivery: 'push',
    directory,
    source: 'acme/app@8f2d5c1',
    actor: 'demo',
  }
  const { inputs, problems } = parseInputs(raw, 'cli')
  const { result, unchanged, exitCode } = await runCommand(inputs, host, problems)
  say(formatTerminal({ result, unchanged, isDryRun: false, color: false }))
  if (exitCode !== 0) throw failed({ code: 'demo', message: 'the demo did not end as it should' })
}

async function showRender(overlay: string): Promise<void> {
  const kustomize = await findKustomize()
  const rendered = kustomize.ok ? await build(overlay, { kustomize, timeoutMs: 20_000 }) : kustomize
  if (!rendered.ok) {
    say('', `(What it renders is not shown: ${rendered.message})`, '')
    return
  }
  const lines = rendered.stdout.split('\n').filter((line) => /^\s*(?:- )?(?:kind|namespace|image):/.test(line))
  say('', 'What kustomize now renders for dev, its images:', '', indent(lines.join('\n')), '')
}

const steps = [
  ['--image ghcr.io/acme/web:1.11.0 --environment staging --dry-run', 'a change, shown before it is made'],
  ['--image ghcr.io/acme/web:1.7.0 --environment prod --delivery push', 'an older build is refused'],
  ['--image acme/web:2.0.0', 'names are never guessed'],
  ["--value 'apps/api/values-prod.yaml:replicas=6'", 'any value, byte for byte'],
] as const

function nextSteps(checkout: string): string {
  const width = Math.max(...steps.map(([flags]) => flags.length))
  return [
    'Try next:',
    '',
    `    cd ${checkout}`,
    `    alias drawbridge='node ${process.argv[1] ?? 'dist/cli.js'}'`,
    ...steps.map(([flags, meaning]) => `    drawbridge update ${flags.padEnd(width)}   # ${meaning}`),
    '',
    `Everything is in ${dirname(checkout)}, which can be deleted at any time.`,
  ].join('\n')
}

async function git(cwd: string, args: readonly string[]): Promise<string> {
  const result = await runGit(args, { cwd, settings })
  if (!result.ok) throw failed({ code: 'git-failed', message: `git ${args[0]}: ${describeGitFailure(result)}` })
  return result.stdout.toString('utf8').trimEnd()
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '    ')
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
