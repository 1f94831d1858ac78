import fc from 'fast-check'
import type { Result } from '../../src/report/result.ts'
import { hostileRow, hostileText } from './hostile.ts'

const problem = fc.record(
  { code: hostileText, message: hostileText, hint: hostileText, file: hostileText, line: fc.nat(999) },
  { requiredKeys: ['code', 'message'] },
)

const proposal = fc.record({
  environments: fc.array(hostileText, { maxLength: 2 }),
  applications: fc.array(hostileText, { maxLength: 2 }),
  branch: fc.option(hostileText),
  commit: fc.option(hostileText),
  pullRequest: fc.option(
    fc.record({ number: fc.nat(999), url: hostileText, operation: fc.constantFrom('created', 'updated', 'unchanged') }),
  ),
  merged: fc.boolean(),
})

/** Any result of a run. */
export const hostileResult: fc.Arbitrary<Result> = fc.record({
  outcome: fc.constantFrom('changed', 'unchanged', 'blocked', 'refused', 'failed'),
  changed: fc.boolean(),
  changes: fc.array(hostileRow, { maxLength: 3 }),
  files: fc.array(hostileText, { maxLength: 3 }),
  proposals: fc.array(proposal, { maxLength: 2 }),
  blocked: fc.array(
    fc.record({
      environment: fc.option(hostileText),
      application: fc.option(hostileText),
      gate: hostileText,
      reason: hostileText,
      until: fc.option(hostileText),
    }),
    { maxLength: 2 },
  ),
  warnings: fc.array(problem, { maxLength: 2 }),
  errors: fc.array(problem, { maxLength: 2 }),
})
