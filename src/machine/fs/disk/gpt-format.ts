import { crc32 } from '../crc32.ts'
import { setU16, setU32, setU64, u32, u64 } from '../little-endian.ts'
import { formatUuid, parseUuid, swapGuid } from '../uuid.ts'

// UEFI specification, chapter 5: https://uefi.org/specs/UEFI/2.10/05_GUID_Partition_Table_Format.html

export const sectorSize = 512
export const linuxFileSystem = '0fc63daf-8483-4772-8e79-3d69d8477de4'

const signature = new TextEncoder().encode('EFI PART')
const headerSize = 92
const entrySize = 128
const entryCount = 128
const entrySectors = (entrySize * entryCount) / sectorSize

export interface GptPartition {
  /** From 1 on. */
  number: number
  /** In bytes from the disk's beginning. */
  start: number
  /** In bytes. */
  size: number
  type: string
  guid: string
  name: string
}

export interface Gpt {
  diskGuid: string
  partitions: GptPartition[]
}

/** Where the two copies of a table lie, in sectors. */
export interface GptPlace {
  header: number
  otherHeader: number
  entries: number
}

export const primaryPlace = (sectors: number): GptPlace => ({
  header: 1,
  otherHeader: sectors - 1,
  entries: 2,
})

export const backupPlace = (sectors: number): GptPlace => ({
  header: sectors - 1,
  otherHeader: 1,
  entries: sectors - 1 - entrySectors,
})

const firstUsable = 2 + entrySectors
export const lastUsable = (sectors: number): number => sectors - 2 - entrySectors

export function encodeEntries({ partitions }: Gpt): Uint8Array {
  const bytes = new Uint8Array(entrySize * entryCount)
  for (const { number, start, size, type, guid, name } of partitions) {
    const at = (number - 1) * entrySize
    bytes.set(swapGuid(parseUuid(type)), at)
    bytes.set(swapGuid(parseUuid(guid)), at + 16)
    setU64(bytes, at + 32, start / sectorSize)
    setU64(bytes, at + 40, (start + size) / sectorSize - 1)
    for (let index = 0; index < Math.min(36, name.length); index++) {
      setU16(bytes, at + 56 + index * 2, name.charCodeAt(index))
    }
  }
  return bytes
}

export function encodeHeader(gpt: Gpt, place: GptPlace, sectors: number, entries: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(sectorSize)
  bytes.set(signature)
  setU32(bytes, 8, 0x00010000) // revision
  setU32(bytes, 12, headerSize)
  setU64(bytes, 24, place.header)
  setU64(bytes, 32, place.otherHeader)
  setU64(bytes, 40, firstUsable)
  setU64(bytes, 48, lastUsable(sectors))
  bytes.set(swapGuid(parseUuid(gpt.diskGuid)), 56)
  setU64(bytes, 72, place.entries)
  setU32(bytes, 80, entryCount)
  setU32(bytes, 84, entrySize)
  setU32(bytes, 88, crc32(entries))
  setU32(bytes, 16, crc32(bytes.subarray(0, headerSize)))
  return bytes
}

/** The MBR that tells old tools that the disk is taken. */
export function encodeProtectiveMbr(sectors: number): Uint8Array {
  const bytes = new Uint8Array(sectorSize)
  bytes.set([0x00, 0x00, 0x02, 0x00, 0xee, 0xff, 0xff, 0xff], 446)
  setU32(bytes, 446 + 8, 1)
  setU32(bytes, 446 + 12, Math.min(sectors - 1, 0xffffffff))
  bytes.set([0x55, 0xaa], 510)
  return bytes
}

/** The table in a disk's first sectors; undefined when there is none or its checksums are wrong. */
export function decodeGpt(bytes: Uint8Array): Gpt | undefined {
  const header = bytes.slice(sectorSize, sectorSize + headerSize)
  if (!signature.every((byte, index) => header[index] === byte)) return undefined
  const checksum = u32(header, 16)
  setU32(header, 16, 0)
  const at = u64(header, 72) * sectorSize
  const sizes =
    u32(header, 12) === headerSize && u32(header, 80) <= entryCount && u32(header, 84) === entrySize
  if (!sizes || crc32(header) !== checksum || at + entryCount * entrySize > bytes.length) return undefined
  const entries = bytes.subarray(at, at + u32(header, 80) * entrySize)
  if (crc32(entries) !== u32(header, 88)) return undefined
  const partitions: GptPartition[] = []
  for (let offset = 0; offset < entries.length; offset += entrySize) {
    const entry = entries.subarray(offset, offset + entrySize)
    if (entry.subarray(0, 16).every((byte) => byte === 0)) continue
    partitions.push(decodeEntry(entry, offset / entrySize + 1))
  }
  return { diskGuid: formatUuid(swapGuid(header.subarray(56, 72))), partitions }
}

function decodeEntry(entry: Uint8Array, number: number): GptPartition {
  const start = u64(entry, 32) * sectorSize
  const name = new TextDecoder('utf-16le').decode(entry.subarray(56, entrySize))
  return {
    number,
    start,
    size: (u64(entry, 40) + 1) * sectorSize - start,
    type: formatUuid(swapGuid(entry.subarray(0, 16))),
    guid: formatUuid(swapGuid(entry.subarray(16, 32))),
    name: name.split('\0', 1)[0]!,
  }
}
