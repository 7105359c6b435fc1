import type { FileSystemRoom } from '../../protocol.ts'
import { SystemError } from '../uv.ts'
import type { Credentials, Inode } from './inode.ts'

/** Free space as the process may use it: taken before a write, so that a full disk is known at once. */
export class Space {
  readonly #rooms: Map<number, FileSystemRoom>

  constructor(rooms: Readonly<Record<number, FileSystemRoom>>) {
    this.#rooms = new Map(Object.entries(rooms).map(([dev, room]) => [Number(dev), { ...room }]))
  }

  room(dev: number): FileSystemRoom | undefined {
    return this.#rooms.get(dev)
  }

  /** Lets a file grow or shrink to `size` bytes, or throws ENOSPC. */
  resize(inode: Inode, size: number, who: Credentials): void {
    const room = this.#rooms.get(inode.dev)
    const blockSize = room?.blockSize ?? 4096
    const wanted = Math.ceil(size / blockSize)
    const change = wanted - Math.ceil(inode.blocks / (blockSize / 512))
    if (room) {
      if (change > (who.uid === 0 ? room.free : room.available)) throw new SystemError('ENOSPC')
      room.free -= change
      room.available -= change
    }
    inode.blocks = wanted * (blockSize / 512)
  }

  takeInode(dev: number): void {
    const room = this.#rooms.get(dev)
    if (!room) return
    if (room.filesFree <= 0) throw new SystemError('ENOSPC')
    room.filesFree--
  }

  /** The last name of a file is gone. */
  free(inode: Inode): void {
    const room = this.#rooms.get(inode.dev)
    if (!room) return
    const blocks = Math.ceil(inode.blocks / (room.blockSize / 512))
    room.free += blocks
    room.available += blocks
    room.filesFree++
  }
}
