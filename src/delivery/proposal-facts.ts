import type { ProposalFacts } from '../report/proposal-facts.ts'
import type { ReportedChange } from '../report/result.ts'
import type { Delivery } from './delivery.ts'
import type { Group } from './groups.ts'

/** What the texts of a proposal are made from. */
export function proposalFacts(delivery: Delivery, { rows }: { group: Group; rows: readonly ReportedChange[] }): ProposalFacts {
  const { inputs, server, facts, target } = delivery
  return {
    command: delivery.command,
    rows,
    facts,
    serverUrl: server.url,
    base: target.base,
    templates: {
      ...(inputs.title !== undefined && { title: inputs.title }),
      ...(inputs.body !== undefined && { body: inputs.body }),
      ...(inputs['commit-message'] !== undefined && { commitMessage: inputs['commit-message'] }),
      ...(inputs.branch !== undefined && { branch: inputs.branch }),
    },
  }
}
