import { MemoryDevice } from '../testing/memory-device.ts'
import { makeExt4 } from './ext4/make.ts'
import { mountExt4 } from './ext4/mount.ts'
import { fileSystemContract } from './testing/file-system-contract.ts'
import { makeTmpfs } from './tmpfs.ts'

const mebibyte = 1024 * 1024

fileSystemContract('ext4', async (clock) => {
  const device = new MemoryDevice(24 * mebibyte)
  const now = () => clock.now
  await makeExt4(device, { uuid: '6f1ed002-ab59-49a2-9a4b-a1a2c3d4e5f6', now })
  return mountExt4(device, { now })
})

fileSystemContract('tmpfs', async (clock) => makeTmpfs({ size: 16 * mebibyte, now: () => clock.now }))
