import { ErrnoError } from '../../errno.ts'
import type { BlockDevice } from '../block-device.ts'
import { CachedDisk, type CacheOptions, MountedDisk } from '../cache/cached-disk.ts'
import { Ext4, type Ext4Options } from './ext4.ts'

/** A mounted ext4, which alone can also grow. */
export type MountedExt4 = MountedDisk<Ext4>

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
    return new MountedDisk(fs, disk)
  } catch (error) {
    disk.abandon()
    throw error
  }
}
