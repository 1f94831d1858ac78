import type { ProposalFacts } from '../report/proposal-facts.ts'
import type { ReportedChange } from '../report/result.ts'
import type { Delivery } from './delivery.ts'

/** What the texts of a proposal are made from. */
export function proposalFacts(delivery: Delivery, rows: readonly ReportedChange[]): ProposalFacts {
  const { inputs, server, facts, target } = delivery
  const serverUrl = facts.serverUrl ?? (inputs.source === undefined ? undefined : server.url)
  return {
    command: delivery.command,
    rows,
    facts,
    // A source that was given is taken to be beside the config repo, unless the CI says where it is.
    ...(serverUrl !== undefined && { serverUrl }),
    base: target.base,
    templates: {
      ...(inputs.title !== undefined && { title: inputs.title }),
      ...(inputs.body !== undefined && { body: inputs.body }),
      ...(inputs['commit-message'] !== undefined && { commitMessage: inputs['commit-message'] }),
      ...(inputs.branch !== undefined && { branch: inputs.branch }),
    },
  }
}
