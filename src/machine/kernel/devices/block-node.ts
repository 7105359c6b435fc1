import { fail } from '../../errno.ts'
import type { BlockDevice } from '../../fs/block-device.ts'
import type { Mounted } from '../../fs/file-system.ts'
import {
  CachedDisk,
  describeExt4,
  type Ext4,
  type Ext4Facts,
  type Ext4Identity,
  type Grown,
  growExt4,
  identifyExt4,
  type MountedExt4,
  mountExt4,
  type Probed,
} from '../../fs/index.ts'
import type { BlockDeviceInfo } from '../process.ts'

export interface BlockNodeOrigin {
  name: string
  major: number
  minor: number
  device: BlockDevice
  /** The disk's name, of a partition. */
  parent?: string
}

/** A disk or a partition: one cache at a time, that of its mount or that of those who opened its node. */
export class BlockNode {
  readonly name: string
  readonly device: BlockDevice
  /** What was last found on it. */
  holds: Probed | undefined
  readonly #origin: BlockNodeOrigin
  #mounted: MountedExt4 | undefined
  #raw: CachedDisk | undefined
  #openings = 0

  constructor(origin: BlockNodeOrigin) {
    this.#origin = origin
    this.name = origin.name
    this.device = origin.device
  }

  get rdev(): number {
    return this.#origin.major * 256 + this.#origin.minor
  }

  get parent(): string | undefined {
    return this.#origin.parent
  }

  get info(): BlockDeviceInfo {
    const { name, major, minor, parent } = this.#origin
    const { size, readOnly, serial } = this.device
    const type = parent === undefined ? 'disk' : 'part'
    return { name, major, minor, size, type, ...(parent !== undefined && { parent }), readOnly, serial }
  }

  get mounted(): MountedExt4 | undefined {
    return this.#mounted
  }

  async mount(options: { now: () => number; readOnly: boolean }): Promise<Mounted> {
    if (this.#mounted || this.#openings > 0) fail('EBUSY')
    const mounted = (this.#mounted = await mountExt4(this.device, options))
    return {
      fs: mounted.fs,
      run: (operation) => mounted.run(operation),
      sync: () => mounted.sync(),
      unmount: async () => {
        this.#mounted = undefined
        await mounted.unmount()
        if (this.#openings > 0) this.#raw = new CachedDisk(this.device)
      },
      abandon: () => mounted.abandon(),
      setReadOnly: (readOnly) => mounted.setReadOnly(readOnly),
    }
  }

  /** resize2fs: lets the file system take in what the device has grown by. */
  grow(now: () => number): Promise<Grown> {
    return this.#onExt4({ now }, (fs) => growExt4(fs, this.device.size))
  }

  describe(now: () => number): Promise<Ext4Facts> {
    return this.#onExt4({ now, readOnly: true }, describeExt4)
  }

  identify(now: () => number, identity: Partial<Ext4Identity>): Promise<void> {
    return this.#onExt4({ now }, (fs) => identifyExt4(fs, identity))
  }

  /** Does something with the file system, mounted or not. */
  async #onExt4<T>(options: { now: () => number; readOnly?: boolean }, work: (fs: Ext4) => T): Promise<T> {
    const mounted = this.#mounted ?? (await mountExt4(this.device, options))
    try {
      return await mounted.run(work)
    } finally {
      if (!this.#mounted) await mounted.unmount()
    }
  }

  open(): void {
    this.#openings++
    if (!this.#mounted) this.#raw ??= new CachedDisk(this.device)
  }

  async close(): Promise<void> {
    if (--this.#openings > 0) return
    const raw = this.#raw
    this.#raw = undefined
    await raw?.close()
  }

  get cache(): CachedDisk {
    return this.#mounted?.disk ?? this.#raw ?? fail('EIO')
  }

  sync(): Promise<void> {
    return this.#raw?.sync() ?? Promise.resolve()
  }

  /** Pulled out, or the power went. */
  abandon(): void {
    this.#mounted?.abandon()
    this.#raw?.abandon()
  }
}
