// How long the CLI takes to start and find nothing to do: CPU time against `node -e 0`, in one run, as a ratio; and what is
// loaded for it. `npm run bench`. Not a test: a machine's speed proves nothing about the code.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(import.meta.dirname, '..')
const repo = join(root, 'examples/config-repo')
const cli = join(root, 'dist/cli.js')
const noOp = [
  cli,
  'update',
  '--directory',
  repo,
  '--environment',
  'dev',
  '--image',
  currentImage(),
  '--delivery',
  'files',
]
const rounds = 30

/** An image of the example repo at the version that it has already, so that nothing is written. */
function currentImage(): string {
  const text = readFileSync(join(repo, 'apps/web/overlays/dev/kustomization.yaml'), 'utf8')
  const [, name, tag] = /name: (\S+)[\s\S]*?newTag: "?([^"\s]+)/.exec(text) ?? []
  return `${name}:${tag}`
}

/** User and system time of one command, in milliseconds, the mean of many runs. The shell's `times` counts its children. */
function cpuMs(args: readonly string[]): number {
  const script = `i=0; while [ $i -lt ${rounds} ]; do "$@" >/dev/null 2>&1 || exit 9; i=$((i+1)); done; times`
  const output = execFileSync('sh', ['-c', script, 'sh', process.execPath, ...args], { encoding: 'utf8' })
  const children = output.trim().split('\n')[1] ?? ''
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  )
  return (seconds.reduce((sum, each) => sum + each, 0) * 1000) / rounds
}

/** The bytes of the files of dist/ that a run loads. */
function loadedBytes(): number {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-bench-'))
  try {
    execFileSync(process.execPath, noOp, { env: { ...process.env, NODE_V8_COVERAGE: folder }, stdio: 'ignore' })
    const urls = readdirSync(folder).flatMap((file) => {
      const coverage = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { result: readonly { url: string }[] }
      return coverage.result.map(({ url }) => url).filter((url) => url.startsWith('file:'))
    })
    return [...new Set(urls)].reduce((sum, url) => sum + statSync(fileURLToPath(url)).size, 0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const [empty, update] = [cpuMs(['-e', '0']), cpuMs(noOp)]
console.log(`Node ${process.version}, ${rounds} runs each`)
console.log('| command | CPU ms | ratio |')
console.log('| --- | --- | --- |')
console.log(`| node -e 0 | ${empty.toFixed(0)} | 1.00 |`)
console.log(`| drawbridge update, nothing to do | ${update.toFixed(0)} | ${(update / empty).toFixed(2)} |`)
console.log(`\nLoaded before the network is needed: ${(loadedBytes() / 1024).toFixed(0)} KiB of JavaScript`)
