import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { bench, describe } from 'vitest'
import { MemoryDevice } from '../../testing/memory-device.ts'
import { makeTmpfs } from '../tmpfs.ts'
import type { Mounted } from '../file-system.ts'
import { makeExt4 } from './make.ts'
import { mountExt4 } from './mount.ts'

const now = () => Date.now()
const content = new Uint8Array(4096).fill(7)
const node = { mode: 0o644, uid: 0, gid: 0 }
const files = Array.from({ length: 1000 }, (_, index) => `file-${index}`)

async function writeAll(mounted: Mounted): Promise<void> {
  for (const name of files)
    await mounted.run((fs) => {
      const ino = fs.create(fs.root, name, node)
      fs.write(ino, 0, content)
    })
  await mounted.sync()
}

describe('1,000 files of 4 KiB, written and synced (at most 100 ms on ext4)', () => {
  bench('our ext4 on an 8 GiB volume', async () => {
    const device = new MemoryDevice(8 * 1024 ** 3)
    await makeExt4(device, { uuid: '6f1ed002-ab59-49a2-9a4b-a1a2c3d4e5f6', now })
    const mounted = await mountExt4(device, { now })
    await writeAll(mounted)
    await mounted.unmount()
  })
  bench('our tmpfs', () => writeAll(makeTmpfs({ now, size: 64 * 1024 ** 2 })))
  bench("this computer's own file system, by Node", () => {
    const folder = mkdtempSync(`${tmpdir()}/files-`)
    for (const name of files) writeFileSync(`${folder}/${name}`, content)
    rmSync(folder, { recursive: true })
  })
})
