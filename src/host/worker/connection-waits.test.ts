import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ConnectionWait } from '../client/client.ts'
import { ConnectionWaits } from './connection-waits.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const to = { address: '3.80.1.2', port: 22 }

const watched = () => {
  const told: ConnectionWait[][] = []
  const waits = new ConnectionWaits((now) => told.push(now))
  return { waits, told }
}

test('a long wait is told, and over when its time has come', async () => {
  const { waits, told } = watched()
  const waiting = waits.begin(to, 127_000)
  expect(told.at(-1)).toEqual([{ id: 1, ...to, until: Date.now() + 127_000 }])
  vi.advanceTimersByTime(127_000)
  await waiting
  expect(told.at(-1)).toEqual([])
})

test('the learner may skip one and leave the other', async () => {
  const { waits, told } = watched()
  const first = waits.begin(to, 127_000)
  void waits.begin({ ...to, port: 3000 }, 127_000)
  waits.skip(1)
  await first
  expect(told.at(-1)?.map(({ port }) => port)).toEqual([3000])
})

test('who was interrupted waits no more, and a short wait is not worth telling', async () => {
  const { waits, told } = watched()
  const abort = new AbortController()
  const waiting = waits.begin(to, 127_000, abort.signal)
  abort.abort()
  await expect(waiting).rejects.toThrow('Interrupted system call')
  expect(told.at(-1)).toEqual([])
  const before = told.length
  void waits.begin(to, 500)
  expect(told).toHaveLength(before)
})
