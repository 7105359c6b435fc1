import { expect, test } from 'vitest'
import { type Leader, Leadership, type LeadershipGround } from './leadership.ts'

/** One browser: its locks, a channel on which everybody hears the others, and time in beats. */
class Browser {
  readonly #locks = new Map<string, { holder?: () => void; queue: (() => void)[] }>()
  readonly #ears = new Map<string, (data: unknown) => void>()
  #sleepers: (() => void)[] = []

  async pass(beats: number) {
    for (let beat = 0; beat < beats; beat++) {
      for (const wake of this.#sleepers.splice(0)) wake()
      await settle()
    }
  }

  freeze(id: string) {
    this.#ears.delete(id)
  }

  groundOf(id: string): LeadershipGround {
    return {
      locks: { request: this.#request } as LeadershipGround['locks'],
      channel: {
        postMessage: (data: unknown) => {
          for (const [other, hear] of this.#ears)
            if (other !== id) void Promise.resolve().then(() => hear(data))
        },
        addEventListener: (_: string, hear: (event: MessageEvent) => void) =>
          this.#ears.set(id, (data) => hear({ data } as MessageEvent)),
      } as LeadershipGround['channel'],
      wait: () => new Promise((resolve) => this.#sleepers.push(resolve)),
    }
  }

  readonly #request = async (name: string, ...rest: unknown[]) => {
    const body = rest.at(-1) as () => Promise<void>
    const { steal, signal } = (rest.length > 1 ? rest[0] : {}) as LockOptions
    const lock = this.#locks.get(name) ?? { queue: [] }
    this.#locks.set(name, lock)
    if (steal) lock.holder?.()
    else if (lock.holder)
      await new Promise<void>((resolve, reject) => {
        lock.queue.push(resolve)
        signal?.addEventListener('abort', () => {
          lock.queue = lock.queue.filter((each) => each !== resolve)
          reject(new DOMException('withdrawn', 'AbortError'))
        })
      })
    const stolen = new Promise<never>((_, reject) => {
      lock.holder = () => reject(new DOMException('stolen', 'AbortError'))
    })
    const mine = lock.holder
    try {
      await Promise.race([body(), stolen])
    } finally {
      if (lock.holder === mine) {
        delete lock.holder
        lock.queue.shift()?.()
      }
    }
  }
}

const settle = async () => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve()
}

const worker = (
  browser: Browser,
  id: string,
  { build = '1', mayLead = () => true }: { build?: string; mayLead?: (other: Leader) => boolean } = {},
) => {
  const seen: string[] = []
  const leadership = new Leadership(
    {
      self: { id, build },
      mayLead,
      onOther: (other) => seen.push(`${other.id} leads`),
      onOver: (how) => seen.push(how),
    },
    browser.groundOf(id),
  )
  return { leadership, seen, take: () => leadership.take().then(() => seen.push('took it')) }
}

test('the first one leads at once; the second learns of it and waits until the first lets go', async () => {
  const browser = new Browser()
  const first = worker(browser, 'first')
  const second = worker(browser, 'second')
  await first.take()
  void second.take()
  await browser.pass(60)
  expect([first.seen, second.seen]).toEqual([['took it'], ['first leads']])
  first.leadership.release()
  await browser.pass(1)
  expect([first.seen, second.seen]).toEqual([['took it'], ['first leads', 'took it']])
})

test('a leader that does not answer for ten beats loses the lead, and learns of it when it thaws', async () => {
  const browser = new Browser()
  const frozen = worker(browser, 'frozen')
  await frozen.take()
  browser.freeze('frozen')
  const other = worker(browser, 'other')
  void other.take()
  await browser.pass(9)
  expect(other.seen).toEqual([])
  await browser.pass(4)
  expect(other.seen).toEqual(['took it'])
  expect(frozen.seen).toEqual(['took it', 'stolen'])
})

test('of several that have lost patience one steals, and the others wait for that one', async () => {
  const browser = new Browser()
  const frozen = worker(browser, 'frozen')
  await frozen.take()
  browser.freeze('frozen')
  const others = ['a', 'b', 'c'].map((id) => worker(browser, id))
  for (const other of others) void other.take()
  await browser.pass(60)
  expect(others.map(({ seen }) => seen)).toEqual([['took it'], ['a leads'], ['a leads']])
})

test('a leader that may not go on is asked to hand over, and goes when it is ready', async () => {
  const browser = new Browser()
  const old = worker(browser, 'old', { build: '1' })
  await old.take()
  const newer = worker(browser, 'newer', { build: '2', mayLead: ({ build }) => build === '2' })
  void newer.take()
  await browser.pass(30)
  expect(old.seen).toEqual(['took it', 'asked'])
  expect(newer.seen).toEqual(['old leads'])
  old.leadership.release()
  await browser.pass(1)
  expect(newer.seen).toEqual(['old leads', 'took it'])
})
