import { appOperations } from './apps.ts'
import { branchOperations } from './branches.ts'
import type { GlobalOperations, RepoOperations } from './call.ts'
import { contentOperations } from './contents.ts'
import { objectOperations } from './git-objects.ts'
import { refOperations } from './git-refs.ts'
import { globalOperations } from './globals.ts'
import { issueOperations } from './issues.ts'
import { pullOperations } from './pulls.ts'
import { repoOperations } from './repos.ts'
import { statusOperations } from './statuses.ts'

/** By GitHub's operation ids; paths, parameters and schemas come from its OpenAPI description. */
export const repoScoped: RepoOperations = {
  ...repoOperations,
  ...branchOperations,
  ...refOperations,
  ...objectOperations,
  ...contentOperations,
  ...pullOperations,
  ...issueOperations,
  ...statusOperations,
}

export const global: GlobalOperations = { ...globalOperations, ...appOperations }

export const operationIds: readonly string[] = [...Object.keys(repoScoped), ...Object.keys(global)].toSorted()
