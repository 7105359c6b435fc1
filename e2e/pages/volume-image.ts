import { execFileSync } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import type { Page } from '@playwright/test'

const chunkSize = 524_288

export interface StoredDisk {
  sizeGiB: number
  /** Chunk index → its bytes, in base64. */
  chunks: [number, string][]
}

/**
 * A volume's bytes as they stand in the browser's database, read past the app: what a crash would leave.
 */
export const storedVolume = (page: Page, volumeId: string): Promise<StoredDisk> =>
  page.evaluate(async (id) => {
    const open = indexedDB.open('sandcloud')
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result)
      open.onerror = () => reject(open.error)
    })
    const ask = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const tx = database.transaction(['records', 'blobs'])
    const rows = (await ask(tx.objectStore('records').getAll())) as {
      kind: string
      id: string
      record: { map?: ReadonlyMap<number, string>; Size?: number }
    }[]
    const map = rows.find((row) => row.kind === 'ebs.volume-blocks' && row.id === id)?.record.map
    const size = rows.find((row) => row.kind === 'ec2.volume' && row.id === id)?.record.Size
    if (!map || !size) throw new Error(`no such volume in the database: ${id}`)
    const chunks: [number, string][] = []
    for (const [index, cid] of map) {
      const bytes = (await ask(tx.objectStore('blobs').get(cid))) as Uint8Array
      let binary = ''
      for (let at = 0; at < bytes.length; at += 32_768)
        binary += String.fromCharCode(...bytes.subarray(at, at + 32_768))
      chunks.push([index, btoa(binary)])
    }
    database.close()
    return { sizeGiB: size, chunks }
  }, volumeId)

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
    return { status: 0, output: execFileSync('/usr/sbin/e2fsck', ['-fn', path], { encoding: 'utf8' }) }
  } catch (error) {
    const { status, stdout, code } = error as { status?: number; stdout?: string; code?: string }
    return code === 'ENOENT' ? undefined : { status: status ?? -1, output: stdout ?? '' }
  }
}
