import { nodeId } from '../../node-ids.ts'
import { connect } from '../connections.ts'
import { type Fields, gitNode, pullNode, type RefNode, repoNode } from '../context.ts'

const prefixOf = (ref: string) => /^refs\/[^/]+\//.exec(ref)?.[0] ?? 'refs/'

export const shortName = (ref: string) => ref.slice(prefixOf(ref).length)

const viewRule = ({ repo, ref }: RefNode, login: string) => {
  const rules = ref.startsWith('refs/heads/') ? repo.protectionOf(shortName(ref)) : undefined
  if (!rules) return null
  const canPush = rules.bypass.includes(login) || !(rules.requirePullRequest || rules.mergeQueue)
  return {
    pattern: shortName(ref),
    allowsDeletions: rules.allowDeletions,
    allowsForcePushes: rules.allowForcePushes,
    blocksCreations: false,
    requiredApprovingReviewCount: rules.requiredReviews || null,
    requiredStatusCheckContexts: rules.requiredChecks.length > 0 ? [...rules.requiredChecks] : null,
    requiresCodeOwnerReviews: rules.requireCodeOwners,
    requiresConversationResolution: false,
    requiresLinearHistory: rules.linearHistory,
    requiresSignatures: rules.requireSignatures,
    viewerAllowedToDismissReviews: false,
    viewerCanPush: canPush,
  }
}

export const refFields: Fields<RefNode> = {
  id: ({ repo, ref }) => nodeId('REF', repo.id, ref),
  name: ({ ref }) => shortName(ref),
  prefix: ({ ref }) => prefixOf(ref),
  repository: ({ repo }) => repoNode(repo),
  target: ({ repo, ref }) => gitNode(repo, repo.refs.read(ref)),
  refUpdateRule: (source, _, { by }) => viewRule(source, by.login),
  associatedPullRequests: ({ repo, ref }, args) => {
    const states = args.states as string[] | undefined
    const items = repo.pullRequests.filter(
      (pull) =>
        pull.headRef === shortName(ref) &&
        (!states || states.includes(pull.merged ? 'MERGED' : pull.state.toUpperCase())) &&
        (!args.baseRefName || pull.baseRef === args.baseRefName),
    )
    return connect({ name: 'associatedPullRequests', items, args, view: (pull) => pullNode(repo, pull) })
  },
}
