import type { Tree } from '../repo/tree.ts'
import { FileReader, isScannedFile } from './scan.ts'

/** A name that a repo pins, where it stands. */
export interface PinnedName {
  readonly written: string
  readonly file: string
  readonly line: number
}

/** Images of other registries or owners with the same last part: what somebody may have meant. Read only for an error message. */
export async function findNamesLike(tree: Tree, paths: readonly string[], written: string): Promise<PinnedName[]> {
  const last = lastPart(written)
  const hits = (await tree.search(paths.filter(isScannedFile), [last])).slice(0, 200)
  const reader = new FileReader(tree)
  await reader.readAll(hits)
  const pins = hits.flatMap((file) => reader.file(file)?.pins ?? [])
  return pins
    .filter((pin) => lastPart(pin.writtenName) === last)
    .map(({ writtenName, file, line }) => ({ written: writtenName, file, line }))
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}
