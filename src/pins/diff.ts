import { isAlias, isScalar } from 'yaml'
import { fileView } from '../edit/view.ts'
import { keyText, parseYaml } from '../edit/yaml-file.ts'
import { formatYamlPath } from '../edit/yaml-path.ts'
import { siteOf } from './image-shapes.ts'
import type { FoundPin } from './pin.ts'
import { readDocuments } from './scan.ts'
import { pinOfValue } from './value-pins.ts'
import { walk } from './walk.ts'

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

function isSameVersion(one: FoundPin, other: FoundPin): boolean {
  return one.current.tag === other.current.tag && one.current.digest === other.current.digest && one.name === other.name
}

/** Every pin of a file by its place: images, and the scalars that belong to none. */
export function readPins(file: string, text: string): ReadonlyMap<string, FoundPin> {
  const parsed = parseYaml(fileView(text))
  if (!parsed.ok) return new Map()
  const findings = readDocuments(file, parsed.documents)
  const images = [...findings.pins, ...findings.lone.map(({ pin, path }) => nameless(pin, path))]
  const taken = new Set(images.flatMap(({ sites }) => sites.map(({ place }) => place)))
  const values = parsed.documents.flatMap((document) => {
    const pins: FoundPin[] = []
    walk(document, {
      map(map, visit) {
        for (const [pairIndex, pair] of map.items.entries()) {
          if (!isScalar(pair.value) || isAlias(pair.value)) continue
          const site = siteOf(pair.value, { visit, map, pairIndex, part: 'value' })
          if (site && !taken.has(site.place)) pins.push(pinOfValue(site, formatYamlPath([...visit.path, keyText(pair.key)])))
        }
      },
      item(node, visit) {
        const site = isScalar(node) ? siteOf(node, { visit, map: undefined, pairIndex: undefined, part: 'value' }) : undefined
        if (site && !taken.has(site.place)) pins.push(pinOfValue(site, formatYamlPath(visit.path)))
      },
    })
    return pins
  })
  return new Map([...images, ...values].map((pin) => [pin.place, pin]))
}

// A tag that stands alone is known by its path: its name is in another file.
function nameless(pin: Omit<FoundPin, 'name' | 'names' | 'writtenName'>, path: string): FoundPin {
  return { ...pin, name: path, names: [path], writtenName: path }
}
