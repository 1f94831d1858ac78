import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { basename, delimiter, isAbsolute, join, resolve } from 'node:path'
import { failure, type KustomizeFailure } from './failure.ts'

/** `kustomize` itself, or the copy of it inside `kubectl`. */
export type Flavour = 'kustomize' | 'kubectl'

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** How to start a kustomize build. */
export interface KustomizeCommand {
  /** Absolute path of the executable. */
  readonly file: string
  /** What makes it build: `['build']`, or `['kustomize']` for kubectl. Flags and the directory come after it. */
  readonly leadingArgs: readonly string[]
  readonly flavour: Flavour
}

/** The command, or the failure (`missing`) that says where it was looked for. */
export type FoundKustomize = ({ readonly ok: true } & KustomizeCommand) | KustomizeFailure

/**
 * Finds the binary: `path` alone if given, else `kustomize` on PATH, else `kubectl` on PATH, which has kustomize built in
 * (https://kubernetes.io/docs/reference/kubectl/generated/kubectl_kustomize/). Starts nothing, so the file may still be
 * something else: `version` proves it. A binary whose file name begins with `kubectl` is run as `kubectl kustomize`.
 *
 * Relative folders in PATH are passed over: a checkout must not be able to bring its own `kustomize`.
 *
 * @param options.path path of the binary, absolute or relative to `options.cwd` (default: `process.cwd()`)
 * @param options.env  where PATH is read from; default `process.env`
 */
export async function findKustomize(
  options: { readonly path?: string; readonly env?: Environment; readonly cwd?: string } = {},
): Promise<FoundKustomize> {
  const { path, env = process.env } = options
  if (path !== undefined) return await findAt(resolve(options.cwd ?? process.cwd(), path))
  const file = (await findOnPath('kustomize', env)) ?? (await findOnPath('kubectl', env))
  if (file !== undefined) return { ok: true, ...describe(file) }
  return failure({ reason: 'missing', detail: 'neither kustomize nor kubectl is on PATH' })
}

async function findAt(file: string): Promise<FoundKustomize> {
  if (await isExecutableFile(file)) return { ok: true, ...describe(file) }
  return failure({ reason: 'missing', detail: `no executable file at ${file}`, command: [file] })
}

async function findOnPath(name: string, env: Environment): Promise<string | undefined> {
  const isWindows = process.platform === 'win32'
  // Batch files are passed over: they cannot be started without a shell.
  const fileName = isWindows ? `${name}.exe` : name
  const folders = ((isWindows ? (env.Path ?? env.PATH) : env.PATH) ?? '').split(delimiter)
  for (const folder of folders.filter((candidate) => isAbsolute(candidate))) {
    const file = join(folder, fileName)
    if (await isExecutableFile(file)) return file
  }
  return undefined
}

function describe(file: string): KustomizeCommand {
  return basename(file).startsWith('kubectl')
    ? { file, leadingArgs: ['kustomize'], flavour: 'kubectl' }
    : { file, leadingArgs: ['build'], flavour: 'kustomize' }
}

async function isExecutableFile(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK)
    return (await stat(file)).isFile()
  } catch {
    return false
  }
}
