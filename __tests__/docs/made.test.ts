import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documents, formatAction, formatReadme } from '../../scripts/docs.ts'
import { version } from '../../src/version.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

describe('what is made from the inputs', () => {
  it.each(documents.map(({ path, format }) => ({ name: basename(path), path, format })))(
    '$name is what npm run docs makes',
    ({ path, format }) => {
      const text = readFileSync(path, 'utf8')
      expect(text).toBe(format(text))
    },
  )

  it('is checked by the script itself, which writes nothing then', () => {
    const before = read('README.md')
    const done = spawnSync(process.execPath, ['--no-warnings', join(root, 'scripts/docs.ts'), '--check'])
    expect({ status: done.status, stderr: done.stderr.toString() }).toEqual({ status: 0, stderr: '' })
    expect(read('README.md')).toBe(before)
  })

  it('is made anew where the README holds something else', () => {
    const text = read('README.md')
    expect(formatReadme(text.replace('| `image` |', '| `picture` |'))).toBe(text)
    expect(() => formatReadme('# No place for tables')).toThrow('README.md has no place for the inputs')
  })

  it('describes an Action of Node 24 that needs nothing but dist', () => {
    expect(formatAction()).toMatch(/\nruns:\n {2}using: node24\n {2}main: dist\/index\.js\n$/)
  })
})

describe('the package', () => {
  const main = JSON.parse(read('package.json'))
  const lock = JSON.parse(read('package-lock.json'))
  const wrapper = JSON.parse(read('packages/kustomize-ts-wrapper/package.json'))

  it('has one version everywhere', () => {
    expect(main.version).toBe(version)
    expect(lock.version).toBe(version)
  })

  it('can neither be published nor taken for a stranger of the same name', () => {
    expect(main.private).toBe(true)
    expect(wrapper.private).toBe(true)
    expect(main.dependencies[wrapper.name]).toBe('file:packages/kustomize-ts-wrapper')
    expect(lock.packages[`node_modules/${wrapper.name}`]).toEqual({
      resolved: 'packages/kustomize-ts-wrapper',
      link: true,
    })
  })

  it('names no registry in its lock file', () => {
    expect(read('.npmrc').split('\n')).toContain('omit-lockfile-registry-resolved=true')
    expect(read('package-lock.json')).not.toMatch(/https?:\/\/[^"]*\.tgz|"resolved": "https?:/)
  })
})
