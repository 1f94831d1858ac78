import { placeOf } from '../environments/conventions.ts'
import type { Pin } from '../pins/pin.ts'
import type { Reach, Reader } from '../pins/reach.ts'
import { canonicalImageName } from '../versions/image-reference.ts'
import { hasReferenceIn, pathInValues } from './overlay-places.ts'
import type { SharedMatch } from './selection.ts'
import type { Match } from './update-request.ts'

/** An entry that an overlay gets of its own, in place of what it shares with others. */
export interface Creation {
  /** The pin in the shared place: what is written has its shape. */
  readonly base: Pin
  /** Under which name a kustomize `images` entry is made; absent for values. */
  readonly entryName?: string
}

export interface PlannedCreations {
  readonly matches: readonly Match[]
  /** Shared places of which no entry can be made, and why. */
  readonly refused: readonly { readonly pin: Pin; readonly reason: string }[]
}

/** Decides what `create-missing` makes of the shared places that a run concerns: one entry in each nearest file that builds on one. */
export function planCreations(shared: readonly SharedMatch[], options: CreationOptions): PlannedCreations {
  const matches = new Map<string, Match>()
  const refused: { pin: Pin; reason: string }[] = []
  for (const match of shared) {
    for (const reader of readersFor(match, options.reach)) {
      const made = createFor(match, { ...options, reader })
      if ('reason' in made) refused.push({ pin: match.pin, reason: made.reason })
      else matches.set(`${reader.file}\n${made.pin.place}`, made)
    }
  }
  return { matches: [...matches.values()], refused }
}

export interface CreationOptions {
  readonly reach: Reach
  /** The files that may be edited. */
  readonly paths: readonly string[]
  readonly requested: readonly string[]
}

// Values go into values files; where there are none, kustomize changes what they render to.
function readersFor({ pin, readers }: SharedMatch, reach: Reach): Reader[] {
  const nearest = reach.nearest(readers)
  const values = nearest.filter(({ via }) => via === 'values')
  return values.length > 0 && pin.format !== 'kustomize' && pin.format !== 'kubernetes' ? values : nearest
}

function createFor(
  match: SharedMatch,
  options: CreationOptions & { reader: Reader },
): Match | { readonly reason: string } {
  const { reader, reach, requested, paths } = options
  if (!paths.includes(reader.file))
    return { reason: `"path" leaves ${reader.file} out, where an entry could be made: add it` }
  const { pin: base, wanted } = match
  const { application = base.application } = placeOf(reader.file, { requested })
  const pin: Pin = {
    ...base,
    file: reader.file,
    environment: reader.environment,
    ...(application !== undefined && { application }),
    reaches: [],
    sites: [],
    line: 1,
  }
  if (reader.via === 'values') {
    const path = pathInValues(base)
    if (!path) return { reason: `Its path can't be given a value of its own in ${reader.file}: edit that file by hand` }
    return { pin: { ...pin, place: `0:${path.join('.')}` }, wanted, creation: { base } }
  }
  if (!isKustomizeImage(base)) {
    return { reason: `kustomize's "images" don't reach this place: write a patch in ${reader.file} by hand` }
  }
  const entryName = yieldedName(base, { reader, reach })
  return {
    pin: { ...pin, format: 'kustomize', place: `images:${canonicalImageName(entryName)}` },
    wanted,
    creation: { base, entryName },
  }
}

/** Whether kustomize's `images` change a place: an entry of another kustomization, a container, and what a chart renders to. */
function isKustomizeImage(base: Pin): boolean {
  if (base.kind !== 'image') return false
  if (base.format === 'helm-values') return true
  return (
    hasReferenceIn(base, /^(?:c|initC)ontainers$/) || (base.format === 'kustomize' && base.record?.path[0] === 'images')
  )
}

/** The name that an image has when it comes to a kustomization, after the `newName`s of the ones on the way. */
function yieldedName(base: Pin, { reader, reach }: { reader: Reader; reach: Reach }): string {
  const below = reach
    .kustomizationsOver(base.file)
    .filter((file) => file !== base.file && file !== reader.file && reach.isOver(reader.file, { ...reader, file }))
  return below.reduce((name, file) => renamedBy(reach.kustomizations.get(file), name), base.writtenName)
}

function renamedBy(kustomization: unknown, name: string): string {
  const { images } = (kustomization ?? {}) as { images?: unknown }
  const entries: unknown[] = Array.isArray(images) ? images : []
  const entry = entries.find((each) => {
    const entryName = (each as { name?: unknown } | null)?.name
    return typeof entryName === 'string' && canonicalImageName(entryName) === canonicalImageName(name)
  }) as { newName?: unknown } | undefined
  return typeof entry?.newName === 'string' && entry.newName !== '' ? entry.newName : name
}
