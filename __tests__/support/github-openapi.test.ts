import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { trimOpenapi } from '../../scripts/trim-openapi.ts'

describe('trim-openapi', () => {
  it('gives the committed file again', () => {
    const committed = readFileSync(new URL('github/generated/openapi.json', import.meta.url), 'utf8')
    expect(trimOpenapi() === committed, 'run node scripts/trim-openapi.ts').toBe(true)
  })
})
