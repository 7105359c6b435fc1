import type { Tmpfs } from '../../fs/tmpfs.ts'

const diskGroup = 6
const byUuid = ['disk', 'by-uuid'] as const

/** udev's work: which disks have nodes and links in /dev. */
export class DeviceFiles {
  readonly #uuids = new Map<string, string>()

  constructor(private readonly devtmpfs: Tmpfs) {}

  addBlock(name: string, rdev: number): void {
    const { devtmpfs } = this
    this.remove(name)
    devtmpfs.mknod(devtmpfs.root, name, { mode: 0o660, uid: 0, gid: diskGroup, type: 'block', rdev })
  }

  link(name: string, target: string): void {
    const { devtmpfs } = this
    this.remove(name)
    devtmpfs.symlink(devtmpfs.root, name, target, { mode: 0o777, uid: 0, gid: 0 })
  }

  remove(name: string): void {
    const { devtmpfs } = this
    if (devtmpfs.lookup(devtmpfs.root, name) !== undefined) devtmpfs.unlink(devtmpfs.root, name)
  }

  /** /dev/disk/by-uuid: which file system is on the device, or none any more. */
  identify(name: string, uuid: string | undefined): void {
    const { devtmpfs } = this
    const directory = this.#byUuid()
    const old = this.#uuids.get(name)
    if (old === uuid) return
    const mine = old !== undefined && devtmpfs.lookup(directory, old)
    if (old !== undefined && mine && devtmpfs.readlink(mine) === target(name)) devtmpfs.unlink(directory, old)
    this.#uuids.delete(name)
    if (uuid === undefined) return
    this.#uuids.set(name, uuid)
    // A restored copy carries its original's UUID: who came first keeps the link.
    if (devtmpfs.lookup(directory, uuid) === undefined)
      devtmpfs.symlink(directory, uuid, target(name), { mode: 0o777, uid: 0, gid: 0 })
  }

  #byUuid(): number {
    const { devtmpfs } = this
    let directory = devtmpfs.root
    for (const name of byUuid)
      directory =
        devtmpfs.lookup(directory, name) ?? devtmpfs.mkdir(directory, name, { mode: 0o755, uid: 0, gid: 0 })
    return directory
  }
}

const target = (name: string): string => `../../${name}`
