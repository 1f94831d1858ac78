import type { Place } from '../edit/verify.ts'
import type { PairSite, ScalarSite } from '../edit/yaml-file.ts'

/** The kind of file a pin stands in. */
export type PinFormat = 'kustomize' | 'helm-values' | 'kubernetes' | 'yaml' | 'value'

/** What a pin pins. */
export type PinKind = 'image' | 'value'

/** The parts of an image's version; at least one is there in a pin that pins anything. */
export interface ImageVersion {
  readonly tag?: string
  readonly digest?: string
}

/**
 * Which part of an image a scalar holds.
 * - `reference`: `name[:tag][@digest]`
 * - `tag`: a tag, or `tag@digest`
 * - `digest`: `sha256:…`
 * - `digest-hex`: the hex part, beside a name that ends in `@sha256`
 * - `name`: the name to run in place of another (kustomize `newName`), or the whole name of a Helm value
 * - `value`: all of it, whatever it is
 */
export type Part = 'reference' | 'tag' | 'digest' | 'digest-hex' | 'name' | 'value'

/** A scalar that belongs to a pin. */
export interface PinSite {
  readonly part: Part
  readonly scalar: ScalarSite
  /** Absent where the scalar is no value of a map: an item of a list, say. */
  readonly pair?: PairSite
  /** The key of the pair. */
  readonly key?: string
  readonly place: Place
}

/** One place in a file where a version is written, before anybody knows whose it is. */
export interface FoundPin {
  readonly format: PinFormat
  readonly kind: PinKind
  /** Canonical image name (`docker.io/library/nginx`), or the path of a `value`. */
  readonly name: string
  /** Every canonical name that it answers to: a kustomize entry's `name` and `newName`. */
  readonly names: readonly string[]
  /** The image's name as the file writes it, for references that are composed again. */
  readonly writtenName: string
  readonly current: ImageVersion
  readonly sites: readonly PinSite[]
  /** Where it stands in the data of its file: of a record the map, else the scalar. */
  readonly place: Place
  /** The pair after which a part that is missing is inserted; absent where nothing can be. */
  readonly insertionPair?: PairSite
  /** 1-based line of the version. */
  readonly line: number
}

/** One place where a version is written: where, what, and whose. */
export interface Pin extends FoundPin {
  readonly file: string
  readonly environment?: string
  readonly application?: string
  /** Environments that the file reaches besides its own: for a base, component or chart default. */
  readonly reaches: readonly string[]
}

/** The version of a pin in words: `1.4.0`, `1.4.0@sha256:…`, or `(none)`. */
export function formatVersion(version: ImageVersion): string {
  if (version.tag === undefined) return version.digest ?? '(none)'
  return version.digest === undefined ? version.tag : `${version.tag}@${version.digest}`
}
