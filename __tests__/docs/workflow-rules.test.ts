import { describe, expect, it } from 'vitest'
import { readAction, readWorkflow, released, stepsOf } from './example-workflow.ts'
import { filesOf, read, workflows } from './texts.ts'

const action = readAction()
const own = filesOf('.github/workflows', 0)

describe.each([...workflows, ...own].map((name) => ({ name })))('$name', ({ name }) => {
  const text = read(name)
  const workflow = readWorkflow(name)
  const steps = stepsOf(workflow)

  it('pins the actions of others by a commit, with the version beside it', () => {
    const lines = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line))
    const loose = lines.filter((line) => !line.includes(released) && !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))
    expect(loose).toEqual([])
    expect(lines).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length)
  })

  it('has the least permissions and a time limit', () => {
    const isOwnRepo = steps.some((step) => step.uses === released && step.with?.token === undefined)
    const pushesImage = steps.some(({ uses }) => uses?.startsWith('docker/build-push-action@'))
    for (const job of Object.values(workflow.jobs)) {
      const needed = {
        ...(steps.some(({ uses }) => uses?.startsWith('actions/checkout@')) && { contents: 'read' }),
        ...(isOwnRepo && { contents: 'write', 'pull-requests': 'write' }),
        ...(pushesImage && { packages: 'write' }),
      }
      // What a job does not say it has from the workflow.
      expect(job.permissions ?? workflow.permissions).toEqual(needed)
      expect(job['timeout-minutes']).toBeGreaterThan(0)
    }
    expect(workflow.permissions).toBeDefined()
  })

  it('keeps no token in the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([])
  })

  it('puts no expression into a script, where its text would be run', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([])
  })
})

describe.each(workflows.map((name) => ({ name })))('$name', ({ name }) => {
  const steps = stepsOf(readWorkflow(name))
  const ours = steps.filter(({ uses }) => uses === released)

  it('uses Drawbridge by inputs and outputs that it has', () => {
    expect(ours.length).toBeGreaterThan(0)
    for (const step of ours) {
      expect(action.inputs).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})))
    }
    for (const id of ours.flatMap((step) => step.id ?? [])) {
      const used = [...read(name).matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))].map(
        ([, key]) => key,
      )
      expect(used.length).toBeGreaterThan(0)
      expect(action.outputs).toEqual(expect.arrayContaining(used))
    }
  })
})
