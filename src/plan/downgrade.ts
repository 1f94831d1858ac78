import type { Problem } from '../errors.ts'
import { compareVersions } from '../versions/order.ts'
import type { Change } from './change.ts'

export interface DowngradeFindings {
  /** Changes to a version that is certainly lower. */
  readonly downgrades: readonly Problem[]
  /** Changes whose direction the versions alone don't tell. */
  readonly unknown: readonly Problem[]
}

/** Looks at each image change: does it go back? */
export function findDowngrades(changes: readonly Change[]): DowngradeFindings {
  const downgrades: Problem[] = []
  const unknown: Problem[] = []
  for (const { pin, version } of changes) {
    if (pin.kind !== 'image' || pin.current.tag === undefined || version.tag === undefined) continue
    const order = compareVersions(pin.current.tag, version.tag)
    const place = { file: pin.file, line: pin.line }
    if (order === 'older') {
      const message = `${pin.writtenName} would go back from ${pin.current.tag} to ${version.tag}`
      downgrades.push({
        code: 'downgrade',
        ...place,
        message,
        hint: 'Set "allow-downgrade" when that is what you want.',
      })
    }
    if (order === 'unknown') {
      const message = `whether ${version.tag} is newer than ${pin.current.tag} can't be told for ${pin.writtenName}`
      unknown.push({ code: 'unknown-order', ...place, message })
    }
  }
  return { downgrades, unknown }
}
