import type { Pin } from '../pins/pin.ts'

/** Whether a pin is a reference in one string in an item of a list whose key matches (`containers[0].image`). */
export function hasReferenceIn(pin: Pin, list: RegExp): boolean {
  return pin.sites.some(({ part, scalar: { path } }) => {
    const [key, index, image] = path.slice(-3)
    return part === 'reference' && image === 'image' && typeof index === 'number' && list.test(String(key))
  })
}

/**
 * The keys that lead to what a pin writes, when a values file on top of its own can have the same: of a record the map, of
 * anything else the scalar. `undefined` inside a list (Helm replaces lists whole), a block scalar, or a second document.
 */
export function pathInValues(pin: Pin): readonly string[] | undefined {
  const [site] = pin.sites
  const path = pin.missing ? [...pin.missing.at, ...pin.missing.keys] : (pin.record?.path ?? site?.scalar.path ?? [])
  const isPlain = /^0:[^|]*$/.test(pin.place) && path.every((step) => typeof step === 'string')
  return isPlain ? path.map(String) : undefined
}
