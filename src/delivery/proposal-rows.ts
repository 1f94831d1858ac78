import { placeOf } from '../environments/conventions.ts'
import { diffPins } from '../pins/diff.ts'
import { formatVersion } from '../pins/pin.ts'
import { type ReportedChange, reportChange } from '../report/result.ts'
import type { Delivery } from './delivery.ts'
import type { ProposalState } from './proposal-state.ts'
import { pathInRepo } from './target.ts'

/**
 * Every version that a proposal changes against its base: of this run, and of the ones before it that it still holds. Files
 * are named as the Git repo names them.
 */
export function rowsOf({ target, inputs }: Delivery, { files, plan }: ProposalState): ReportedChange[] {
  const named = plan.changes.map((change) => ({ change, file: pathInRepo(target, change.pin.file) }))
  const ours = new Map(named.map((each) => [`${each.file}\n${each.change.pin.place}`, each]))
  const rows = files.flatMap(({ path, before, after }) =>
    diffPins(path, before, after).map((difference): ReportedChange => {
      const key = `${path}\n${difference.after.place}`
      const change = ours.get(key)?.change
      ours.delete(key)
      const from = formatVersion(difference.before.current)
      if (change) return { ...reportChange(change), file: path, from }
      const { environment = null, application = null } = placeOf(inConfig(path, target.folder), {
        requested: inputs.environment,
      })
      const { format, kind, line, writtenName: name, current } = difference.after
      return { file: path, line, format, kind, name, environment, application, from, to: formatVersion(current) }
    }),
  )
  return [...rows, ...[...ours.values()].map(({ change, file }) => ({ ...reportChange(change), file }))]
}

/** Another run's folder may be another one: its conventions are not known here. */
function inConfig(path: string, folder: string): string {
  return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path
}
