import type { Pin } from '../pins/pin.ts'
import type { ValueUpdate } from '../pins/value-input.ts'
import type { ImageUpdate } from '../versions/image-input.ts'
import type { Creation } from './creations.ts'
import type { DigestMode } from './target-version.ts'

/** What an `update` is asked to do. */
export interface UpdateRequest {
  readonly images: readonly ImageUpdate[]
  readonly values: readonly ValueUpdate[]
  readonly digest: DigestMode
  /** Names of environments, or `all`; `undefined` when none was given. */
  readonly environments: readonly string[] | 'all' | undefined
  readonly applications: readonly string[]
  /** Globs that limit the files; `!` excludes. */
  readonly paths: readonly string[]
  readonly createMissing: boolean
  readonly allowMissing: boolean
  readonly allowDowngrade: boolean
  /** Nothing is committed: every match may be edited, and a downgrade is a warning. */
  readonly isFilesOnly: boolean
}

/** One thing that is asked for. */
export type Wanted =
  | { readonly kind: 'image'; readonly update: ImageUpdate }
  | { readonly kind: 'value'; readonly update: ValueUpdate }

/** A pin and what is asked for it. */
export interface Match {
  readonly pin: Pin
  readonly wanted: Wanted
  /** Present where the pin is not there yet, and is made in place of a shared one. */
  readonly creation?: Creation
}

/** The environments that were named; none for `all` or no environment. */
export function namedEnvironments(request: Pick<UpdateRequest, 'environments'>): readonly string[] {
  return Array.isArray(request.environments) ? request.environments : []
}

/** What was asked for, as the user wrote it. */
export function describeWanted(wanted: Wanted): string {
  return wanted.kind === 'image'
    ? `image ${wanted.update.written}`
    : `value ${wanted.update.glob}:${wanted.update.path}`
}
