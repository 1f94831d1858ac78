// Makes dist/ from src/: dist/index.js is the Action, dist/cli.js the CLI. `node scripts/build.ts [FOLDER]`, default dist.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { formatLicenses } from './licenses.ts'

const root = join(import.meta.dirname, '..')
const target = resolve(process.argv[2] ?? join(root, 'dist'))
const draft = mkdtempSync(join(tmpdir(), 'drawbridge-build-'))

function bundle(entry: string, folder: string): void {
  const ncc = join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js')
  const args = [ncc, 'build', entry, '--out', folder, '--no-source-map-register', '--no-cache']
  const done = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  const isModule = done.status === 0 && /"type": ?"module"/.test(readFileSync(join(folder, 'package.json'), 'utf8'))
  // With CommonJS output ncc ends well and writes stubs.
  if (!isModule) throw new Error(`ncc could not bundle ${entry}:\n${done.stdout}${done.stderr}`)
}

try {
  bundle('src/main.ts', draft)
  bundle('src/cli.ts', join(draft, 'cli'))
  writeFileSync(join(draft, 'cli.js'), "#!/usr/bin/env node\nimport './cli/index.js'\n", { mode: 0o755 })
  writeFileSync(join(draft, 'licenses.txt'), formatLicenses(root))
  rmSync(target, { recursive: true, force: true })
  cpSync(draft, target, { recursive: true })
  console.log(`built ${readdirSync(target).length} files in ${target}`)
} finally {
  rmSync(draft, { recursive: true, force: true })
}
