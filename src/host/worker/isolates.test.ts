import { afterEach, expect, test } from 'vitest'
import type { LenderRequest } from '../api/api.ts'
import { LentIsolates } from './isolates.ts'

const ports: MessagePort[] = []
afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

/** A page that lends its sandbox, and notes what it is asked for. */
const page = () => {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  const asked: LenderRequest['type'][] = []
  port1.addEventListener('message', ({ data }: MessageEvent<LenderRequest>) => asked.push(data.type))
  port1.start()
  let leave: () => void = () => {}
  const gone = new Promise<void>((resolve) => {
    leave = resolve
  })
  return { port: port2, gone, leave, asked }
}

test('programs die with the page that lent their sandbox, and those that follow run in another’s', async () => {
  const lost: number[] = []
  const isolates = new LentIsolates((count) => lost.push(count))
  const [first, second] = [page(), page()]
  isolates.lend(first.port, first.gone)
  isolates.lend(second.port, second.gone)
  const programs = [await isolates.create('node'), await isolates.create('node')]
  await expect.poll(() => second.asked).toEqual(['create', 'create'])
  second.leave()
  expect(await Promise.all(programs.map(({ gone }) => gone))).toEqual(['lender-gone', 'lender-gone'])
  expect(lost).toEqual([2])
  await isolates.create('node')
  await expect.poll(() => first.asked).toEqual(['create'])
})

test('a page that goes when all its programs have ended is not spoken of', async () => {
  const lost: number[] = []
  const isolates = new LentIsolates((count) => lost.push(count))
  const lender = page()
  isolates.lend(lender.port, lender.gone)
  const program = await isolates.create('node')
  program.terminate()
  expect(await program.gone).toBe('terminated')
  lender.leave()
  await lender.gone
  expect(lost).toEqual([])
})

test('with no page to lend a sandbox, a program waits for the next one', async () => {
  const isolates = new LentIsolates(() => {})
  const waiting = isolates.create('node')
  const lender = page()
  isolates.lend(lender.port, lender.gone)
  await waiting
  await expect.poll(() => lender.asked).toEqual(['create'])
})
