import { execFileSync } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import type { Page } from '@playwright/test'

const chunkSize = 524_288

export interface StoredDisk {
  sizeGiB: number
  /** Chunk index → its bytes, in base64. */
  chunks: [number, string][]
}

interface Row {
  /** Of its first commit. */
  order: number
  kind: string
  id: string
  record: { map?: ReadonlyMap<number, string>; delta?: readonly number[]; Size?: number; StartTime?: Date }
}

/** Every record of a kind, and blobs by id, out of the browser's database: read past the app, as a crash leaves it. */
const stored = (page: Page, kinds: readonly string[], blobsOf?: string) =>
  page.evaluate(
    async ([wanted, disk]) => {
      const ask = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      const database = await ask(indexedDB.open('sandcloud'))
      const tx = database.transaction(['records', 'blobs'])
      const all = (await ask(tx.objectStore('records').getAll())) as Row[]
      const rows = all.filter(({ kind }) => wanted.includes(kind)).sort((a, b) => a.order - b.order)
      const chunks: [number, string][] = []
      for (const [index, cid] of rows.find(({ id, record }) => id === disk && record.map)?.record.map ?? []) {
        const bytes = (await ask(tx.objectStore('blobs').get(cid))) as Uint8Array
        let binary = ''
        for (let at = 0; at < bytes.length; at += 32_768)
          binary += String.fromCharCode(...bytes.subarray(at, at + 32_768))
        chunks.push([index, btoa(binary)])
      }
      database.close()
      // A Map would not survive the way out of the page.
      const facts = rows.map(({ id, record }) => ({
        id,
        size: record.Size,
        blocks: record.map?.size,
        delta: record.delta?.length,
      }))
      return { rows: facts, chunks }
    },
    [kinds, blobsOf] as const,
  )

export const storedVolume = async (page: Page, volumeId: string): Promise<StoredDisk> => {
  const { rows, chunks } = await stored(page, ['ec2.volume', 'ebs.volume-blocks'], volumeId)
  const size = rows.find(({ id, size }) => id === volumeId && size !== undefined)?.size
  if (!size || chunks.length === 0) throw new Error(`no such volume in the database: ${volumeId}`)
  return { sizeGiB: size, chunks }
}

/** In the order of their making: how many blocks each restores, and how many it stores beyond its parent. */
export const storedSnapshots = async (page: Page): Promise<{ blocks: number; stored: number }[]> => {
  const { rows } = await stored(page, ['ebs.snapshot-blocks'])
  return rows.map(({ blocks, delta }) => ({ blocks: blocks!, stored: delta! }))
}

/** Writes the first partition as a sparse file that e2fsck can read. */
export const writePartition = (disk: StoredDisk, path: string) => {
  const start = 2
  const file = openSync(path, 'w')
  // The last MiB holds the partition table's copy and belongs to no partition.
  ftruncateSync(file, disk.sizeGiB * 2 ** 30 - start * chunkSize)
  for (const [index, base64] of disk.chunks)
    if (index >= start)
      writeSync(file, Buffer.from(base64, 'base64'), 0, chunkSize, (index - start) * chunkSize)
  closeSync(file)
}

/** e2fsck's words and exit status; undefined where it is not installed. */
export const fsck = (path: string): { status: number; output: string } | undefined => {
  try {
    return {
      status: 0,
      output: execFileSync('/usr/sbin/e2fsck', ['-fn', path], { encoding: 'utf8', stdio: 'pipe' }),
    }
  } catch (error) {
    const { status, stdout, code } = error as { status?: number; stdout?: string; code?: string }
    return code === 'ENOENT' ? undefined : { status: status ?? -1, output: stdout ?? '' }
  }
}
