import { expect, it } from 'vitest'
import { DrawbridgeError } from '../../src/errors.ts'
import { backoffMs, retryUntil } from '../../src/repo/retry.ts'

function fakeClock(random: () => number) {
  const slept: number[] = []
  let time = 1000
  return {
    slept,
    now: () => time,
    random,
    sleep: async (ms: number) => {
      slept.push(ms)
      time += ms
    },
  }
}

it('gives the value of the first attempt that is done, after doubling waits with jitter', async () => {
  const clock = fakeClock(() => 0.5)
  const value = await retryUntil({ ...clock, deadlineMs: 60_000 }, async (tryNumber) =>
    tryNumber < 6 ? { again: 'main moved' } : { done: tryNumber },
  )
  expect(value).toBe(6)
  expect(clock.slept).toEqual([188, 375, 750, 1500, 1500])
})

it('ends at the deadline with the number of tries and the last reason', async () => {
  const clock = fakeClock(() => 0)
  const trying = retryUntil({ ...clock, deadlineMs: 1000 }, async () => ({ again: 'main moved again' }))
  await expect(trying).rejects.toThrow('Gave up after 1 s and trying 4 times: main moved again')
  await expect(trying).rejects.toMatchObject({ code: 'deadline', exitCode: 1 })
})

it('does not try again after an error', async () => {
  let tries = 0
  const broken = new DrawbridgeError(1, [{ code: 'authentication', message: 'no' }])
  const trying = retryUntil({ ...fakeClock(() => 0), deadlineMs: 9000 }, async () => {
    tries += 1
    throw broken
  })
  await expect(trying).rejects.toBe(broken)
  expect(tries).toBe(1)
})

it('waits between half and all of the delay, 2 s at most', () => {
  expect([1, 2, 3, 4, 9].map((n) => [backoffMs(n, () => 0), backoffMs(n, () => 0.9999)])).toEqual([
    [125, 250],
    [250, 500],
    [500, 1000],
    [1000, 2000],
    [1000, 2000],
  ])
})
