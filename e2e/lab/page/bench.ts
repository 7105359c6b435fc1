import { launch, openLab } from './engine.ts'
import { blockSize } from './workload.ts'

const batch = 8

/**
 * Block writes through a volume against the same bytes put into a database as they are: batches of eight blocks of
 * 512 KiB, in turn, so that whatever else the computer does hits both alike. In MiB per second, by medians.
 */
export const blockWrites = async (rounds: number): Promise<{ raw: number; volume: number }> => {
  const lab = await openLab()
  await launch(lab, { '/dev/sdf': 8 })
  const device = await lab.device('/dev/sdf')
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('raw', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('blobs')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const put = (blocks: ReadonlyMap<number, Uint8Array>) =>
    new Promise<void>((resolve, reject) => {
      const tx = database.transaction('blobs', 'readwrite', { durability: 'relaxed' })
      for (const [index, bytes] of blocks) tx.objectStore('blobs').put(bytes, index)
      tx.oncomplete = () => resolve()
      tx.onabort = () => reject(tx.error)
    })
  const raw: number[] = []
  const volume: number[] = []
  for (let round = -3; round < rounds; round++) {
    const first = (round + 3) * batch
    const ways = [
      [raw, put],
      [volume, (blocks: ReadonlyMap<number, Uint8Array>) => device.writeChunks(blocks, 'relaxed')],
    ] as const
    for (const [times, write] of round % 2 ? ways : ways.toReversed()) {
      const blocks = new Map(Array.from({ length: batch }, (_, index) => [first + index, randomBlock()]))
      const began = performance.now()
      await write(blocks)
      // The first rounds warm up.
      if (round >= 0) times.push(performance.now() - began)
    }
  }
  database.close()
  lab.engine.stop()
  const speed = (times: number[]) => (batch / 2 / median(times)) * 1000
  return { raw: speed(raw), volume: speed(volume) }
}

/** What a snapshot costs after one changed block, for a small volume and a large one with as many blocks, in ms. */
export const snapshotCosts = async (rounds: number): Promise<{ small: number; large: number }> => {
  const lab = await openLab()
  const ids = await launch(lab, { '/dev/sdh': 8, '/dev/sdi': 1024 })
  const volumes = await Promise.all(
    (
      [
        ['/dev/sdh', 8],
        ['/dev/sdi', 1024],
      ] as const
    ).map(async ([name, size]) => {
      const device = await lab.device(name)
      const spread = (size * 2048) / 100
      for (let block = 0; block < 100; block += 10)
        await device.writeChunks(
          new Map(
            Array.from({ length: 10 }, (_, index) => [Math.floor((block + index) * spread), randomBlock()]),
          ),
          'relaxed',
        )
      return { device, VolumeId: ids[name]!, times: [] as number[] }
    }),
  )
  for (let round = -3; round < rounds; round++) {
    for (const { device, VolumeId, times } of round % 2 ? volumes : volumes.toReversed()) {
      await device.writeChunks(new Map([[0, randomBlock()]]), 'relaxed')
      const began = performance.now()
      await lab.call('CreateSnapshot', { VolumeId })
      if (round >= 0) times.push(performance.now() - began)
    }
  }
  lab.engine.stop()
  const [small, large] = volumes.map(({ times }) => median(times))
  return { small: small!, large: large! }
}

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!

/** Bytes that no database can press together. */
const randomBlock = () => {
  const bytes = new Uint8Array(blockSize)
  for (let at = 0; at < blockSize; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
  return bytes
}
