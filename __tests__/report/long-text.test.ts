import { describe, expect, it } from 'vitest'
import { containMarkdown, escapeMarkdown } from '../../src/report/markdown.ts'
import { foldLine } from '../../src/report/one-line.ts'
import { disarmTrailers, parseTrailers } from '../../src/report/trailers.ts'
import { disarmCommands } from '../../src/report/workflow-command.ts'

const functions = { containMarkdown, escapeMarkdown, foldLine, disarmTrailers, parseTrailers, disarmCommands }
const units = [
  'a-',
  'Drawbridge-',
  'Drawbridge-a-',
  'x-by ',
  '<',
  '<details>',
  '`',
  '\u001b]',
  '@',
  '_',
  '\n',
  '\r',
  ' ',
  ':',
  '~~~\n',
]

describe('long texts', () => {
  it.each(Object.entries(functions))('take %s no time that grows with their square', (_, run) => {
    for (const unit of units) {
      const start = performance.now()
      run(unit.repeat(200_000 / unit.length))
      expect(performance.now() - start, JSON.stringify(unit)).toBeLessThan(3_000)
    }
  })
})
