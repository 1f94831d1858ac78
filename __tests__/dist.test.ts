import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { formatLicenses } from '../scripts/licenses.ts'
import { demoFiles } from '../src/commands/demo-repo.ts'
import { formatHelp } from '../src/commands/help.ts'
import { version } from '../src/version.ts'
import { makeFolder, writeTree } from './support/git.ts'
import { startGitHub } from './support/github/github.ts'
import { findTool } from './support/tools.ts'

const dist = join(import.meta.dirname, '../dist')
const cli = join(dist, 'cli.js')
const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
const kustomize = findTool('kustomize')

/** The oldest Node that has to do, if this machine has it, and this one. */
const older = findNode('v20.')
const nodes = [
  { name: process.version, path: process.execPath },
  { name: older?.version ?? 'v20 (no Node 20 is on PATH)', path: older?.path },
]

describe('dist', () => {
  it('is of modules, for the Action and for the CLI', () => {
    for (const folder of [dist, join(dist, 'cli')]) {
      expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toEqual({ type: 'module' })
      expect(statSync(join(folder, 'index.js')).size).toBeGreaterThan(10_000)
    }
    expect(statSync(cli).mode & 0o111).not.toBe(0)
  })

  it('holds the licence of every package that can be in it', () => {
    const text = readFileSync(join(dist, 'licenses.txt'), 'utf8')
    expect(text).toBe(formatLicenses(join(import.meta.dirname, '..')))
    for (const name of ['yaml', 'undici', 'picomatch', 'semver', 'diff', '@actions/core', '@octokit/core']) {
      expect(text).toMatch(new RegExp(`^${name} [\\d.]+: [A-Z][\\w.-]+\n\n\\S`, 'm'))
    }
  })

  it('names no file of the machine that built it', () => {
    for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.js'),
    )) {
      expect(readFileSync(join(dist, file), 'utf8').includes(join(import.meta.dirname, '..')), file).toBe(false)
    }
  })
})

describe.each(nodes)('the CLI on Node $name', ({ path }) => {
  const node = path ?? process.execPath

  it.skipIf(!path)('prints its help and its version, and needs nothing around it', async () => {
    expect(await run(node, ['help'])).toEqual({ exitCode: 0, stdout: formatHelp(), stderr: '' })
    expect(await run(node, [])).toEqual({ exitCode: 0, stdout: formatHelp(), stderr: '' })
    expect(await run(node, ['version'])).toEqual({ exitCode: 0, stdout: `drawbridge ${version}\n`, stderr: '' })
  })

  it.skipIf(!path)('says what is wrong, without a stack', async () => {
    const done = await run(node, ['update', '--imgae', 'x', '--directory', '/nowhere'])
    expect(done).toMatchObject({ exitCode: 2, stdout: '' })
    expect(done.stderr).toContain('--imgae is no flag')
    expect(done.stderr).not.toMatch(/^\s+at /m)
  })

  it.skipIf(!path)('edits files', async () => {
    const directory = makeFolder()
    writeTree(directory, demoFiles)
    const flags = ['update', '--image', 'ghcr.io/acme/web:1.10', '--environment', 'dev']
    expect(await run(node, flags, { cwd: directory })).toMatchObject({ exitCode: 0, stderr: '' })
    const file = 'apps/web/overlays/dev/kustomization.yaml'
    expect(readFileSync(join(directory, file), 'utf8')).toBe(demoFiles[file]?.replace('"1.9"', '"1.10"'))
  })

  it.skipIf(!path)('plays the demo with nothing but Git', async () => {
    const { exitCode, stdout, stderr } = await run(node, ['demo'], { programs: ['git'] })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const checkout = /made in (\S+)$/m.exec(stdout)?.[1] ?? ''
    expect(existsSync(join(checkout, '.git'))).toBe(true)
    // The commits with their trailers, the diff, and what to try next.
    expect(stdout).toContain('Drawbridge-Pin: dev/web ghcr.io/acme/web 1.9 -> 1.10\n')
    expect(stdout).toContain('    +    newTag: "1.10"  # keep the quotes: 1.10 is no number\n')
    expect(stdout).toContain('    +  tag: 2.1.1\n')
    expect(stdout).toContain('neither kustomize nor kubectl is on PATH')
    expect(stdout).toContain(`Try next:\n\n    cd ${checkout}\n`)
  })

  it.skipIf(!path)('plays the demo once more in the same place, beside the first', async () => {
    const home = makeFolder()
    const [one, two] = [await run(node, ['demo'], { home }), await run(node, ['demo'], { home })]
    expect([one.exitCode, two.exitCode]).toEqual([0, 0])
    expect(readdirSync(home).filter((name) => name.startsWith('drawbridge-demo-'))).toHaveLength(2)
  })
})

describe('the demo', () => {
  it.skipIf(kustomize.missing)(`shows what kustomize renders now ${kustomize.missing ?? ''}`, async () => {
    const programs = ['git', ...(kustomize.path === undefined ? [] : [kustomize.path])]
    const { exitCode, stdout } = await run(process.execPath, ['demo'], { programs })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('- image: ghcr.io/acme/web:1.10\n')
    expect(stdout).not.toContain('is not shown')
  })

  it('shows commands that can be pasted, and do what stands beside them', async () => {
    const home = makeFolder()
    const { stdout } = await run(process.execPath, ['demo'], { home })
    const lines = stdout.slice(stdout.indexOf('Try next:')).match(/(?<=^ {4}).*$/gm) ?? []
    const [cd = '', alias = '', ...commands] = lines
    expect(commands.map((command) => command.replace(/.* {3}# /, ''))).toEqual([
      'a change, shown before it is made',
      'an older build is refused',
      'names are never guessed',
      'any value, byte for byte',
    ])
    // A script has no aliases unless it asks for them.
    const script = ['shopt -s expand_aliases', cd, alias, ...commands.map((command) => `${command}\necho "=> $?"`)]
    const env = { PATH: `${makePath(['git'])}${delimiter}${dirname(process.execPath)}`, HOME: home, TMPDIR: home }
    const pasted = spawnSync(onPath('bash') ?? 'bash', ['-c', script.join('\n')], { env, encoding: 'utf8' })
    expect(pasted.stdout.match(/(?<==> )\d/g)).toEqual(['0', '3', '2', '0'])
  })

  it('says in one line that Git is missing', async () => {
    const done = await run(process.execPath, ['demo'], { programs: [] })
    expect(done.exitCode).toBe(1)
    expect(done.stderr).toMatch(/git/i)
    expect(done.stderr).not.toMatch(/^\s+at /m)
  })
})

describe('the Action', () => {
  it('ends as it should where the summary cannot be written', async () => {
    const directory = makeFolder()
    writeTree(directory, demoFiles)
    const output = join(makeFolder(), 'output')
    writeTree(join(output, '..'), { output: '' })
    const inputs = { IMAGE: 'ghcr.io/acme/web:1.10', ENVIRONMENT: 'dev', DELIVERY: 'files', DIRECTORY: directory }
    const env = {
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name}`, value])),
      ...{ GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: join(directory, 'no/such/folder') },
    }
    const done = await run(process.execPath, [], { env, script: join(dist, 'index.js') })
    expect(done).toMatchObject({ exitCode: 0, stderr: '' })
    expect(done.stdout).toContain('::warning::The job summary could not be written: ')
    expect(readFileSync(output, 'utf8')).toMatch(/^changed<<(\S+)\ntrue\n\1$/m)
  })
})

describe('what is loaded', () => {
  const flags = ['update', '--image', 'ghcr.io/acme/web:1.10', '--environment', 'dev']
  const isNetwork = (file: string) => /UND_ERR_|octokit/i.test(readFileSync(file, 'utf8'))

  it('to edit files: nothing of what the network needs', async () => {
    const directory = makeFolder()
    writeTree(directory, demoFiles)
    const loaded = await findLoaded(flags, { cwd: directory })
    expect(loaded).toContain(join(dist, 'cli/index.js'))
    expect(loaded.filter(isNetwork)).toEqual([])
  })

  it('to open a pull request: that too, so the test above can tell', async () => {
    const github = await startGitHub()
    github.createRepo('acme/config', { files: demoFiles })
    const env = { ...github.environment, GITHUB_TOKEN: github.token({ repos: { 'acme/config': 'write' } }) }
    const loaded = await findLoaded([...flags, '--repository', 'acme/config', '--delivery', 'pull-request'], { env })
    expect(loaded.filter(isNetwork)).not.toEqual([])
    await github.stop()
  })

  /** The files that Node ran, as V8 counts them. */
  async function findLoaded(args: readonly string[], options: RunOptions): Promise<string[]> {
    const coverage = makeFolder()
    const env = { ...options.env, NODE_V8_COVERAGE: coverage }
    expect(await run(process.execPath, args, { ...options, env })).toMatchObject({ exitCode: 0 })
    const reports = readdirSync(coverage).map((name) => JSON.parse(readFileSync(join(coverage, name), 'utf8')))
    const urls = reports.flatMap(({ result }: { result: { url: string }[] }) => result.map(({ url }) => url))
    return urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url))
  }
})

interface RunOptions {
  readonly cwd?: string
  /** Names or paths of what is on PATH. Default: Git. */
  readonly programs?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Default: the CLI. */
  readonly script?: string
  /** Also where temporary folders go. */
  readonly home?: string
}

function run(node: string, args: readonly string[], options: RunOptions = {}) {
  const { programs = ['git'], home = makeFolder(), script = cli } = options
  const env = { PATH: makePath(programs), HOME: home, TMPDIR: home, ...options.env }
  const child = spawn(node, [script, ...args], { cwd: options.cwd ?? home, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
  return new Promise<{ exitCode: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode, ...said }))
  })
}

function makePath(programs: readonly string[]): string {
  const bin = join(makeFolder(), 'bin')
  mkdirSync(bin)
  for (const program of programs) {
    const path = isAbsolute(program) ? program : onPath(program)
    if (path) symlinkSync(path, join(bin, program.split('/').at(-1) ?? program))
  }
  return bin
}

function onPath(name: string): string | undefined {
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

function findNode(prefix: string): { readonly path: string; readonly version: string } | undefined {
  return folders
    .map((folder) => join(folder, 'node'))
    .filter((path) => existsSync(path))
    .map((path) => ({ path, version: spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim() }))
    .find(({ version }) => version.startsWith(prefix))
}
