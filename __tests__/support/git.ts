import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

const person = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgSign=false']

/** A temporary folder, deleted when the test ends. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs Git as Ada; gives its output without the last newline. */
export function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', [...person, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' }).replace(/\n$/, '')
}

/** Runs Git with bytes in and out. */
export function gitBytes(cwd: string, args: readonly string[], input?: string | Uint8Array): Buffer {
  return execFileSync('git', [...person, ...args], { cwd, input, stdio: 'pipe' })
}

/** What a file is to hold: bytes, an executable, or a link to somewhere. */
export type FileSpec = string | Uint8Array | { readonly executable: string } | { readonly link: string }

export function writeTree(root: string, files: Readonly<Record<string, FileSpec>>): void {
  for (const [path, spec] of Object.entries(files)) {
    const place = join(root, path)
    mkdirSync(dirname(place), { recursive: true })
    if (typeof spec === 'string' || spec instanceof Uint8Array) writeFileSync(place, spec)
    else if ('link' in spec) symlinkSync(spec.link, place)
    else {
      writeFileSync(place, spec.executable)
      chmodSync(place, 0o755)
    }
  }
}

/** A checkout on branch `main` with these files in one commit. */
export function makeRepo(files: Readonly<Record<string, FileSpec>>): string {
  const folder = makeFolder()
  git(folder, 'init', '--quiet', '-b', 'main')
  writeTree(folder, files)
  commitAll(folder, 'First')
  return folder
}

/** Commits everything there is; gives the commit's id. */
export function commitAll(folder: string, message: string): string {
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--allow-empty', '-m', message)
  return git(folder, 'rev-parse', 'HEAD')
}

export interface Remote {
  /** The bare repo's folder. */
  readonly bare: string
  /** A checkout that pushes to it. */
  readonly work: string
}

/** A bare remote with one commit on `main`, which is its default branch, and a checkout of it. */
export function makeRemote(files: Readonly<Record<string, FileSpec>>): Remote {
  const work = makeRepo(files)
  const bare = makeFolder()
  git(bare, 'init', '--quiet', '--bare', '-b', 'main')
  git(bare, 'config', 'uploadpack.allowFilter', 'true')
  git(bare, 'config', 'http.receivepack', 'true')
  git(work, 'remote', 'add', 'origin', bare)
  git(work, 'push', '--quiet', '-u', 'origin', 'main')
  git(bare, 'gc', '--quiet')
  return { bare, work }
}

/** A hook of a bare repo. */
export function writeHook(bare: string, name: string, script: string): void {
  writeTree(bare, { [`hooks/${name}`]: { executable: `#!/bin/sh\n${script}\n` } })
}
