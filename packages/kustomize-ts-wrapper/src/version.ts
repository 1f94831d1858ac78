import { type Flavour, findKustomize } from './command.ts'
import { failure, type KustomizeFailure } from './failure.ts'
import { processOptions, type RunOptions } from './options.ts'
import { findFailure } from './outcome.ts'
import { runProcess } from './process.ts'
import { formatSemver, parseSemver, type Semver } from './semver.ts'

/** The version of kustomize, also where it is the copy inside kubectl. */
export interface KustomizeVersion extends Semver {
  readonly ok: true
  /** `5.8.1`, without a `v`. */
  readonly version: string
  readonly flavour: Flavour
  readonly stdout: string
  readonly stderr: string
  /** Milliseconds that the process ran. */
  readonly durationMs: number
  /** The executable and its arguments. */
  readonly command: readonly string[]
}

export type VersionResult = KustomizeVersion | KustomizeFailure

/**
 * Asks the binary for its version: `kustomize version`, or `kubectl version --client` (which asks no cluster) for the one
 * inside kubectl.
 *
 * @throws RangeError if `timeoutMs` or `maxOutputBytes` is not greater than 0
 */
export async function version(options: RunOptions = {}): Promise<VersionResult> {
  const limits = processOptions(options)
  const found = options.kustomize ?? (await findKustomize(options))
  if ('reason' in found) return found
  const args = found.flavour === 'kubectl' ? ['version', '--client', '--output=json'] : ['version']
  const command = [found.file, ...args]
  const outcome = await runProcess(found.file, args, limits)
  const { stdout, stderr, durationMs } = outcome
  const failed = findFailure(outcome, command, limits)
  if (failed !== undefined) return failed
  const parsed = parseVersion(stdout, found.flavour)
  if (parsed === undefined) return failure({ reason: 'unknown-version', stdout, stderr, durationMs, command })
  return {
    ok: true,
    version: formatSemver(parsed),
    ...parsed,
    flavour: found.flavour,
    stdout,
    stderr,
    durationMs,
    command,
  }
}

/**
 * Reads what a binary prints about its version: `v5.8.1`, the `{Version:kustomize/v4.5.7 …}` of older ones (Homebrew's without
 * `kustomize/v`), the `{kustomize/v4.5.7 …}` of `--short`, kubectl's line `Kustomize Version: v5.5.0`, and the JSON of either. Undefined for anything else: a
 * development build says `(devel)` or `unknown`, and kubectl before 1.24 does not say it.
 *
 * @param flavour for `kubectl`, the client's own version is never taken for that of kustomize
 */
export function parseVersion(output: string, flavour: Flavour = 'kustomize'): Semver | undefined {
  const text = flavour === 'kubectl' ? findKubectlText(output) : findKustomizeText(output)
  return text === undefined ? undefined : parseSemver(text)
}

function findKubectlText(output: string): string | undefined {
  return /"kustomizeVersion":\s*"([^"]+)"/.exec(output)?.[1] ?? /^Kustomize Version:\s*(\S+)/m.exec(output)?.[1]
}

function findKustomizeText(output: string): string | undefined {
  return (
    /"version":\s*"(?:kustomize\/)?([^"]+)"/.exec(output)?.[1] ??
    /Version:(?:kustomize\/)?(v?\d[^\s}]*)/.exec(output)?.[1] ??
    /^(?:version:\s*|\{(?:kustomize\/)?)?(v?\d\S*)/m.exec(output)?.[1]
  )
}
