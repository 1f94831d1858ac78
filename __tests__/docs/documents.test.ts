import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatHelp } from '../../src/commands/help.ts'
import { runCli } from '../support/run-drawbridge.ts'
import { anchorsOf, blocksOf, documents, filesOf, read, root, workflows } from './texts.ts'

describe.each(documents.map((name) => ({ name })))('$name', ({ name }) => {
  const text = read(name)

  it('shows no YAML but parts of files that are tested', () => {
    const blocks = blocksOf(text)
    expect(blocks.filter(({ language, from }) => /^ya?ml$/.test(language) && !from)).toEqual([])
    for (const { from, text: part, line } of blocks) {
      if (from !== undefined) expect(read(from).includes(part), `line ${line} is part of ${from}`).toBe(true)
    }
  })

  it('links to what is there', () => {
    const prose = text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '')
    const targets = [...prose.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, target = '']) => target)
    const broken = targets.filter((target) => !isThere(name, target))
    expect(broken).toEqual([])
  })

  it('has fences that are closed', () => {
    expect(text.match(/^```/gm)?.length ?? 0).toBe(2 * blocksOf(text).length)
  })
})

describe('commands in texts', () => {
  const texts = [...documents, ...workflows, ...filesOf('examples', 9)].map((name) => ({ name, text: read(name) }))
  const all = [...texts, { name: 'drawbridge help', text: formatHelp() }]

  it('fetch neither Drawbridge nor the wrapper from a registry, where a stranger may have the name', () => {
    const pattern =
      /\b(?:npx|npm (?:i|install|add|exec)|pnpm (?:add|dlx)|yarn (?:add|dlx)|bunx)\b[^\n]*(?:drawbridge|kustomize-ts-wrapper)/
    expect(all.filter(({ text }) => pattern.test(text)).map(({ name }) => name)).toEqual([])
  })

  it('print what the examples say they print', async () => {
    const flags = ['update', '--image', 'ghcr.io/acme/web:1.11.0', '--environment', 'dev', '--dry-run']
    const cwd = join(root, 'examples/config-repo')
    const [diff, json] = [await runCli(flags, { cwd }), await runCli([...flags, '--json'], { cwd })]
    expect(json.stdout).toBe(read('examples/result.json'))
    const shown = read('examples/update.diff')
    expect(diff.stdout.slice(0, shown.length)).toBe(shown)
  })
})

function isThere(from: string, target: string): boolean {
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? from : join(dirname(from), path)
  if (!existsSync(join(root, file))) return false
  return anchor === undefined || anchorsOf(read(file)).includes(anchor)
}
