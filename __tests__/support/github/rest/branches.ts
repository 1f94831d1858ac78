import { notFound } from '../refusals.ts'
import type { Repo } from '../repo.ts'
import type { Protection } from '../repo-settings.ts'
import { ok, page, type RepoCall, type RepoOperations, type RestAnswer } from './call.ts'
import { viewCommit } from './views/commit.ts'
import { repoUrl } from './views/repo.ts'

const viewProtection = (rules: Protection | undefined) => ({
  enabled: rules?.kind === 'classic',
  required_status_checks: {
    enforcement_level: rules?.requiredChecks.length ? 'everyone' : 'off',
    contexts: [...(rules?.requiredChecks ?? [])],
    checks: (rules?.requiredChecks ?? []).map((context) => ({ context, app_id: null })),
  },
})

const getBranch = ({ world, repo, params }: RepoCall): RestAnswer => {
  const name = params.branch ?? ''
  const head = repo.branchHead(name)
  if (!head) throw notFound('Branch not found')
  const url = `${repoUrl(world, repo)}/branches/${encodeURIComponent(name)}`
  const html = `${world.url}/${repo.nameWithOwner}/tree/${encodeURI(name)}`
  const rules = repo.protectionOf(name)
  return ok({
    name,
    commit: viewCommit(world, repo, head),
    _links: { self: url, html },
    protected: rules !== undefined,
    protection: viewProtection(rules),
    protection_url: `${url}/protection`,
  })
}

const listBranches = (call: RepoCall): RestAnswer => {
  const { world, repo } = call
  return page(call, [...repo.branches()], ([name, sha]) => ({
    name,
    commit: { sha, url: `${repoUrl(world, repo)}/commits/${sha}` },
    protected: repo.protectionOf(name) !== undefined,
  }))
}

const pullRequestRule = ({ requiredReviews, requireCodeOwners }: Protection) => ({
  type: 'pull_request',
  parameters: {
    required_approving_review_count: requiredReviews,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: requireCodeOwners,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
    allowed_merge_methods: ['merge', 'squash', 'rebase'],
  },
})

const checksRule = ({ requiredChecks, strict }: Protection) => ({
  type: 'required_status_checks',
  parameters: {
    required_status_checks: requiredChecks.map((context) => ({ context })),
    strict_required_status_checks_policy: strict,
    do_not_enforce_on_create: false,
  },
})

const queueRule = ({ mergeQueueMethod }: Protection) => ({
  type: 'merge_queue',
  parameters: {
    check_response_timeout_minutes: 60,
    grouping_strategy: 'ALLGREEN',
    max_entries_to_build: 5,
    max_entries_to_merge: 5,
    merge_method: mergeQueueMethod.toUpperCase(),
    min_entries_to_merge: 1,
    min_entries_to_merge_wait_minutes: 5,
  },
})

const listRules = (rules: Protection): object[] => [
  ...(rules.allowDeletions ? [] : [{ type: 'deletion' }]),
  ...(rules.allowForcePushes ? [] : [{ type: 'non_fast_forward' }]),
  ...(rules.linearHistory ? [{ type: 'required_linear_history' }] : []),
  ...(rules.requireSignatures ? [{ type: 'required_signatures' }] : []),
  ...(rules.requirePullRequest || rules.requiredReviews > 0 ? [pullRequestRule(rules)] : []),
  ...(rules.requiredChecks.length > 0 ? [checksRule(rules)] : []),
  ...(rules.mergeQueue ? [queueRule(rules)] : []),
]

/** Rulesets only: classic protection does not show up here, on GitHub neither. */
export const rulesOf = (repo: Repo, branch: string): object[] => {
  const rules = repo.protectionOf(branch)
  if (rules?.kind !== 'ruleset') return []
  const source = { ruleset_source_type: 'Repository', ruleset_source: repo.nameWithOwner, ruleset_id: 1 }
  return listRules(rules).map((rule) => ({ ...rule, ...source }))
}

/** `branch-protection`, for those who may read it: the settings of a repo are the administrators'. */
const getProtection = ({ world, repo, params }: RepoCall): RestAnswer => {
  const branch = params.branch ?? ''
  const rules = repo.protectionOf(branch)
  if (rules?.kind !== 'classic') throw notFound('Branch not protected')
  const url = `${repoUrl(world, repo)}/branches/${encodeURIComponent(branch)}/protection`
  const checks = viewProtection(rules).required_status_checks
  const reviews = {
    url: `${url}/required_pull_request_reviews`,
    dismiss_stale_reviews: false,
    require_code_owner_reviews: rules.requireCodeOwners,
    required_approving_review_count: rules.requiredReviews,
  }
  return ok({
    url,
    ...(rules.requiredChecks.length > 0
      ? { required_status_checks: { ...checks, url, strict: rules.strict, contexts_url: `${url}/contexts` } }
      : {}),
    ...(rules.requirePullRequest || rules.requiredReviews > 0 ? { required_pull_request_reviews: reviews } : {}),
    enforce_admins: { url: `${url}/enforce_admins`, enabled: true },
    required_linear_history: { enabled: rules.linearHistory },
    allow_force_pushes: { enabled: rules.allowForcePushes },
    allow_deletions: { enabled: rules.allowDeletions },
  })
}

export const branchOperations: RepoOperations = {
  'repos/get-branch': { needs: 'contents:read', handle: getBranch },
  'repos/list-branches': { needs: 'contents:read', handle: listBranches },
  'repos/get-branch-protection': { needs: 'administration:read', handle: getProtection },
  'repos/get-branch-rules': {
    needs: 'metadata:read',
    handle: (call) => page(call, rulesOf(call.repo, call.params.branch ?? ''), (rule) => rule),
  },
}
