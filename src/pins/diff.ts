import { isScalar } from 'yaml'
import { fileView } from '../edit/view.ts'
import { effectivePairs, parseYaml, type YamlDocument } from '../edit/yaml-file.ts'
import { formatYamlPath } from '../edit/yaml-path.ts'
import type { FoundPin } from './pin.ts'
import { siteOf } from './pin-sites.ts'
import { readDocuments } from './scan.ts'
import { pinOfValue } from './value-pins.ts'
import { type Visit, walk } from './walk.ts'

/** One version that differs between two states of a file. */
export interface PinDifference {
  readonly before: FoundPin
  readonly after: FoundPin
}

/**
 * The versions that differ between two states of a file: images by their place, and every other scalar that is no part of one.
 * What is only in one of the two states is no difference: it was added or taken away, not moved to another version.
 */
export function diffPins(file: string, before: string, after: string): PinDifference[] {
  const old = readPins(file, before)
  const next = readPins(file, after)
  return [...next].flatMap(([place, pin]) => {
    const other = old.get(place)
    return other && !isSameVersion(other, pin) ? [{ before: other, after: pin }] : []
  })
}

/** Whether two pins say the same: the same name in the same version. */
export function isSameVersion(one: FoundPin, other: FoundPin): boolean {
  return one.current.tag === other.current.tag && one.current.digest === other.current.digest && one.name === other.name
}

/** Every pin of a file by its place: images, and the scalars that belong to none. */
export function readPins(file: string, text: string): ReadonlyMap<string, FoundPin> {
  const parsed = parseYaml(fileView(text))
  if (!parsed.ok) return new Map()
  const findings = readDocuments(file, parsed.documents)
  const images = [...findings.pins, ...findings.lone.map(({ pin, path }) => nameless(pin, path))]
  const taken = new Set(images.flatMap(({ sites }) => sites.map(({ place }) => place)))
  const values = parsed.documents.flatMap(scalarPins).filter(({ place }) => !taken.has(place))
  return new Map([...images, ...values].map((pin) => [pin.place, pin]))
}

/** Every scalar of a document that is written where it is read. */
function scalarPins(document: YamlDocument): FoundPin[] {
  const pins: FoundPin[] = []
  const add = (node: unknown, { at, path }: Visit, key?: string) => {
    const site = isScalar(node) ? siteOf(node, { at, part: 'value', key }) : undefined
    if (site) pins.push(pinOfValue(site, formatYamlPath(path)))
  }
  walk(document, {
    map(map, visit) {
      for (const [, key, value] of effectivePairs(map)) add(value, { ...visit, path: [...visit.path, key] }, key)
    },
    item: (node, visit) => add(node, visit),
  })
  return pins
}

// A tag that stands alone is known by its path: its name is in another file.
function nameless(pin: Omit<FoundPin, 'name' | 'names' | 'writtenName'>, path: string): FoundPin {
  return { ...pin, name: path, names: [path], writtenName: path }
}
