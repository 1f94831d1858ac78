import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBranchName } from '../../src/repo/branch-name.ts'
import { branchNameOf } from '../../src/report/branch-name.ts'
import { hostileText } from './hostile.ts'

const subject = (environment: string, application: string) => ({
  environments: [environment],
  applications: [application],
})
const name = fc.oneof(
  hostileText,
  fc.stringMatching(/^[a-c_.-]{1,4}$/),
  fc.constantFrom('_all', 'HEAD', 'a.lock', '..', '@', 'x--1a2b3c4d'),
)
const template = fc.constantFrom(
  undefined,
  '',
  'bump/{application}/{environment}',
  '{environment}-{application}',
  '{application}/x.{environment}',
  'refs/heads/@{environment}..{application}.lock',
  `${'long/'.repeat(60)}{environment}/{application}`,
)

describe('branchNameOf', () => {
  it.each([
    { name: 'an application in an environment', given: subject('dev', 'web'), branch: 'drawbridge/dev/web' },
    {
      name: 'a group by environment',
      given: { ...subject('dev', 'web'), by: 'environment' as const },
      branch: 'drawbridge/dev/_all',
    },
    { name: 'a group by run', given: { ...subject('dev', 'web'), by: 'run' as const }, branch: 'drawbridge/_all/_all' },
    { name: 'no application', given: { environments: ['dev'], applications: [] }, branch: 'drawbridge/dev/_all' },
    {
      name: 'several environments',
      given: { environments: ['prod', 'dev'], applications: ['web'] },
      branch: 'drawbridge/dev+prod/web',
    },
    {
      name: 'a common long name',
      given: subject('prod-eu', 'payments-frontend'),
      branch: 'drawbridge/prod-eu/payments-frontend',
    },
    { name: 'a dot', given: subject('dev', 'web.v2'), branch: 'drawbridge/dev/web.v2' },
    { name: 'a slash', given: subject('dev', 'team/web'), branch: 'drawbridge/dev/team-web--1ybnp831' },
  ])('$name', ({ given, branch }) => {
    expect(branchNameOf(given)).toBe(branch)
  })

  it.each([
    { given: 'bump/{application}', branch: 'bump/web' },
    { given: 'bump {application}', branch: 'bump-web' },
    { given: 'refs/heads/deploy/{environment}', branch: 'deploy/dev' },
    { given: '//', branch: 'drawbridge/dev/web' },
  ])('fills the template $given', ({ given, branch }) => {
    expect(branchNameOf(subject('dev', 'web'), given)).toBe(branch)
  })

  it('gives a name that Git takes, whatever the names are', () => {
    fc.assert(
      fc.property(name, name, template, (environment, application, given) => {
        const branch = branchNameOf(subject(environment, application), given)
        expect(branch).toSatisfy(isBranchName)
        expect(branch.length).toBeLessThanOrEqual(200)
        expect(branch).toMatch(/^[A-Za-z0-9._/+-]+$/)
      }),
      { numRuns: 1000 },
    )
    fc.assert(
      fc.property(name, name, template, (environment, application, given) => {
        const branch = branchNameOf(subject(environment, application), given)
        expect(spawnSync('git', ['check-ref-format', '--branch', branch]).status, branch).toBe(0)
      }),
      { numRuns: 50 },
    )
  })

  it('never gives one name to two subjects, nor one that is the folder of another', () => {
    const pair = fc.tuple(name, name)
    fc.assert(
      fc.property(pair, pair, template, (one, other, given) => {
        fc.pre(one.join('\n') !== other.join('\n'))
        const [first, second] = [branchNameOf(subject(...one), given), branchNameOf(subject(...other), given)]
        expect(first).not.toBe(second)
        expect(first.startsWith(`${second}/`)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps what is missing, several names and odd names apart', () => {
    const names = [
      branchNameOf({ environments: ['dev'], applications: [] }),
      branchNameOf({ environments: ['dev'], applications: ['_all'] }),
      branchNameOf({ environments: ['dev'], applications: ['a', 'b'] }),
      branchNameOf({ environments: ['dev'], applications: ['a+b'] }),
      branchNameOf({ environments: ['dev'], applications: ['a-b'] }),
      branchNameOf({ environments: ['dev'], applications: ['a b'] }),
    ]
    expect(new Set(names).size).toBe(names.length)
  })
})
