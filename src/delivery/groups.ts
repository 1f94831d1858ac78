import type { Pin } from '../pins/pin.ts'
import type { Change } from '../plan/change.ts'
import { touchedBy } from '../plan/selection.ts'

/** What one proposal is about. A list is empty where a version belongs to no environment or application. */
export interface Group {
  readonly key: string
  readonly environments: readonly string[]
  readonly applications: readonly string[]
  includes(pin: Pin): boolean
}

export type GroupBy = 'application' | 'environment' | 'run'

/** Sorts changes into proposals, in the order in which they come. */
export function groupChanges(changes: readonly Change[], by: GroupBy): Group[] {
  const groups = new Map<string, Pin[]>()
  for (const { pin } of changes) {
    const key = keyOf(pin, by)
    groups.set(key, [...(groups.get(key) ?? []), pin])
  }
  return [...groups].map(([key, pins]) => ({
    key,
    environments: [...new Set(pins.flatMap(touchedBy))].sort(),
    applications: [...new Set(pins.flatMap(({ application }) => application ?? []))].sort(),
    includes: (pin) => keyOf(pin, by) === key,
  }))
}

function keyOf(pin: Pin, by: GroupBy): string {
  if (by === 'run') return ''
  const environment = touchedBy(pin).join('+')
  return by === 'environment' ? environment : `${environment}\n${pin.application ?? ''}`
}
