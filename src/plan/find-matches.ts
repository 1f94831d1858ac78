import { indexPaths } from '../environments/layers.ts'
import type { Problem } from '../errors.ts'
import { placePins, type Reach } from '../pins/reach.ts'
import { type PinInFile, scanImages } from '../pins/scan.ts'
import { scanValues } from '../pins/scan-values.ts'
import type { Tree } from '../repo/tree.ts'
import type { ImageUpdate } from '../versions/image-input.ts'
import { canonicalImageName } from '../versions/image-reference.ts'
import { type Match, namedEnvironments, type UpdateRequest, type Wanted } from './update-request.ts'

/** Every pin that answers to something that was asked for. */
export interface FoundMatches {
  readonly matches: readonly Match[]
  readonly reach: Reach
  /** The text of each file that holds one. */
  readonly texts: ReadonlyMap<string, string>
  readonly problems: readonly Problem[]
  readonly skipped: readonly Problem[]
}

export interface FindOptions {
  readonly tree: Tree
  /** The files to look into. */
  readonly paths: readonly string[]
  /** Every file of the tree. */
  readonly allPaths: readonly string[]
  readonly request: UpdateRequest
}

/** Finds the pins of the images and values that are asked for, in every environment. */
export async function findMatches({ tree, paths, allPaths, request }: FindOptions): Promise<FoundMatches> {
  const index = indexPaths(allPaths)
  const names = [...new Set(request.images.flatMap(namesOf))]
  const images = await scanImages({ tree, paths, index, names })
  const values = await scanValues({ tree, paths, updates: request.values, createMissing: request.createMissing })
  const wanted: { pin: PinInFile; wanted: Wanted }[] = [
    ...images.pins.flatMap((pin) => {
      const update = updateFor(pin, request.images)
      return update ? [{ pin, wanted: { kind: 'image' as const, update } }] : []
    }),
    ...values.found.flatMap(({ update, pins }) =>
      pins.map((pin) => ({ pin, wanted: { kind: 'value' as const, update } })),
    ),
  ]
  const requested = namedEnvironments(request)
  const placed = await placePins(
    wanted.map(({ pin }) => pin),
    { tree, paths: allPaths, index, requested },
  )
  return {
    matches: placed.pins.flatMap((pin, at) => (wanted[at] ? [{ pin, wanted: wanted[at].wanted }] : [])),
    reach: placed.reach,
    texts: new Map([...images.texts, ...values.texts]),
    problems: [...images.problems, ...values.problems],
    skipped: images.skipped,
  }
}

// A rename that was made already is found by the new name, so that the second run changes nothing.
function namesOf(update: ImageUpdate): string[] {
  return [update.name, ...(update.newName === undefined ? [] : [canonicalImageName(update.newName)])]
}

function updateFor(pin: PinInFile, updates: readonly ImageUpdate[]): ImageUpdate | undefined {
  return (
    updates.find((update) => namesOf(update).includes(pin.name)) ??
    updates.find((update) => namesOf(update).some((name) => pin.names.includes(name)))
  )
}
