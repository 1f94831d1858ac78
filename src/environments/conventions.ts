import { findApplication } from './application.ts'
import { splitConfigPath } from './config-path.ts'
import { findEnvironment } from './environment.ts'

/** Where a file belongs, as its path tells; both as written in the path. */
export interface Place {
  readonly environment?: string
  readonly application?: string
}

export interface PlaceOptions {
  /** The user's `environment` input: names that count as environments where the vocabulary finds none. */
  readonly requested?: readonly string[]
}

/**
 * Environment and application of a file by convention, with no config: `overlays/<env>`, `environments/<env>` (`envs`, `env`,
 * `stages`), `clusters/<env>`, `<app>/<env>`, `<env>/<app>`, `values-<env>.yaml`, `<env>-values.yaml`, `<env>.yaml`
 * (`.json`, `.tfvars`), `<env>/values.yaml`. A folder is asked with a `/` at its end. Never throws.
 */
export function placeOf(path: string, options: PlaceOptions = {}): Place {
  const parts = splitConfigPath(path)
  const found = findEnvironment(parts, options.requested ?? [])
  const application = findApplication(parts, found)
  return {
    ...(found === undefined ? {} : { environment: found.environment }),
    ...(application === undefined ? {} : { application }),
  }
}
