import { resolve } from 'node:path'
import { findKustomize, type KustomizeCommand } from './command.ts'
import { failure, type KustomizeFailure } from './failure.ts'
import { type BuildFlags, findUnsupported, formatFlags } from './flags.ts'
import { type KubernetesObject, parseObjects } from './objects.ts'
import { processOptions, type RunOptions } from './options.ts'
import { findFailure } from './outcome.ts'
import { runProcess } from './process.ts'
import { formatSemver, isOlder, parseSemver, type Semver } from './semver.ts'
import { version } from './version.ts'

export interface BuildOptions extends BuildFlags, RunOptions {
  /** Semver (`5.0.0`). An older binary is not started; asking for the version starts one more process. */
  readonly minimumVersion?: string
}

/** What was rendered. */
export interface BuildSuccess {
  readonly ok: true
  /** The objects as YAML, exactly as printed. */
  readonly stdout: string
  /** Warnings, such as those about deprecated fields. */
  readonly stderr: string
  /** Milliseconds that the build ran. */
  readonly durationMs: number
  /** The objects in the order of `stdout`; see `KubernetesObject` for numbers beyond 2^53. */
  readonly objects: readonly KubernetesObject[]
  /** The executable and its arguments. */
  readonly command: readonly string[]
}

export type BuildResult = BuildSuccess | KustomizeFailure

/**
 * Renders one kustomization (https://kubectl.docs.kubernetes.io/references/kustomize/cmd/build/) and reads its objects.
 * No shell is involved. What can be expected to go wrong is a result with a `reason`. With `enableHelm`, kustomize puts the
 * remote charts that it pulls into a `charts` folder in the directory; else nothing is written there.
 *
 * @param directory a folder on this machine, never a URL: kustomize would take a relative `github.com/org/repo` for a remote
 *   one and fetch it, so it gets the absolute path. The files in it may still name remote bases and charts.
 * @throws RangeError if `timeoutMs` or `maxOutputBytes` is not greater than 0; TypeError if `minimumVersion` is no semver
 */
export async function build(directory: string, options: BuildOptions = {}): Promise<BuildResult> {
  const startedMs = performance.now()
  const { cwd } = processOptions(options)
  const minimum = readMinimum(options.minimumVersion)
  const found = options.kustomize ?? (await findKustomize(options))
  if ('reason' in found) return found
  const refused = findMissingFlag(found, options) ?? (await findTooOld(found, minimum, options))
  if (refused !== undefined) return refused
  const limits = processOptions(options, performance.now() - startedMs)
  const args = [...found.leadingArgs, ...formatFlags(options), '--', resolve(cwd, directory)]
  const outcome = await runProcess(found.file, args, limits)
  const command = [found.file, ...args]
  const { stdout, stderr, durationMs } = outcome
  return findFailure(outcome, command, limits) ?? readObjects({ ok: true, stdout, stderr, durationMs, command })
}

function findMissingFlag(found: KustomizeCommand, options: BuildOptions): KustomizeFailure | undefined {
  const flags = findUnsupported(options, found.flavour)
  const command = [found.file, ...found.leadingArgs]
  return flags.length === 0 ? undefined : failure({ reason: 'unsupported', detail: flags.join(', '), command })
}

function readMinimum(text: string | undefined): Semver | undefined {
  const minimum = text === undefined ? undefined : parseSemver(text)
  if (minimum === undefined && text !== undefined) throw new TypeError(`minimumVersion is no semantic version: ${text}`)
  return minimum
}

async function findTooOld(
  kustomize: KustomizeCommand,
  minimum: Semver | undefined,
  options: RunOptions,
): Promise<KustomizeFailure | undefined> {
  if (minimum === undefined) return undefined
  const actual = await version({ ...options, kustomize })
  if (!actual.ok) return actual
  if (!isOlder(actual, minimum)) return undefined
  return failure({ ...actual, reason: 'too-old', detail: `${actual.version}, and ${formatSemver(minimum)} is needed` })
}

function readObjects(printed: Omit<BuildSuccess, 'objects'>): BuildResult {
  try {
    return { ...printed, objects: parseObjects(printed.stdout) }
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    return failure({ ...printed, reason: 'parse', detail, cause })
  }
}
