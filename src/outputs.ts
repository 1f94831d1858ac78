/** Every output of the Action, with its help. The flat ones are there when a run has exactly one proposal. */
export const outputSpecs = {
  result:
    'The whole result as one JSON document: `outcome`, `changed`, `changes`, `files`, `proposals`, `blocked`, `warnings`, `errors`.',
  outcome: '`changed`, `unchanged`, `blocked`, `refused` or `failed`.',
  changed: '`true` when a version was (or with `dry-run` would be) changed.',
  branch: 'Branch of the one proposal.',
  commit: 'Commit of the one proposal: the one on the base branch once it is merged.',
  'pull-request-number': 'Number of the one pull request.',
  'pull-request-url': 'Web address of the one pull request.',
  'pull-request-operation': '`created`, `updated` or `unchanged`.',
  merged: '`true` when the one proposal is on the base branch already.',
} as const

export type OutputName = keyof typeof outputSpecs
