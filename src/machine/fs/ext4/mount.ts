import { ErrnoError } from '../../errno.ts'
import type { BlockDevice } from '../block-device.ts'
import { CachedDisk, type CacheOptions, MountedDisk } from '../cache/cached-disk.ts'
import { Ext4, type Ext4Options } from './ext4.ts'

/** A mounted ext4, which alone can also grow. */
export class MountedExt4 extends MountedDisk<Ext4> {
  async setReadOnly(readOnly: boolean): Promise<void> {
    const { device } = this.disk
    if (!readOnly && device.readOnly) throw new ErrnoError('EROFS')
    await this.run((fs) => fs.setReadOnly(readOnly, device.size))
  }
}

/**
 * Mounting writes nothing, so that a volume only looked at has no changed blocks. Throws EINVAL when the
 * device holds no ext4 that we know, EROFS for writing to a read-only device.
 */
export async function mountExt4(
  device: BlockDevice,
  { now, readOnly = false, ...cache }: Ext4Options & CacheOptions,
): Promise<MountedExt4> {
  if (device.readOnly && !readOnly) throw new ErrnoError('EROFS')
  const disk = new CachedDisk(device, cache)
  try {
    const fs = await disk.run(() => new Ext4(disk.pages, device.size, { now, readOnly }))
    return new MountedExt4(fs, disk)
  } catch (error) {
    disk.abandon()
    throw error
  }
}
