import { expect, test } from 'vitest'
import { streamPair } from './stream-pair.ts'

const ends = {
  client: { local: { address: 'c', port: 1 }, remote: { address: 's', port: 2 } },
  server: { local: { address: 's', port: 2 }, remote: { address: 'c', port: 1 } },
}

test('a writer waits once 64 KiB are on the way, and goes on when they are read', async () => {
  const { client, server } = streamPair(ends)
  await client.write(new Uint8Array(65_536))
  let written = false
  const more = client.write(Uint8Array.of(1)).then(() => {
    written = true
  })
  await Promise.resolve()
  expect(written).toBe(false)
  await server.read()
  await more
  expect(await server.read()).toEqual(Uint8Array.of(1))
})

test('what was written before the end is read before the end', async () => {
  const { client, server } = streamPair(ends)
  await client.write(Uint8Array.of(7))
  client.end()
  expect(await server.read()).toEqual(Uint8Array.of(7))
  expect(await server.read()).toBeUndefined()
  await expect(client.write(Uint8Array.of(8))).rejects.toMatchObject({ code: 'EPIPE' })
})

test('a reset ends both directions at once, also for who waits', async () => {
  const { client, server } = streamPair(ends)
  const reading = client.read()
  server.destroy()
  await expect(reading).rejects.toMatchObject({ code: 'ECONNRESET' })
  await expect(server.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'ECONNRESET' })
})
