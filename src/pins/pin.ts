import type { PairSite, ScalarSite } from '../edit/sites.ts'
import type { View } from '../edit/view.ts'
import type { Place, YamlPath } from '../edit/yaml-path.ts'

/** The kind of file a pin stands in. */
export type PinFormat = 'kustomize' | 'helm-values' | 'kubernetes' | 'yaml' | 'value'

/** What a pin pins. */
export type PinKind = 'image' | 'value'

/** The parts of an image's version; none are there where an image is named, and its version stands elsewhere or nowhere. */
export interface ImageVersion {
  readonly tag?: string
  readonly digest?: string
}

/**
 * Which part of an image a scalar holds.
 * - `reference`: `name[:tag][@digest]`
 * - `tag`: a tag, or `tag@digest`
 * - `digest`: `sha256:…`
 * - `digest-hex`: only the hex digits of it
 * - `name`: the name to run in place of another (kustomize `newName`), or the whole name of a Helm value
 * - `value`: all of it, whatever it is
 */
export type Part = 'reference' | 'tag' | 'digest' | 'digest-hex' | 'name' | 'value'

/** A scalar that belongs to a pin. */
export interface PinSite {
  readonly part: Part
  readonly scalar: ScalarSite
  /** The key under which it is read; absent for an item of a list. */
  readonly key?: string
  /** Where the scalar is written: behind an alias, the place of the anchor. */
  readonly place: Place
}

/** The map in which the parts of a version stand side by side. */
export interface RecordSite {
  readonly place: Place
  readonly path: YamlPath
  /** Its own pairs of which parts are made, by key. */
  readonly pairs: ReadonlyMap<string, PairSite>
  readonly view: View
  readonly inFlow: boolean
  readonly isJson: boolean
}

/** A place that is not there yet: the keys to make, in a map that is there. */
export interface MissingPlace {
  readonly document: number
  /** The path of the map. */
  readonly at: YamlPath
  readonly keys: readonly [string, ...string[]]
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
  /** Absent for a reference in one string, and for a plain value. */
  readonly record?: RecordSite
  /** The `name` of a kustomize entry, as written. */
  readonly entryName?: string
  /** Present where nothing is written yet, and something is to be. */
  readonly missing?: MissingPlace
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

/** Whether a version is written at the place at all: a place may name an image and leave its version to others. */
export function hasVersion({ kind, current }: FoundPin): boolean {
  return kind === 'value' || current.tag !== undefined || current.digest !== undefined
}

/** The version of a pin in words: `1.4.0`, `1.4.0@sha256:…`, or `(none)`. */
export function formatVersion(version: ImageVersion): string {
  if (version.tag === undefined) return version.digest ?? '(none)'
  return version.digest === undefined ? version.tag : `${version.tag}@${version.digest}`
}
