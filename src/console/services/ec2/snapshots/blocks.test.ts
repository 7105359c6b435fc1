import { expect, test } from 'vitest'
import { blockPicture } from './block-picture.ts'
import { byteSize } from './byte-size.ts'
import { predecessorOf } from './predecessor.ts'
import { readBlocks } from './read-blocks.ts'

const snapshot = (SnapshotId: string, VolumeId: string, hour: number, State = 'completed' as const) => ({
  SnapshotId,
  VolumeId,
  State,
  StartTime: new Date(Date.UTC(2026, 0, 1, hour)),
})

test('a snapshot builds on the last completed one of its volume', () => {
  const last = snapshot('snap-3', 'vol-1', 3)
  const others = [
    snapshot('snap-1', 'vol-1', 1),
    snapshot('snap-2', 'vol-1', 2),
    snapshot('snap-x', 'vol-2', 2),
    last,
    snapshot('snap-4', 'vol-1', 4),
  ]
  expect(predecessorOf(last, others, undefined)?.SnapshotId).toBe('snap-2')
})

test('the first snapshot of a restored volume builds on what the volume was made from', () => {
  const first = snapshot('snap-5', 'vol-2', 5)
  const origin = snapshot('snap-1', 'vol-1', 1)
  expect(predecessorOf(first, [origin, first], 'snap-1')).toBe(origin)
  expect(predecessorOf(first, [first], 'snap-deleted')).toBeUndefined()
})

test('lists of blocks are read to their last page', async () => {
  const pages: Record<string, { Blocks: { BlockIndex: number }[]; NextToken?: string }> = {
    first: { Blocks: [{ BlockIndex: 0 }, { BlockIndex: 7 }], NextToken: 'second' },
    second: { Blocks: [{ BlockIndex: 2048 }] },
  }
  const client = {
    call: async (_: string, operation: string, input: { NextToken?: string }) =>
      operation === 'ListSnapshotBlocks'
        ? pages[input.NextToken ?? 'first']
        : { ChangedBlocks: [{ BlockIndex: 7 }] },
  }
  const reading = await readBlocks(client as never, 'us-east-1', 'snap-2', 'snap-1')
  expect(reading).toEqual({ written: [0, 7, 2048], changed: [7] })
})

test('the picture has a square for each block of a small volume', () => {
  const picture = blockPicture(2, { written: [0, 1, 2, 3, 127, 128], changed: [1] })
  expect(picture).toEqual({
    columns: 128,
    rows: 32,
    blocksPerCell: 1,
    unchanged: 'M0 0h1v1h-1zM2 0h2v1h-2zM127 0h1v1h-1zM0 1h1v1h-1z',
    changed: 'M1 0h1v1h-1z',
  })
})

test('a large volume is drawn with several blocks to a square, a changed one among them is seen', () => {
  const { blocksPerCell, rows, columns, changed, unchanged } = blockPicture(1024, {
    written: [0, 1, 513, 2_097_151],
    changed: [1],
  })
  expect({ blocksPerCell, cells: rows * columns }).toEqual({ blocksPerCell: 512, cells: 4096 })
  expect([changed, unchanged]).toEqual(['M0 0h1v1h-1z', 'M1 0h1v1h-1zM127 31h1v1h-1z'])
})

test('sizes are told in the unit that fits', () => {
  expect([0, 524_288, 1_728_053_248, 2 ** 40, undefined].map(byteSize)).toEqual([
    '0 GiB',
    '512 KiB',
    '1.61 GiB',
    '1 TiB',
    undefined,
  ])
})
