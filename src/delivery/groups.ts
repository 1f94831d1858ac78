import type { Pin } from '../pins/pin.ts'
import type { Change } from '../plan/change.ts'
import { touchedBy } from '../plan/selection.ts'
import { branchNameOf } from '../report/branch-name.ts'

/** What one proposal is about. A list is empty where a version belongs to no environment or application. */
export interface Group {
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
    environments: [...new Set(pins.flatMap(touchedBy))].sort(),
    applications: [...new Set(pins.flatMap(({ application }) => application ?? []))].sort(),
    includes: (pin) => keyOf(pin, by) === key,
  }))
}

/** A group and the branch of its pull request. */
export interface BranchGroup extends Group {
  readonly branch: string
}

/** Groups that would have the same branch, for the name given has no placeholder, are one. */
export function groupByBranch(
  changes: readonly Change[],
  { group: by, branch: template }: { readonly group: GroupBy; readonly branch: string | undefined },
): BranchGroup[] {
  const groups = new Map<string, BranchGroup>()
  for (const group of groupChanges(changes, by)) {
    const branch = branchNameOf({ ...group, by }, template)
    const other = groups.get(branch)
    groups.set(branch, { branch, ...(other ? joinGroups(other, group) : group) })
  }
  return [...groups.values()]
}

function joinGroups(one: Group, other: Group): Group {
  return {
    environments: [...new Set([...one.environments, ...other.environments])].sort(),
    applications: [...new Set([...one.applications, ...other.applications])].sort(),
    includes: (pin) => one.includes(pin) || other.includes(pin),
  }
}

function keyOf(pin: Pin, by: GroupBy): string {
  if (by === 'run') return ''
  const environment = touchedBy(pin).join('+')
  return by === 'environment' ? environment : `${environment}\n${pin.application ?? ''}`
}
