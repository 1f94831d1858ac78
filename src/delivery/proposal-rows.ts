import { placeOf } from '../environments/conventions.ts'
import { diffPins } from '../pins/diff.ts'
import { formatVersion } from '../pins/pin.ts'
import { type ReportedChange, reportChange } from '../report/result.ts'
import type { ProposalState } from './pull-requests.ts'

/** Every version that a proposal changes against its base: of this run, and of the ones before it that it still holds. */
export function rowsOf({ files, plan }: ProposalState): ReportedChange[] {
  const ours = new Map(plan.changes.map((change) => [`${change.pin.file}\n${change.pin.place}`, change]))
  const rows = files.flatMap(({ path, before, after }) =>
    diffPins(path, before, after).map((difference): ReportedChange => {
      const key = `${path}\n${difference.after.place}`
      const change = ours.get(key)
      ours.delete(key)
      const from = formatVersion(difference.before.current)
      if (change) return { ...reportChange(change), from }
      const { environment = null, application = null } = placeOf(path)
      const { format, kind, line, writtenName: name, current } = difference.after
      return { file: path, line, format, kind, name, environment, application, from, to: formatVersion(current) }
    }),
  )
  return [...rows, ...[...ours.values()].map(reportChange)]
}
