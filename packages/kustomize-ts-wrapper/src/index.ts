export { type BuildOptions, type BuildResult, type BuildSuccess, build } from './build.ts'
export {
  type Environment,
  type Flavour,
  type FoundKustomize,
  findKustomize,
  type KustomizeCommand,
} from './command.ts'
export type { FailureReason, KustomizeFailure } from './failure.ts'
export type { BuildFlags } from './flags.ts'
export type { KubernetesObject } from './objects.ts'
export type { RunOptions } from './options.ts'
export { type KustomizeVersion, parseVersion, type VersionResult, version } from './version.ts'
