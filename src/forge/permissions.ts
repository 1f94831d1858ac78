/** What is known of the token and of the repo it is used for. */
export interface GitHubAccess {
  readonly owner: string
  readonly repo: string
  readonly token: string
  /** `owner/name` of the repo that the workflow runs in (`GITHUB_REPOSITORY`): its own token writes nowhere else. */
  readonly workflowRepository: string | undefined
}

export interface Permission {
  /** As in a workflow's `permissions:`: `pull-requests`. */
  readonly name: string
  readonly level: string
}

/** What a delivery by pull request needs in all: a `permissions:` block takes away what it does not name. */
const usual: readonly Permission[] = [
  { name: 'contents', level: 'write' },
  { name: 'pull-requests', level: 'write' },
]

/**
 * The permissions that would have been enough, from the header `x-accepted-github-permissions`: sets separated by `;`, each
 * of permissions separated by `,` (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api). Of several
 * sets, one that the usual permissions hold.
 */
export function parseAcceptedPermissions(header: string | undefined): readonly Permission[] {
  const sets = (header ?? '').split(';').map(parseSet)
  return sets.find((set) => set.length > 0 && set.every(isUsual)) ?? sets.find((set) => set.length > 0) ?? []
}

function parseSet(text: string): readonly Permission[] {
  return text.split(',').flatMap((part) => {
    const [name = '', level = ''] = part.trim().split('=')
    return name === '' || level === '' ? [] : [{ name: name.replaceAll('_', '-'), level }]
  })
}

function isUsual({ name, level }: Permission): boolean {
  return usual.some((known) => known.name === name && (known.level === level || level === 'read'))
}

export function formatPermissions(permissions: readonly Permission[]): string {
  return permissions.map(({ name, level }) => `${name}: ${level}`).join(', ')
}

/** How to give the token what it lacks. */
export function permissionHint(access: GitHubAccess, missing: readonly Permission[]): string {
  const all = [...usual, ...missing.filter((permission) => !isUsual(permission))]
  const place = `${access.owner}/${access.repo}`
  if (access.token.startsWith('github_pat_')) {
    return `Edit the fine-grained token: it needs the repository ${place} with ${formatPermissions(all)}.`
  }
  if (!access.token.startsWith('ghs_')) {
    return `The token needs the scope "repo" (for a public repo "public_repo"), and its user write access to ${place}.`
  }
  return isForeign(access) ? foreignHint(access, all) : workflowHint(all)
}

/** What to check when GitHub denies that the repo exists. */
export function visibilityHint(access: GitHubAccess): string {
  if (access.token.startsWith('ghs_') && isForeign(access)) return foreignHint(access, usual)
  return [
    'Check the spelling of "repository". A private repo looks the same to a token that may not see it: an App must be',
    'installed on it, a fine-grained token must name it, a classic token needs the scope "repo".',
  ].join(' ')
}

// Tokens of installations and of workflows look the same (https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats).
function isForeign({ owner, repo, workflowRepository }: GitHubAccess): boolean {
  if (workflowRepository === undefined || workflowRepository === '') return false
  return workflowRepository.toLowerCase() !== `${owner}/${repo}`.toLowerCase()
}

function foreignHint({ owner, repo, workflowRepository }: GitHubAccess, needed: readonly Permission[]): string {
  return [
    `The workflow's own GITHUB_TOKEN can write to ${workflowRepository} only, never to ${owner}/${repo}.`,
    `Give "token" one of a GitHub App that is installed on ${owner}/${repo} (actions/create-github-app-token with "owner" and "repositories"), or a personal access token; either with ${formatPermissions(needed)}.`,
  ].join(' ')
}

function workflowHint(needed: readonly Permission[]): string {
  const lines = needed.map(({ name, level }) => `  ${name}: ${level}`)
  return ['Add to the job (for the token of a GitHub App: to the App):', 'permissions:', ...lines].join('\n')
}
