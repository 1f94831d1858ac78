import { describe, expect, it } from 'vitest'
import { describeUnknownEnvironment, findEnvironments } from '../../src/environments/known-environments.ts'

const known = findEnvironments([
  'web/overlays/production/kustomization.yaml',
  'web/overlays/dev/Kustomization',
  'web/overlays/dev/patch.yaml',
  'api/values-staging.yaml',
  'docs/test/readme.md',
  'web/base/kustomization.yaml',
])

describe('findEnvironments', () => {
  it('lists the environments of config files by name, with their number and the first', () => {
    expect(known).toEqual([
      { name: 'dev', files: 2, example: 'web/overlays/dev/Kustomization' },
      { name: 'production', files: 1, example: 'web/overlays/production/kustomization.yaml' },
      { name: 'staging', files: 1, example: 'api/values-staging.yaml' },
    ])
  })
})

describe('describeUnknownEnvironment', () => {
  it.each([
    { name: 'a letter too few', requested: 'stagin', guess: 'staging' },
    { name: 'another case', requested: 'DEV', guess: 'dev' },
    { name: 'the short form', requested: 'prod', guess: 'production' },
    { name: 'the long form', requested: 'development', guess: 'dev' },
  ])('guesses at $name', ({ requested, guess }) => {
    expect(describeUnknownEnvironment(requested, known)).toMatchObject({
      code: 'unknown-environment',
      message: `there is no environment "${requested}"; did you mean "${guess}"?`,
      hint: expect.stringContaining('dev (web/overlays/dev/Kustomization), production ('),
    })
  })

  it('does not guess at a name that is far from all', () => {
    expect(describeUnknownEnvironment('qa', known).message).toBe('there is no environment "qa"')
  })

  it('says what makes an environment when there is none', () => {
    expect(describeUnknownEnvironment('dev', []).hint).toContain('overlays/dev')
  })
})
