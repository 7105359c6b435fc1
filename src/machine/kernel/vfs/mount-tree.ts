import { fail } from '../../errno.ts'
import type { FileSystem, Mounted } from '../../fs/file-system.ts'
import { Mount } from './mount.ts'
import type { MagicLinks } from './mount.ts'
import type { MountOptions } from './mount-options.ts'
import type { Place } from './place.ts'

/** All mounts of a machine, in the order they were made. */
export class MountTree {
  readonly #mounts: Mount[] = []
  #anonymous = 20

  constructor(initialRoot: Mounted) {
    const dev = this.#anonymous++
    this.#mounts.push(new Mount(initialRoot, { source: 'rootfs', at: undefined, dev }))
  }

  /** The boot loader's root makes room for the real one. */
  pivot(rootFileSystem: Mounted, origin: { source: string; dev?: number; options: MountOptions }): void {
    const dev = origin.dev ?? this.#anonymous++
    this.#mounts[0] = new Mount(rootFileSystem, { ...origin, dev, at: undefined })
  }

  get root(): Place {
    return this.#mounts[0]!.root
  }

  all(): readonly Mount[] {
    return this.#mounts
  }

  /** @param dev the block device's number; file systems without a device get one of their own. */
  add(
    mounted: Mounted<FileSystem & Partial<MagicLinks>>,
    origin: { source: string; at: Place; dev?: number; options?: MountOptions; type?: string },
  ): Mount {
    const { at } = origin
    const under = at.mount
    if (under.coverings.has(at.ino)) fail('EBUSY')
    const mount = new Mount(mounted, {
      source: origin.source,
      at,
      dev: origin.dev ?? this.#anonymous++,
      ...(origin.options && { options: origin.options }),
      ...(origin.type !== undefined && { type: origin.type }),
    })
    under.coverings.set(at.ino, mount)
    this.#mounts.push(mount)
    return mount
  }

  /** Takes it out of the tree; the caller syncs and lets go of the file system. */
  remove(mount: Mount): void {
    if (mount.busy) fail('EBUSY')
    this.detach(mount)
  }

  /** umount -l: nobody finds the way in any more; who is inside stays. */
  detach(mount: Mount): void {
    if (!mount.at || mount.coverings.size > 0) fail('EBUSY')
    mount.at!.mount.coverings.delete(mount.at!.ino)
    this.#mounts.splice(this.#mounts.indexOf(mount), 1)
  }
}
