import fc from 'fast-check'
import semver from 'semver'
import { describe, expect, it } from 'vitest'
import { findTool } from '../../../__tests__/support/tools.ts'
import { parseVersion, version } from '../src/index.ts'
import { isOlder, parseSemver } from '../src/semver.ts'
import { createProgram } from './sandbox.ts'

const kustomize = findTool('kustomize')
const kubectl = findTool('kubectl')

describe.skipIf(kustomize.missing)(`version of kustomize ${kustomize.missing ?? ''}`, () => {
  it('is that of the real binary', async () => {
    const result = await version({ path: kustomize.path })
    if (!result.ok) throw new Error(result.message)
    expect(`v${result.version}\n`).toBe(result.stdout)
    expect(result).toMatchObject({ flavour: 'kustomize', command: [kustomize.path, 'version'] })
    expect(result.major).toBeGreaterThanOrEqual(4)
  })
})

describe.skipIf(kubectl.missing)(`version of kubectl ${kubectl.missing ?? ''}`, () => {
  it('is that of the kustomize inside, not of kubectl', async () => {
    const result = await version({ path: kubectl.path })
    if (!result.ok) throw new Error(result.message)
    expect(JSON.parse(result.stdout)).toMatchObject({ kustomizeVersion: `v${result.version}` })
    expect(result.flavour).toBe('kubectl')
  })
})

describe('version', () => {
  it('is no guess when the program does not say it', async () => {
    const result = await version({ path: createProgram('echo "(devel)"') })
    expect(result).toMatchObject({ ok: false, reason: 'unknown-version', stdout: '(devel)\n' })
  })

  it('is the failure of the program when it fails', async () => {
    const result = await version({ path: createProgram('echo no >&2; exit 3') })
    expect(result).toMatchObject({
      reason: 'exit',
      exitCode: 3,
      message: 'kustomize version ended with exit code 3\nno',
    })
  })

  it('says that the binary is missing', async () => {
    expect(await version({ env: { PATH: '' } })).toMatchObject({ ok: false, reason: 'missing' })
  })
})

describe('parseVersion', () => {
  it.each([
    { name: 'v5', output: 'v5.8.1\n', expected: '5.8.1' },
    { name: 'a distribution without the v', output: '5.4.3\n', expected: '5.4.3' },
    {
      name: 'v4',
      output: '{Version:kustomize/v4.5.7 GitCommit:56d82a8 BuildDate:2022-08-02T16:35:54Z GoOs:linux GoArch:amd64}\n',
      expected: '4.5.7',
    },
    { name: '--short of v4', output: '{kustomize/v4.5.7  2022-08-02T16:35:54Z  }\n', expected: '4.5.7' },
    { name: '--short of v5', output: '{v5.8.1  unknown   }\n', expected: '5.8.1' },
    {
      name: 'a version of three digits that v3 wrote',
      output: '{Version:3.5.4 GitCommit:3af514f}\n',
      expected: '3.5.4',
    },
    { name: 'JSON', output: '{\n  "version": "v5.8.1",\n  "goVersion": "go1.26.8"\n}\n', expected: '5.8.1' },
    { name: 'YAML', output: 'version: v5.8.1\ngoVersion: go1.26.8\n', expected: '5.8.1' },
    { name: 'a release candidate', output: 'v5.0.0-rc.1+20230101\n', expected: '5.0.0-rc.1' },
  ])('reads $name', ({ output, expected }) => {
    expect(parseVersion(output)).toEqual(semverFields(expected))
  })

  it.each([
    { name: 'text', output: 'Client Version: v1.32.4\nKustomize Version: v5.5.0\n' },
    { name: 'JSON', output: '{"clientVersion":{"gitVersion":"v1.32.4"},"kustomizeVersion":"v5.5.0"}' },
  ])('reads the $name of kubectl', ({ output }) => {
    expect(parseVersion(output, 'kubectl')).toEqual(semverFields('5.5.0'))
  })

  it.each([
    { name: 'a development build', output: '(devel)\n', flavour: 'kustomize' },
    { name: 'a build without a version', output: '{Version:unknown GitCommit:$Format:%H$}\n', flavour: 'kustomize' },
    { name: 'an old kubectl', output: '{"clientVersion":{"gitVersion":"v1.20.0"}}', flavour: 'kubectl' },
    { name: 'nothing', output: '', flavour: 'kustomize' },
  ] as const)('gives undefined for $name', ({ output, flavour }) => {
    expect(parseVersion(output, flavour)).toBeUndefined()
  })
})

describe('isOlder', () => {
  it('orders any two versions as the semver package does', () => {
    const number = fc.integer({ min: 0, max: 12 }).map(String)
    const identifier = fc.oneof(number, fc.constantFrom('alpha', 'beta', 'rc', 'a-1', 'RC'))
    const suffix = fc
      .array(identifier, { maxLength: 3 })
      .map((parts) => (parts.length > 0 ? `-${parts.join('.')}` : ''))
    const anyVersion = fc.tuple(number, number, number, suffix).map(([a, b, c, rest]) => `${a}.${b}.${c}${rest}`)
    fc.assert(
      fc.property(anyVersion, anyVersion, (a, b) => {
        expect(isOlder(semverFields(a), semverFields(b))).toBe(semver.lt(a, b))
      }),
      {
        examples: [
          ['1.0.0-a.1', '1.0.0-a'],
          ['1.0.0-a', '1.0.0-a.1'],
          ['1.0.0', '1.0.0'],
        ],
      },
    )
  })
})

function semverFields(text: string): NonNullable<ReturnType<typeof parseSemver>> {
  const parsed = parseSemver(text)
  if (parsed === undefined) throw new Error(`no version: ${text}`)
  return parsed
}
