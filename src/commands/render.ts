import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build, findKustomize, type KustomizeCommand } from 'kustomize-ts-wrapper'
import { isKustomizationFile } from '../environments/kustomize-graph.ts'
import type { Environment } from '../host.ts'
import { readKustomizeGraph } from '../pins/reach.ts'
import type { EditedFile } from '../plan/file-edits.ts'
import type { Tree } from '../repo/tree.ts'
import type { Render } from './command-outcome.ts'

const maxFolders = 5
const maxFiles = 20_000
const maxBytes = 50 * 1024 * 1024
const timeoutMs = 20_000
const totalMs = 60_000

/**
 * What kustomize renders of the folders that a change reaches, before and after; nothing where there is no kustomize.
 * @param env where PATH is read from
 */
export async function renderChange(
  tree: Tree,
  files: readonly EditedFile[],
  env: Environment = process.env,
): Promise<Render[]> {
  const kustomize = await findKustomize({ env })
  if (!kustomize.ok || files.length === 0) return []
  const paths = (await tree.list()).filter(isPlainFile).map(({ path }) => path)
  const folders = await findTopFolders(tree, paths, files)
  if (folders.length === 0) return []
  if (paths.length > maxFiles)
    return [{ title: 'Rendered', note: `The repo has more than ${maxFiles} files, so nothing was rendered.` }]
  const [before, after] = [
    mkdtempSync(join(tmpdir(), 'drawbridge-before-')),
    mkdtempSync(join(tmpdir(), 'drawbridge-after-')),
  ]
  try {
    const contents = await tree.read(paths)
    const bytes = [...contents.values()].reduce((sum, content) => sum + content.length, 0)
    if (bytes > maxBytes) return [{ title: 'Rendered', note: 'The repo is too large to be rendered here.' }]
    writeAll(before, contents)
    writeAll(after, new Map([...contents, ...files.map(({ path, content }) => [path, content] as const)]))
    return await renderFolders({ kustomize, before, after, folders })
  } finally {
    for (const folder of [before, after]) rmSync(folder, { recursive: true, force: true })
  }
}

// Links would lead out of the folder that is rendered, and so would names that no Git client makes.
function isPlainFile({ path, mode }: { readonly path: string; readonly mode: string }): boolean {
  return (mode === '100644' || mode === '100755') && !path.split('/').includes('..')
}

// The kustomizations that a change reaches and that no other one builds on: what Argo CD and Flux are pointed at.
async function findTopFolders(tree: Tree, paths: readonly string[], files: readonly EditedFile[]): Promise<string[]> {
  const graph = await readKustomizeGraph({ tree, paths })
  const own = files
    .filter(({ path }) => isKustomizationFile(path))
    .map(({ path }) => (path.includes('/') ? dirname(path) : ''))
  const reached = new Set([...own, ...files.flatMap(({ path }) => graph.reach(path))])
  return [...reached].filter((folder) => graph.reach(folder).every((user) => user === folder)).sort()
}

function writeAll(folder: string, contents: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, content] of contents) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

interface RenderOptions {
  readonly kustomize: KustomizeCommand
  readonly before: string
  readonly after: string
  readonly folders: readonly string[]
}

async function renderFolders({ kustomize, before, after, folders }: RenderOptions): Promise<Render[]> {
  const { createTwoFilesPatch } = await import('diff')
  const renders: Render[] = []
  const limits = { kustomize, timeoutMs, signal: AbortSignal.timeout(totalMs) }
  for (const folder of folders.slice(0, maxFolders)) {
    const title = folder || '.'
    const [old, next] = [await build(join(before, folder), limits), await build(join(after, folder), limits)]
    const failure = [old, next].find((result) => !result.ok)
    if (failure && !failure.ok) renders.push({ title, note: `kustomize could not build it: ${failure.message}` })
    else if (old.ok && next.ok) {
      const diff = createTwoFilesPatch(
        `a/${title}`,
        `b/${title}`,
        withoutSecrets(old.stdout),
        withoutSecrets(next.stdout),
      )
      renders.push({ title, diff: diff.replace(/^=+\n/, '') })
    }
  }
  const left = folders.length - maxFolders
  return left > 0 ? [...renders, { title: 'More', note: `${left} more folders are not shown.` }] : renders
}

// A job summary can be read by more people than a Secret.
function withoutSecrets(rendered: string): string {
  return rendered
    .split(/^---$/m)
    .filter((object) => !/^kind: Secret$/m.test(object))
    .join('---')
}
