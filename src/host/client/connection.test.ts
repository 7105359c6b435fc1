import type { Remote } from 'comlink'
import { expect, test } from 'vitest'
import type { CloudApi } from '../api/api.ts'
import { Connection } from './connection.ts'
import type { Reached } from './reach/index.ts'

/** A worker that answers, or never does; `leave` says that it has gone, and where the cloud runs next. */
const worker = (name: string, { silent = false } = {}) => {
  let leave: (next: () => Promise<Reached>) => void = () => {}
  const moved = new Promise<() => Promise<Reached>>((resolve) => {
    leave = resolve
  })
  const hello = () => (silent ? new Promise(() => {}) : Promise.resolve({ accountId: name, userName: '' }))
  return { reached: { cloud: { hello } as unknown as Remote<CloudApi>, moved } satisfies Reached, leave }
}

const connect = (reach: () => Promise<Reached>) => {
  const told: string[] = []
  const connection = new Connection({
    reach,
    greet: async (cloud) => void (await cloud.hello('lock')),
    onMoved: () => told.push('moved'),
    onLost: () => told.push('lost'),
  })
  const who = () => connection.ask(async (cloud) => (await cloud.hello('lock')).accountId)
  return { connection, told, who }
}

test('what was asked of a worker that goes is an error, and what is asked then waits for the next one', async () => {
  const first = worker('first')
  const { connection, told, who } = connect(async () => first.reached)
  expect(await who()).toBe('first')
  let moved: AbortSignal | undefined
  const unanswered = connection.ask((_, signal) => {
    moved = signal
    return new Promise(() => {})
  })
  let open: (reached: Reached) => void = () => {}
  first.leave(() => new Promise((resolve) => (open = resolve)))
  await expect(unanswered).rejects.toThrow('was closed before the answer came')
  expect([moved!.aborted, told]).toEqual([true, ['moved']])
  const asked = who()
  open(worker('second').reached)
  expect(await asked).toBe('second')
})

test('a worker that goes before its first word is not waited for', async () => {
  const first = worker('first', { silent: true })
  const { connection, who } = connect(async () => first.reached)
  const ready = connection.ready()
  first.leave(async () => worker('second').reached)
  await ready
  expect(await who()).toBe('second')
})

test('a cloud that cannot be reached where it went is lost', async () => {
  const first = worker('first')
  const { told, who } = connect(async () => first.reached)
  expect(await who()).toBe('first')
  first.leave(() => Promise.reject(new Error('no script')))
  await expect.poll(() => told).toEqual(['moved', 'lost'])
  await expect(who()).rejects.toThrow('no script')
})
