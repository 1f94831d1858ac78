import { DiskTree } from '../repo/disk-tree.ts'
import { writeFiles } from '../repo/file-writer.ts'
import type { Delivered, Run } from './delivery.ts'

/**
 * Plans a run and puts it where `delivery` says.
 * @param finish makes something of what was delivered, while its tree can still be read
 */
export async function deliver<T>(run: Run, finish: (delivered: Delivered) => Promise<T>): Promise<T> {
  if (run.inputs.delivery === 'files') return finish(await deliverFiles(run))
  // Loaded here, for what only edits files needs neither Git nor the network.
  const { deliverWithGit } = await import('./git-delivery.ts')
  return deliverWithGit(run, finish)
}

async function deliverFiles({ inputs, plan }: Run): Promise<Delivered> {
  const tree = new DiskTree(inputs.directory ?? '.')
  const planned = await plan(tree)
  if (!inputs['dry-run']) writeFiles(tree.root, planned.files)
  return { plan: planned, tree, proposals: [], warnings: [], failures: [] }
}
