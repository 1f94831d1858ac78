import { DrawbridgeError } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import { planUpdate } from '../plan/update-plan.ts'
import { emptyResult, type Result, reportChange } from '../report/result.ts'
import { DiskTree } from '../repo/disk-tree.ts'
import { writeFiles } from '../repo/file-writer.ts'
import type { Host } from './host.ts'
import { readUpdateRequest } from './read-request.ts'

/** `drawbridge update`: writes new versions into a config repo and delivers them. */
export async function update(inputs: Inputs, host: Host): Promise<Result> {
  const { request, problems, warnings } = readUpdateRequest(inputs)
  if (problems.length > 0) throw new DrawbridgeError(2, problems)
  const tree = new DiskTree(inputs.directory ?? '.')
  const plan = await planUpdate(tree, request)
  if (!inputs['dry-run']) writeFiles(tree.root, plan.files)
  host.log('')
  return {
    ...emptyResult,
    outcome: plan.changes.length > 0 ? 'changed' : 'unchanged',
    changed: plan.changes.length > 0,
    changes: plan.changes.map(reportChange),
    files: plan.files.map(({ path }) => path),
    warnings: [...warnings, ...plan.warnings],
  }
}
