import { chmodSync } from 'node:fs'
import { basename, delimiter, dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findKustomize } from '../src/index.ts'
import { createProgram, createSandbox } from './sandbox.ts'

describe('findKustomize', () => {
  it('gives the binary at the path that is named, and how it builds', async () => {
    const file = createProgram('', 'kustomize-5')
    expect(await findKustomize({ path: file })).toEqual({
      ok: true,
      file,
      leadingArgs: ['build'],
      flavour: 'kustomize',
    })
  })

  it('reads a relative path from the working directory that is named', async () => {
    const file = createProgram('')
    expect(await findKustomize({ path: `./${basename(file)}`, cwd: dirname(file) })).toMatchObject({ ok: true, file })
  })

  it('prefers kustomize to kubectl, wherever they stand in PATH', async () => {
    const kubectl = createProgram('', 'kubectl')
    const kustomize = createProgram('')
    const env = { PATH: [dirname(kubectl), dirname(kustomize)].join(delimiter) }
    expect(await findKustomize({ env })).toMatchObject({ ok: true, file: kustomize, flavour: 'kustomize' })
  })

  it('falls back to the kustomize inside kubectl', async () => {
    const file = createProgram('', 'kubectl')
    const env = { PATH: dirname(file) }
    expect(await findKustomize({ env })).toEqual({ ok: true, file, leadingArgs: ['kustomize'], flavour: 'kubectl' })
  })

  it('passes over files in PATH that cannot be executed', async () => {
    const file = createProgram('')
    chmodSync(file, 0o644)
    expect(await findKustomize({ env: { PATH: dirname(file) } })).toMatchObject({ ok: false, reason: 'missing' })
  })

  it.each([
    { name: 'an empty entry', path: '' },
    { name: 'a dot', path: '.' },
    { name: 'a relative folder', path: 'bin' },
  ])('takes no binary from the working directory through $name in PATH', async ({ path }) => {
    const cwd = createSandbox()
    expect(await findKustomize({ env: { PATH: path }, cwd })).toMatchObject({ ok: false, reason: 'missing' })
  })

  it('says what was looked for when PATH has neither', async () => {
    expect(await findKustomize({ env: {} })).toEqual({
      ok: false,
      reason: 'missing',
      stdout: '',
      stderr: '',
      durationMs: 0,
      command: [],
      message: 'kustomize was not found: neither kustomize nor kubectl is on PATH',
      hint: expect.stringContaining('Install kustomize'),
    })
  })

  it('does not look on PATH when the path that is named has no binary', async () => {
    const env = { PATH: dirname(createProgram('')) }
    const found = await findKustomize({ path: '/nowhere/kustomize', env })
    expect(found).toMatchObject({ reason: 'missing', message: expect.stringContaining('/nowhere/kustomize') })
  })
})
