import { expect, test } from 'vitest'
import { type Durability, memoryStorage, type Storage, StorageError } from '../storage/index.ts'
import { HandClock } from '../testing/hand-clock.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { AwsError } from './aws-error.ts'
import { Kernel } from './kernel.ts'
import type { Facilities, Service } from './operation.ts'

declare module './records.ts' {
  interface RecordKinds {
    'test.note': { text: string }
  }
}

const scope = { account: '123456789012', region: 'us-east-1' }
const principal = { accountId: scope.account, arn: 'arn:aws:iam::123456789012:user/admin', userId: 'AIDA' }

/** Writes a note; fails on purpose when asked to; wakes a minute later when told so. */
const notes: Service = {
  name: 'notes',
  operations: {
    Write: {
      name: 'Write',
      decide({ id, text, refuse }: { id: string; text: string; refuse?: boolean }, { tx }) {
        tx.put('test.note', id, { text })
        if (refuse) throw new AwsError('Refused', 'No.')
        return tx.list('test.note').map((note) => note.text)
      },
    },
    Remind: {
      name: 'Remind',
      decide({ id, minutes }: { id: string; minutes: number }, { tx, now }) {
        tx.wake('test.remind', id, now.getTime() + minutes * 60_000)
      },
    },
    Read: { name: 'Read', decide: (_: unknown, { tx }) => tx.list('test.note').map((note) => note.text) },
  },
  alarms: {
    'test.remind': (id, { tx, now }) =>
      tx.put('test.note', id, { text: `${id} at ${now.toISOString().slice(11, 16)}` }),
  },
}

/** Storage whose commits end when the test says so. */
const heldStorage = () => {
  const storage = memoryStorage()
  const commits: { durability: Durability; size: number; end(error?: Error): void }[] = []
  const held: Storage = {
    ...storage,
    commit: (batch, durability) =>
      new Promise((resolve, reject) => {
        commits.push({
          durability,
          size: batch.records.length,
          end: (error) => (error ? reject(error) : resolve(storage.commit(batch, durability))),
        })
      }),
  }
  return { storage: held, commits }
}

const start = async (storage: Storage = memoryStorage(), clock = new HandClock()) => {
  const faults: unknown[] = []
  const kernel = await Kernel.start({
    storage,
    time: clock,
    random: seededRandom(),
    services: [notes],
    facilities: {} as Facilities,
    onFault: (error) => faults.push(error),
  })
  const call = (operation: string, input: object = {}) =>
    kernel.execute({ service: 'notes', operation, input, region: scope.region, principal })
  const texts = () =>
    kernel
      .read(scope)
      .list('test.note')
      .map((note) => note.text)
  return { kernel, clock, call, texts, faults }
}

/** Lets what is ready happen. */
const settle = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

test('an operation that throws leaves nothing behind', async () => {
  const { call, texts } = await start()
  await expect(call('Write', { id: 'a', text: 'x', refuse: true })).rejects.toMatchObject({ code: 'Refused' })
  expect(texts()).toEqual([])
})

test('answers wait for the commit, and those that come meanwhile share the next', async () => {
  const { storage, commits } = heldStorage()
  const { call } = await start(storage)
  const done: string[] = []
  const write = (id: string) => call('Write', { id, text: id }).then(() => done.push(id))
  const first = write('a')
  await settle()
  const others = [write('b'), write('c')]
  const read = call('Read').then((texts) => done.push(`read ${String(texts)}`))
  await settle()
  expect(commits).toHaveLength(1)
  expect(done).toEqual([])
  commits[0]!.end()
  await first
  await settle()
  expect(commits.map(({ size }) => size)).toEqual([1, 2])
  expect(done).toEqual(['a'])
  commits[1]!.end()
  await Promise.all([...others, read])
  expect(done).toEqual(['a', 'b', 'c', 'read a,b,c'])
})

test('a commit that fails takes back all that was decided since, and the next one works', async () => {
  const { storage, commits } = heldStorage()
  const { kernel, call, texts } = await start(storage)
  const seen: unknown[] = []
  kernel.onCommit((changes) => seen.push(...changes))
  const kept = call('Write', { id: 'a', text: 'kept' })
  await settle()
  commits[0]!.end()
  await kept
  const doomed = [call('Write', { id: 'a', text: 'lost' }), call('Write', { id: 'b', text: 'lost' })]
  await settle()
  doomed.push(call('Write', { id: 'a', text: 'lost too' }), call('Read'))
  await settle()
  expect(texts()).toEqual(['lost too', 'lost'])
  commits[1]!.end(new StorageError('quota', 'full'))
  for (const each of doomed) await expect(each).rejects.toMatchObject({ reason: 'quota' })
  expect(texts()).toEqual(['kept'])
  expect(seen).toHaveLength(1)
  const next = call('Write', { id: 'b', text: 'kept' })
  await settle()
  commits[2]!.end()
  expect(await next).toEqual(['kept', 'kept'])
})

test('a commit is strict as soon as one of its parts is', async () => {
  const { storage, commits } = heldStorage()
  const { kernel } = await start(storage)
  const first = kernel.commit(scope, (tx) => tx.put('test.note', 'a', { text: 'a' }))
  const second = kernel.commit(scope, (tx) => tx.strict())
  await settle()
  expect(commits.map(({ durability }) => durability)).toEqual(['strict'])
  commits[0]!.end()
  await Promise.all([first, second])
})

test('whoever put something into a transaction is told how it ended', async () => {
  const { storage, commits } = heldStorage()
  const { kernel } = await start(storage)
  const told: boolean[] = []
  const attempt = (then: () => void) =>
    kernel
      .commit(scope, (tx) => {
        tx.put('test.note', 'a', { text: 'a' })
        tx.onSettled((committed) => told.push(committed))
        then()
      })
      .catch(() => {})
  await attempt(() => {
    throw new Error('changed its mind')
  })
  expect(told).toEqual([false])
  const failing = attempt(() => {})
  await settle()
  commits[0]!.end(new StorageError('other', 'no'))
  await failing
  const working = attempt(() => {})
  await settle()
  commits[1]!.end()
  await working
  expect(told).toEqual([false, false, true])
})

test('a skip fires alarms in the order of their times, each at its own', async () => {
  const { kernel, call, texts } = await start()
  await call('Remind', { id: 'late', minutes: 90 })
  await call('Remind', { id: 'soon', minutes: 5 })
  await call('Remind', { id: 'tomorrow', minutes: 1440 })
  await kernel.skip(2 * 3600_000)
  expect(texts()).toEqual(['soon at 09:05', 'late at 10:30'])
  expect(new Date(kernel.now()).toISOString()).toBe('2026-10-01T11:00:00.000Z')
})

test('a skip calls whoever waits beside the records at each of its times, standing still meanwhile, but not without end', async () => {
  const { kernel, call, texts } = await start()
  await call('Remind', { id: 'soon', minutes: 25 })
  const rung: string[] = []
  let count = 0
  const tick = (due: number): void => {
    kernel.at(due, async () => {
      count++
      await Promise.resolve()
      if (rung.length < 3)
        rung.push(`${new Date(kernel.now()).toISOString().slice(11, 16)} ${texts().length}`)
      tick(due + 600_000)
    })
  }
  tick(kernel.now() + 600_000)
  const cancel = kernel.at(kernel.now() + 60_000, () => void rung.push('cancelled'))
  cancel()
  await kernel.skip(3600_000)
  expect(rung).toEqual(['09:10 0', '09:20 0', '09:30 1'])
  expect(count).toBe(6)
  await kernel.skip(30 * 24 * 3600_000)
  expect(count).toBeLessThan(1100)
  expect(new Date(kernel.now()).toISOString()).toBe('2026-10-31T10:00:00.000Z')
})

test('alarms, pace and skipped time outlive the engine; what fell due meanwhile happens at the start', async () => {
  const storage = memoryStorage()
  const clock = new HandClock()
  const first = await start(storage, clock)
  await first.kernel.setPace('instant')
  await first.kernel.skip(3600_000)
  await first.call('Remind', { id: 'a', minutes: 5 })
  first.kernel.stop()
  clock.turn(10 * 60_000)
  expect(first.texts()).toEqual([])
  const second = await start(storage, clock)
  await settle()
  expect(second.kernel.pace).toBe('instant')
  expect(second.texts()).toEqual(['a at 10:10'])
})

test('an alarm whose commit storage refused comes again, and then does all of it once', async () => {
  const storage = memoryStorage()
  let refusal: StorageError | undefined
  const refusing: Storage = {
    ...storage,
    async commit(batch, durability) {
      if (refusal) throw refusal
      await storage.commit(batch, durability)
    },
  }
  const { clock, call, texts, faults } = await start(refusing)
  await call('Remind', { id: 'a', minutes: 5 })
  refusal = new StorageError('quota', 'full')
  clock.turn(5 * 60_000)
  await settle()
  expect(texts()).toEqual([])
  clock.turn(10_000)
  await settle()
  expect(texts()).toEqual([])
  refusal = undefined
  clock.turn(10_000)
  await settle()
  expect(texts()).toEqual(['a at 09:05'])
  clock.turn(10 * 60_000)
  await settle()
  expect(texts()).toEqual(['a at 09:05'])
  expect(faults).toEqual([])
})

test('the clock alone fires alarms too, and a moved alarm does not fire at its old time', async () => {
  const { clock, call, texts } = await start()
  await call('Remind', { id: 'a', minutes: 5 })
  await call('Remind', { id: 'a', minutes: 30 })
  clock.turn(10 * 60_000)
  await settle()
  expect(texts()).toEqual([])
  clock.turn(20 * 60_000)
  await settle()
  expect(texts()).toEqual(['a at 09:30'])
})

test('a listener that throws harms neither the commit nor the other listeners', async () => {
  const { kernel, call, faults } = await start()
  const seen: string[] = []
  kernel.onCommit(() => {
    throw new Error('a mistake')
  })
  const cancel = kernel.onCommit((changes) => seen.push(...changes.map(({ id }) => id)))
  await call('Write', { id: 'a', text: 'x' })
  cancel()
  await call('Write', { id: 'b', text: 'x' })
  expect(seen).toEqual(['a'])
  expect(faults).toHaveLength(2)
})

test('the records that prepare sees cannot be written', async () => {
  const { kernel } = await start()
  const tx = kernel.read(scope)
  expect(() => tx.put('test.note', 'a', { text: 'x' })).toThrow(TypeError)
  expect(() => tx.in('eu-west-1').delete('test.note', 'a')).toThrow(TypeError)
})
