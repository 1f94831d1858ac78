import { describe, expect, it } from 'vitest'
import { parseCommandLine } from '../src/command-line.ts'

describe('parseCommandLine', () => {
  it.each([
    { name: 'nothing is a question for help', argv: [], expected: { command: 'help', raw: {} } },
    {
      name: 'flags without a command are an update',
      argv: ['--image', 'a:1'],
      expected: { command: 'update', raw: { image: ['a:1'] } },
    },
    {
      name: 'a repeated flag is a list, or the last one counts',
      argv: ['update', '--image', 'a:1', '--image=b:2', '--base', 'x', '--base', 'y'],
      expected: { command: 'update', raw: { image: ['a:1', 'b:2'], base: 'y' } },
    },
    {
      name: 'flags may stand before the command, and what is yes or no takes its value behind = only',
      argv: ['--dry-run', 'update', '--draft=false', '--json'],
      expected: { command: 'update', raw: { 'dry-run': true, draft: 'false', json: true } },
    },
    {
      name: 'a value may begin with a dash, hold = and newlines, or be empty',
      argv: ['update', '--title=-x=y', '--body=a\nb=c', '--branch='],
      expected: { command: 'update', raw: { title: '-x=y', body: 'a\nb=c', branch: '' } },
    },
    { name: '--help wins', argv: ['update', '--image', 'a:1', '--help'], expected: { command: 'help' } },
    { name: '-V is the version', argv: ['-V'], expected: { command: 'version' } },
  ])('$name', ({ argv, expected }) => {
    expect(parseCommandLine(argv)).toMatchObject({ ...expected, problems: [] })
  })

  it.each([
    { name: 'an unknown command', argv: ['promotee'], code: 'unknown-command', says: 'update, demo' },
    { name: 'an unknown flag', argv: ['update', '--zap'], code: 'unknown-flag', says: 'drawbridge help' },
    { name: 'a flag that is nearly one', argv: ['update', '--images', 'a:1'], code: 'unknown-flag', says: '--image?' },
    { name: 'a short flag', argv: ['update', '-i', 'a:1'], code: 'unknown-flag', says: 'drawbridge help' },
    { name: 'the command as a flag', argv: ['--command=update'], code: 'unknown-flag', says: 'drawbridge help' },
    {
      name: 'a property of every object',
      argv: ['update', '--constructor=x'],
      code: 'unknown-flag',
      says: 'drawbridge help',
    },
    {
      name: 'a flag at the end without its value',
      argv: ['update', '--image'],
      code: 'no-value',
      says: '--image=VALUE',
    },
    {
      name: 'a flag before another without its value',
      argv: ['update', '--image', '--json'],
      code: 'no-value',
      says: '--image=VALUE',
    },
    { name: 'a second word', argv: ['update', 'dev'], code: 'unexpected-word', says: '--' },
  ])('$name is one problem', ({ argv, code, says }) => {
    expect(parseCommandLine(argv).problems).toMatchObject([{ code, hint: expect.stringContaining(says) }])
  })

  it.each([
    { name: 'behind =', argv: ['update', '--token=ghp_secret'] },
    { name: 'as the next word', argv: ['update', '--token', 'ghp_secret'] },
    { name: 'by a flag that is none', argv: ['update', '--github-token', 'ghp_secret'] },
  ])('a token given as a flag is refused and never repeated: $name', ({ argv }) => {
    const line = parseCommandLine(argv)
    expect(line.problems).toMatchObject([{ code: 'unknown-flag' }])
    expect(JSON.stringify(line)).not.toContain('secret')
  })

  it('goes on behind a flag without value, so that all problems are told', () => {
    const { raw, problems } = parseCommandLine(['update', '--image', '--dry-run', '--wrong', '--base', 'x'])
    expect(raw).toEqual({ 'dry-run': true, base: 'x' })
    expect(problems.map(({ code }) => code)).toEqual(['no-value', 'unknown-flag'])
  })
})
