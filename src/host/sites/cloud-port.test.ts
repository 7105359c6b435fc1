import { afterEach, expect, test } from 'vitest'
import type { SiteAnswer, SiteRequest } from '../api/api.ts'
import { CloudPort } from './cloud-port.ts'

const ports: MessagePort[] = []
afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

/** The cloud's end of a port that a page has lent: what was asked there, and a way to answer it. */
const lent = () => {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  const asked: SiteRequest[] = []
  port1.addEventListener('message', ({ data }: MessageEvent<SiteRequest>) => asked.push(data))
  port1.start()
  const answer = ({ id }: SiteRequest) => {
    const page: SiteAnswer = { id, status: 200, statusText: 'OK', headers: [], body: null }
    port1.postMessage(page)
  }
  return { port: port2, asked, answer }
}

const page = (url: string) => ({ method: 'GET', url, headers: [], body: undefined })

test('a page that lends a port while another’s answers are out does not cut them off', async () => {
  const cloud = new CloudPort({} as ServiceWorkerGlobalScope)
  const [first, second] = [lent(), lent()]
  cloud.use(first.port)
  const slow = cloud.ask(page('http://slow.test/'))
  await expect.poll(() => first.asked.length).toBe(1)
  cloud.use(second.port)
  const next = cloud.ask(page('http://next.test/'))
  await expect.poll(() => second.asked.map(({ url }) => url)).toEqual(['http://next.test/'])
  first.answer(first.asked[0]!)
  second.answer(second.asked[0]!)
  expect([(await slow).status, (await next).status]).toEqual([200, 200])
})
