import type { Flavour } from './command.ts'

/**
 * The flags of `kustomize build`, under their own names (`kustomize build --help`, v5.8.1). Left out: `--output`, because
 * the result is data, and the deprecated `--enable-managedby-label`. An older binary may not have all of them: then the
 * result has the reason `exit`.
 */
export interface BuildFlags {
  /** Whether files outside the kustomization's own folder may be read. Default: `LoadRestrictionsRootOnly`. */
  readonly loadRestrictor?: 'LoadRestrictionsRootOnly' | 'LoadRestrictionsNone'
  /** Lets `helmCharts` start Helm. */
  readonly enableHelm?: boolean
  /** The Helm binary; default `helm`, found on the PATH in `env`. */
  readonly helmCommand?: string
  /** What charts see as `.Capabilities.APIVersions`. */
  readonly helmApiVersions?: readonly string[]
  /** What charts see as `.Capabilities.KubeVersion`. */
  readonly helmKubeVersion?: string
  readonly helmDebug?: boolean
  readonly enableAlphaPlugins?: boolean
  /** Lets exec functions run programs named in the files: trusted files only. Not in `kubectl kustomize`. */
  readonly enableExec?: boolean
  /** Gives container functions that ask for it the network. */
  readonly network?: boolean
  /** The container network; default `bridge`. */
  readonly networkName?: string
  /** Runs container functions as this user and group. */
  readonly asCurrentUser?: boolean
  /**
   * Variables for container functions: `NAME`, with the value that `env` has for it. `NAME=value` works too, but then all
   * processes on the machine can read the value, and `command` in the result holds it.
   */
  readonly functionEnv?: readonly string[]
  /** Storage for container functions, as `type=bind,src=…,dst=…`. */
  readonly mount?: readonly string[]
  /** The order of the objects. Deprecated by kustomize for `sortOptions` in the file. */
  readonly reorder?: 'legacy' | 'none'
  /** Adds a Go stack trace to an error. Not in `kubectl kustomize`. */
  readonly stackTrace?: boolean
}

/** The arguments for the flags. Values stay in the flag's own argument, so one that begins with a dash is still a value. */
export function formatFlags(flags: BuildFlags): string[] {
  return [
    ...textFlag('--load-restrictor', flags.loadRestrictor),
    ...switchFlag('--enable-helm', flags.enableHelm),
    ...textFlag('--helm-command', flags.helmCommand),
    ...listFlag('--helm-api-versions', flags.helmApiVersions),
    ...textFlag('--helm-kube-version', flags.helmKubeVersion),
    ...switchFlag('--helm-debug', flags.helmDebug),
    ...switchFlag('--enable-alpha-plugins', flags.enableAlphaPlugins),
    ...switchFlag('--enable-exec', flags.enableExec),
    ...switchFlag('--network', flags.network),
    ...textFlag('--network-name', flags.networkName),
    ...switchFlag('--as-current-user', flags.asCurrentUser),
    ...listFlag('--env', flags.functionEnv),
    ...listFlag('--mount', flags.mount),
    ...textFlag('--reorder', flags.reorder),
    ...switchFlag('--stack-trace', flags.stackTrace),
  ]
}

/** The flags among the given ones that this flavour does not have. */
export function findUnsupported(flags: BuildFlags, flavour: Flavour): string[] {
  if (flavour === 'kustomize') return []
  return formatFlags({ enableExec: flags.enableExec, stackTrace: flags.stackTrace })
}

function switchFlag(name: string, isOn: boolean | undefined): string[] {
  return isOn ? [name] : []
}

function textFlag(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${name}=${value}`]
}

function listFlag(name: string, values: readonly string[] = []): string[] {
  return values.map((value) => `${name}=${value}`)
}
