import { blockSize } from './layout.ts'

/** The smallest that Linux takes: ours is always empty, every checkpoint being consistent by itself. */
export const journalBlocks = 1024

/** The journal's own superblock (JBD2), which is big-endian: nothing to replay. */
export function writeJournalSuperblock(page: Uint8Array): void {
  page.fill(0)
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength)
  const fields: readonly (readonly [at: number, value: number])[] = [
    [0x00, 0xc03b3998], // magic
    [0x04, 4], // superblock, version 2
    [0x0c, blockSize],
    [0x10, journalBlocks],
    [0x14, 1], // first block of the log
    [0x18, 1], // first sequence number
    [0x40, 1], // users
  ]
  for (const [at, value] of fields) view.setUint32(at, value)
}
