import { beforeEach, describe, expect, test } from 'vitest'
import { ErrnoError } from '../../errno.ts'
import { MemoryDevice } from '../../testing/memory-device.ts'
import { chunkSize } from '../block-device.ts'
import { CachedDisk } from './cached-disk.ts'
import { pageSize, pagesPerChunk } from './chunk-store.ts'

let device: MemoryDevice
let disk: CachedDisk
let ring: (() => void) | undefined
/** How long the last timer was to run. */
let delay = 0

const firstByte = (page: number) => disk.run(() => disk.pages.read(page)[0])
const write = (page: number, value: number) => disk.run(() => void disk.pages.write(page).fill(value))
const onDevice = (page: number) =>
  device.chunks.get(Math.floor(page / pagesPerChunk))?.[(page % pagesPerChunk) * pageSize]
const settle = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)))

beforeEach(() => {
  device = new MemoryDevice(64 * chunkSize)
  ring = undefined
  disk = new CachedDisk(device, {
    memory: 8 * chunkSize,
    timer: (milliseconds, callback) => {
      delay = milliseconds
      ring = callback
      return () => (ring = undefined)
    },
  })
})

describe('pages', () => {
  test('are loaded when they are missing, and the operation starts over', async () => {
    device.chunks.set(2, new Uint8Array(chunkSize).fill(7))
    let attempts = 0
    const sum = await disk.run(() => {
      attempts++
      return disk.pages.read(0)[0]! + disk.pages.read(2 * pagesPerChunk)[5]!
    })
    expect([sum, attempts]).toEqual([7, 3])
  })

  test('change in memory first and on the device when synced, strictly', async () => {
    await write(3, 9)
    await write(200, 8)
    expect(device.chunks.size).toBe(0)
    await disk.sync()
    expect([onDevice(3), onDevice(200)]).toEqual([9, 8])
    expect(device.writes).toEqual([{ chunks: [0, 1], durability: 'strict' }])
    await disk.sync()
    expect(device.writes).toHaveLength(1)
  })

  test('of the device are not changed by writing', async () => {
    const original = new Uint8Array(chunkSize)
    device.chunks.set(0, original)
    await write(0, 1)
    expect(original[0]).toBe(0)
    await disk.sync()
    await write(0, 2)
    expect(onDevice(0)).toBe(1)
  })

  test('take no room as long as only zeros are written to a hole', async () => {
    await disk.run(() => disk.pages.zero(5))
    await disk.sync()
    expect([device.chunks.size, disk.memoryUsed]).toEqual([0, 0])
  })
})

describe('a transaction', () => {
  test('takes back every page and every noted state when something is thrown', async () => {
    await write(1, 1)
    await disk.sync()
    let state = 'before'
    const failing = disk.run(() => {
      disk.pages.write(1).fill(2)
      disk.pages.write(500).fill(2)
      state = 'changed'
      disk.pages.undo(() => (state = 'before'))
      throw new ErrnoError('ENOSPC')
    })
    await expect(failing).rejects.toThrow('No space left on device')
    expect([await firstByte(1), await firstByte(500), state]).toEqual([1, 0, 'before'])
    expect(device.flush()).toBe(0)
  })

  test('may fail inside another that goes on', async () => {
    await disk.run(() => {
      disk.pages.write(1).fill(1)
      const inner = () => {
        disk.pages.write(1).fill(2)
        disk.pages.write(2).fill(2)
        throw new Error('inner')
      }
      expect(() => disk.pages.transaction(inner)).toThrow('inner')
      disk.pages.transaction(() => disk.pages.write(3).fill(3))
    })
    expect([await firstByte(1), await firstByte(2), await firstByte(3)]).toEqual([1, 0, 3])
  })

  test('undoes what its inner ones had finished', async () => {
    await write(1, 5)
    const outer = disk.run(() => {
      disk.pages.transaction(() => disk.pages.write(1).fill(6))
      disk.pages.transaction(() => disk.pages.write(1).fill(7))
      throw new Error('outer')
    })
    await expect(outer).rejects.toThrow('outer')
    expect(await firstByte(1)).toBe(5)
  })
})

describe('dirty chunks', () => {
  test('are written by themselves, relaxed, once writing has paused, and a sync makes that durable', async () => {
    await write(0, 1)
    await write(0, 2)
    ring?.()
    expect(device.writes).toHaveLength(0)
    ring?.()
    await settle()
    expect([device.writes, onDevice(0)]).toEqual([[{ chunks: [0], durability: 'relaxed' }], 2])
    await disk.sync()
    expect(device.writes[1]).toEqual({ chunks: [], durability: 'strict' })
  })

  test('are written although writing never pauses', async () => {
    for (let time = 0; time < 6; time++) {
      await write(0, time)
      await write(0, time)
      ring?.()
    }
    await settle()
    expect(device.writes.length).toBeGreaterThan(0)
  })

  test('are handed over at once when the device asks, and count as clean when it has them', async () => {
    await write(0, 1)
    expect(device.flush(false)).toBe(1)
    expect(device.flush(true)).toBe(1)
    expect([device.flush(), onDevice(0)]).toEqual([0, 1])
  })

  test('stay dirty while the device fails, and sync says so', async () => {
    await write(0, 1)
    device.failure = new Error('quota')
    await expect(disk.sync()).rejects.toThrow('Input/output error')
    await expect(firstByte(900)).rejects.toThrow('Input/output error')
    device.failure = undefined
    await disk.sync()
    expect(onDevice(0)).toBe(1)
  })

  test('of a full device are tried again ever more slowly, and written when there is room', async () => {
    device.full = true
    await write(0, 1)
    const delays = [delay]
    for (let time = 0; time < 6; time++) {
      ring?.()
      for (let turn = 0; turn < 10; turn++) await settle()
      delays.push(delay)
    }
    expect(delays).toEqual([500, 1000, 2000, 4000, 4000, 4000, 4000])
    expect([await firstByte(0), onDevice(0)]).toEqual([1, undefined])
    device.full = false
    ring?.()
    await settle()
    expect(onDevice(0)).toBe(1)
    await write(0, 2)
    expect(delay).toBe(500)
  })

  test('of a full device do not fill the memory: writes give EIO and change nothing, reads go on', async () => {
    device.full = true
    const refused: number[] = []
    for (let chunk = 0; chunk < 20; chunk++)
      await write(chunk * pagesPerChunk, chunk + 1).catch((error: ErrnoError) => {
        expect(error.code).toBe('EIO')
        refused.push(chunk)
      })
    expect(refused).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
    expect([await firstByte(7 * pagesPerChunk), await firstByte(8 * pagesPerChunk)]).toEqual([8, 0])
    await write(0, 99)
    device.full = false
    await disk.sync()
    await write(8 * pagesPerChunk, 9)
    await disk.sync()
    expect([onDevice(0), onDevice(8 * pagesPerChunk), device.chunks.size]).toEqual([99, 9, 9])
  })

  test('written to while a write is under way are written again', async () => {
    await write(0, 1)
    const syncing = disk.sync()
    await write(0, 2)
    await syncing
    await disk.sync()
    expect(onDevice(0)).toBe(2)
  })
})

describe('memory', () => {
  test('is bounded, whatever is read and written', async () => {
    for (let chunk = 0; chunk < 64; chunk++) await write(chunk * pagesPerChunk, chunk + 1)
    expect(disk.memoryUsed).toBeLessThanOrEqual(13 * chunkSize)
    await disk.sync()
    for (let chunk = 0; chunk < 64; chunk++) expect(await firstByte(chunk * pagesPerChunk)).toBe(chunk + 1)
    expect(disk.memoryUsed).toBeLessThanOrEqual(8 * chunkSize)
  })

  test('is exceeded for one operation that needs more', async () => {
    await disk.run(() => {
      for (let chunk = 0; chunk < 64; chunk++) disk.pages.write(chunk * pagesPerChunk).fill(1)
    })
    await disk.sync()
    const total = await disk.run(() => {
      let sum = 0
      for (let chunk = 0; chunk < 64; chunk++) sum += disk.pages.read(chunk * pagesPerChunk)[0]!
      return sum
    })
    expect(total).toBe(64)
    expect(disk.memoryUsed).toBeLessThanOrEqual(8 * chunkSize)
  })
})

test('after the plug was pulled everything gives EIO and nothing is written', async () => {
  await write(0, 1)
  disk.abandon()
  await expect(firstByte(0)).rejects.toThrow('Input/output error')
  await expect(disk.sync()).rejects.toThrow('Input/output error')
  expect([device.chunks.size, device.flush()]).toEqual([0, 0])
})
