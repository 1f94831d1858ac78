import { describe, expect, it } from 'vitest'
import { type InputSpec, inputSpecs, parseInputs, type RawInputs } from '../src/inputs.ts'

const parse = (raw: RawInputs, surface: 'action' | 'cli' = 'cli') => parseInputs(raw, surface)

describe('parseInputs', () => {
  it('has the defaults of each surface', () => {
    expect(parse({}).inputs).toMatchObject({ delivery: 'files', directory: '.', group: 'application', deadline: 300 })
    expect(parse({}, 'action').inputs).toMatchObject({ delivery: 'pull-request', directory: undefined, digest: 'keep' })
    // The expression is for GitHub to fill in.
    expect(parse({}, 'action').inputs.token).toBeUndefined()
  })

  it('takes lists as repeated values and as lines, and names by commas too', () => {
    const { inputs } = parse({ image: ['a:1', 'b:2\n  c:3 \n\n'], labels: 'x, y\nz', environment: 'dev,prod' })
    expect(inputs).toMatchObject({
      image: ['a:1', 'b:2', 'c:3'],
      labels: ['x', 'y', 'z'],
      environment: ['dev', 'prod'],
    })
    expect(parse({ value: 'a.yaml:b=1,2' }).inputs.value).toEqual(['a.yaml:b=1,2'])
  })

  it('reads empty text as not given', () => {
    const { inputs, problems } = parse(
      { delivery: '', draft: '', deadline: '', base: '', image: '', repository: '' },
      'action',
    )
    expect(problems).toEqual([])
    expect(inputs).toMatchObject({ draft: false, image: [], base: undefined, repository: undefined })
    expect(inputs).toMatchObject({ delivery: 'pull-request', deadline: 300 })
  })

  it.each(['true', 'True', 'TRUE'])('reads %s as yes', (text) => {
    expect(parse({ draft: text }).inputs.draft).toBe(true)
  })

  it.each([
    { name: 'a word that is no boolean', raw: { draft: 'yes' }, says: 'draft: "yes" is not true or false' },
    { name: 'a word that is no choice', raw: { group: 'app' }, says: 'group: "app" is not one of application' },
    { name: 'seconds with a unit', raw: { deadline: '5m' }, says: 'deadline: "5m" is not a whole number' },
    { name: 'no time at all', raw: { deadline: '0' }, says: 'deadline: "0" is not a whole number' },
    { name: 'more than a day', raw: { deadline: '86401' }, says: 'from 1 to 86400' },
  ])('names $name, with what to write', ({ raw, says }) => {
    const { problems } = parse(raw)
    expect(problems).toMatchObject([{ code: 'invalid-input', message: expect.stringContaining(says) }])
    expect(problems[0]?.hint).toMatch(/^Write /)
  })

  it('gathers every problem', () => {
    expect(parse({ draft: 'x', group: 'x', deadline: 'x' }).problems).toHaveLength(3)
  })

  it('has no secret that is a flag, and help for everything', () => {
    for (const spec of Object.values(inputSpecs) as InputSpec[]) {
      expect(spec.help).toMatch(/\.$/)
      if (spec.secret) expect(spec.only).toBe('action')
    }
  })
})
