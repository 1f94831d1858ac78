/**
 * Installs the programs that tests run for real, where the machine lacks them: `node scripts/tools.ts [name…]`.
 * One line each on stdout; what `go` says goes to stderr. A tool that cannot be installed fails nothing here: the tests that
 * need it are skipped and say why.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findTool, installedPath, type Tool, tools, toolsFolder } from '../__tests__/support/tools.ts'

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !tools.some((tool) => tool.name === name))
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; known: ${tools.map((tool) => tool.name).join(', ')}`)
  process.exit(2)
}
// One after another: each go build takes every core for minutes.
for (const tool of tools) {
  if (wanted.length === 0 || wanted.some((name) => name === tool.name)) console.log(provide(tool))
}

/** The line for one tool: where it is, or why it is not there. */
function provide(tool: Tool): string {
  const found = findTool(tool.name)
  if (found.path !== undefined) return `${tool.name}: ${found.path}`
  const label = `${tool.name} ${tool.version}`
  console.error(`installing ${label} from ${tool.module}`)
  const startedMs = performance.now()
  try {
    install(tool)
    return `${label}: ${installedPath(tool)} (built in ${Math.round((performance.now() - startedMs) / 1000)} s)`
  } catch (error) {
    return `${label}: not installed: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** Built in a folder of its own and renamed when it is complete, so that no parallel run sees half a tool. */
function install(tool: Tool): void {
  mkdirSync(toolsFolder(), { recursive: true })
  const building = mkdtempSync(join(toolsFolder(), `.${tool.name}-`))
  try {
    goInstall(tool, building)
    moveInPlace(building, tool)
  } finally {
    rmSync(building, { recursive: true, force: true })
  }
}

function goInstall(tool: Tool, folder: string): void {
  const { error, status, signal } = spawnSync('go', ['install', `${tool.module}@${tool.version}`], {
    env: { ...process.env, GOBIN: folder, GOFLAGS: '-buildvcs=false' },
    stdio: ['ignore', process.stderr, process.stderr],
  })
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') throw new Error('go is not on PATH')
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`go install ended with ${signal ?? `exit code ${status}`}`)
}

function moveInPlace(building: string, tool: Tool): void {
  const target = dirname(installedPath(tool))
  try {
    renameSync(building, target)
  } catch (error) {
    // Another run was faster (a folder is never renamed over one with files in it): its build is the same one.
    if (!existsSync(installedPath(tool))) throw error
  }
}
