import { ErrnoError } from '../../errno.ts'
import { chunkSize, type BlockDevice } from '../block-device.ts'
import {
  type Gpt,
  type GptPlace,
  backupPlace,
  decodeGpt,
  encodeEntries,
  encodeHeader,
  encodeProtectiveMbr,
  lastUsable,
  linuxFileSystem,
  primaryPlace,
  sectorSize,
} from './gpt-format.ts'

/** Partitions begin here as everywhere today; it is also a whole number of chunks. */
const firstPartitionStart = 1024 * 1024

export interface WriteGptOptions {
  diskGuid: string
  partitionGuid: string
  name?: string
}

/** Gives a disk a partition table with one partition for a Linux file system, over all of it. */
export async function writeGpt(device: BlockDevice, options: WriteGptOptions): Promise<Gpt> {
  const size = sizeToEnd(device, firstPartitionStart)
  if (size <= 0) throw new ErrnoError('ENOSPC')
  const gpt: Gpt = {
    diskGuid: options.diskGuid,
    partitions: [
      {
        number: 1,
        start: firstPartitionStart,
        size,
        type: linuxFileSystem,
        guid: options.partitionGuid,
        name: options.name ?? 'Linux',
      },
    ],
  }
  await store(device, gpt)
  return gpt
}

export async function readGpt(device: BlockDevice): Promise<Gpt | undefined> {
  const chunk = await device.readChunk(0)
  return chunk && decodeGpt(chunk)
}

/**
 * growpart: lets a partition reach to the next one, or to the end of the disk. Returns its sizes before and
 * after in bytes, equal when it could not grow. Throws EINVAL without such a partition.
 */
export async function growPartition(
  device: BlockDevice,
  number: number,
): Promise<{ before: number; after: number }> {
  const gpt = await readGpt(device)
  const partition = gpt?.partitions.find((partition) => partition.number === number)
  if (!gpt || !partition) throw new ErrnoError('EINVAL')
  const before = partition.size
  const behind = gpt.partitions.filter(({ start }) => start > partition.start)
  const limit = Math.min(
    sizeToEnd(device, partition.start),
    ...behind.map(({ start }) => start - partition.start),
  )
  if (limit <= before) return { before, after: before }
  partition.size = limit
  await store(device, gpt)
  return { before, after: limit }
}

const sizeToEnd = (device: BlockDevice, start: number): number =>
  (lastUsable(sectorsOf(device)) + 1) * sectorSize - start

const sectorsOf = (device: BlockDevice): number => Math.floor(device.size / sectorSize)

/** Both copies, at the front and at the end, in one write. */
async function store(device: BlockDevice, gpt: Gpt): Promise<void> {
  if (device.readOnly) throw new ErrnoError('EROFS')
  const sectors = sectorsOf(device)
  const entries = encodeEntries(gpt)
  const chunks = new Map<number, Uint8Array>()
  const put = async (sector: number, bytes: Uint8Array): Promise<void> => {
    for (let done = 0; done < bytes.length; done += sectorSize) {
      const at = sector * sectorSize + done
      const index = Math.floor(at / chunkSize)
      let chunk = chunks.get(index)
      if (!chunk) {
        chunk = (await device.readChunk(index))?.slice() ?? new Uint8Array(chunkSize)
        chunks.set(index, chunk)
      }
      chunk.set(bytes.subarray(done, done + sectorSize), at % chunkSize)
    }
  }
  const putTable = async (place: GptPlace): Promise<void> => {
    await put(place.entries, entries)
    await put(place.header, encodeHeader(gpt, place, sectors, entries))
  }
  await put(0, encodeProtectiveMbr(sectors))
  await putTable(primaryPlace(sectors))
  await putTable(backupPlace(sectors))
  await device.writeChunks(chunks, 'strict')
}
