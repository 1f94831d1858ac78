import { formatVersion, type Pin } from '../pins/pin.ts'
import { countOf, cutLine, foldLine } from './one-line.ts'
import { formatImageName, showVersion } from './shown-version.ts'

/** Why there was nothing to do, one line a version: `ghcr.io/acme/web is at 1.4.0 already, in 2 places`. */
export function describeUnchanged(pins: readonly Pin[]): string[] {
  const places = new Map<string, number>()
  for (const pin of pins) {
    const name = cutLine(foldLine(formatImageName(pin)), 200)
    const line = `${name} is at ${showVersion(versionOf(pin))} already, in`
    places.set(line, (places.get(line) ?? 0) + 1)
  }
  return [...places].map(([line, count]) => `${line} ${countOf(count, 'place')}`)
}

function versionOf(pin: Pin): string {
  return pin.kind === 'image' ? formatVersion(pin.current) : (pin.sites[0]?.scalar.value ?? '')
}
