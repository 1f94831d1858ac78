import { nodeId } from '../../node-ids.ts'
import type { Repo } from '../../repo.ts'
import { levelOf, reaches, type Token } from '../../tokens.ts'
import type { World } from '../../world.ts'
import { viewAccount } from './account.ts'

const paths: Readonly<Record<string, string>> = {
  archive: '/{archive_format}{/ref}',
  assignees: '/assignees{/user}',
  blobs: '/git/blobs{/sha}',
  branches: '/branches{/branch}',
  collaborators: '/collaborators{/collaborator}',
  comments: '/comments{/number}',
  commits: '/commits{/sha}',
  compare: '/compare/{base}...{head}',
  contents: '/contents/{+path}',
  contributors: '/contributors',
  deployments: '/deployments',
  downloads: '/downloads',
  events: '/events',
  forks: '/forks',
  git_commits: '/git/commits{/sha}',
  git_refs: '/git/refs{/sha}',
  git_tags: '/git/tags{/sha}',
  hooks: '/hooks',
  issue_comment: '/issues/comments{/number}',
  issue_events: '/issues/events{/number}',
  issues: '/issues{/number}',
  keys: '/keys{/key_id}',
  labels: '/labels{/name}',
  languages: '/languages',
  merges: '/merges',
  milestones: '/milestones{/number}',
  notifications: '/notifications{?since,all,participating}',
  pulls: '/pulls{/number}',
  releases: '/releases{/id}',
  stargazers: '/stargazers',
  statuses: '/statuses/{sha}',
  subscribers: '/subscribers',
  subscription: '/subscription',
  tags: '/tags',
  teams: '/teams',
  trees: '/git/trees{/sha}',
}

const counts = {
  forks: 0,
  forks_count: 0,
  open_issues: 0,
  open_issues_count: 0,
  size: 1,
  stargazers_count: 0,
  watchers: 0,
  watchers_count: 0,
}

const features = {
  has_issues: true,
  has_projects: true,
  has_wiki: true,
  has_pages: false,
  has_discussions: false,
  has_downloads: true,
  homepage: null,
  language: null,
  license: null,
  mirror_url: null,
  is_template: false,
  disabled: false,
  fork: false,
}

export const repoUrl = (world: World, repo: Repo) => `${world.url}/repos/${repo.nameWithOwner}`

/** `minimal-repository`, as inside other answers. */
export const viewRepoSummary = (world: World, repo: Repo) => {
  const url = repoUrl(world, repo)
  const html = `${world.url}/${repo.nameWithOwner}`
  const urls = Object.entries(paths).map(([name, path]) => [`${name}_url`, `${url}${path}`])
  return {
    id: repo.id,
    node_id: nodeId('R', repo.id),
    name: repo.name,
    full_name: repo.nameWithOwner,
    owner: viewAccount(world.url, repo.people.get(repo.owner)),
    private: repo.settings.private,
    description: null,
    url,
    html_url: html,
    clone_url: `${html}.git`,
    git_url: `git:${html.slice('http:'.length)}.git`,
    ssh_url: `git@127.0.0.1:${repo.nameWithOwner}.git`,
    svn_url: html,
    default_branch: repo.defaultBranch,
    archived: repo.settings.archived,
    visibility: repo.settings.private ? 'private' : 'public',
    pushed_at: repo.timestamp(),
    created_at: '2020-01-01T00:00:00Z',
    updated_at: repo.timestamp(),
    ...counts,
    ...features,
    ...Object.fromEntries(urls),
  }
}

const viewMergeSettings = ({ settings }: Repo) => ({
  allow_auto_merge: settings.allowAutoMerge,
  allow_merge_commit: settings.allowMergeCommit,
  allow_squash_merge: settings.allowSquashMerge,
  allow_rebase_merge: settings.allowRebaseMerge,
  allow_update_branch: false,
  delete_branch_on_merge: settings.deleteBranchOnMerge,
  squash_merge_commit_title: 'COMMIT_OR_PR_TITLE',
  squash_merge_commit_message: 'COMMIT_MESSAGES',
  merge_commit_title: 'MERGE_MESSAGE',
  merge_commit_message: 'PR_TITLE',
})

const viewPermissions = (repo: Repo, token: Token | undefined) => {
  const contents = levelOf(token, repo.nameWithOwner, 'contents')
  const admin = reaches(levelOf(token, repo.nameWithOwner, 'administration'), 'write')
  const push = reaches(contents, 'write')
  return { admin, maintain: admin, push, triage: push, pull: true }
}

/** `full-repository`: the merge settings are only for those who may push. */
export const viewRepo = (world: World, repo: Repo, token: Token | undefined) => {
  const permissions = viewPermissions(repo, token)
  return {
    ...viewRepoSummary(world, repo),
    ...(permissions.push ? viewMergeSettings(repo) : {}),
    permissions,
    network_count: 0,
    subscribers_count: 0,
  }
}
