import type { BlockDevice, DirtyChunks } from '../../fs/block-device.ts'

/**
 * A disk that several caches stand on: the whole disk's own, when somebody reads /dev/nvme0n1, and those of
 * its partitions. The disk asks one collector for what is dirty; this asks all of them.
 */
export class SharedDevice {
  readonly #collectors = new Map<object, () => DirtyChunks>()
  readonly #resized = new Map<object, () => void>()
  #gone = false

  constructor(readonly device: BlockDevice) {
    device.onResize(() => {
      for (const changed of this.#resized.values()) changed()
    })
  }

  /** The disk as one of its users sees it. */
  port(): BlockDevice {
    const { device } = this
    const port: BlockDevice = {
      serial: device.serial,
      get size() {
        return device.size
      },
      readOnly: device.readOnly,
      readChunk: (index) => device.readChunk(index),
      writeChunks: (chunks, durability) => device.writeChunks(chunks, durability),
      onFlush: (collect) => {
        if (collect) this.#collectors.set(port, collect)
        else this.#collectors.delete(port)
        if (!this.#gone) device.onFlush(this.#collectors.size === 0 ? undefined : () => this.#collect())
      },
      onResize: (changed) => {
        if (changed) this.#resized.set(port, changed)
        else this.#resized.delete(port)
      },
    }
    return port
  }

  /** Pulled out: the device may belong to another machine by now. */
  release(): void {
    this.#gone = true
    this.device.onFlush(undefined)
    this.device.onResize(undefined)
  }

  #collect(): DirtyChunks {
    const parts = [...this.#collectors.values()].map((collect) => collect())
    return {
      chunks: new Map(parts.flatMap(({ chunks }) => [...chunks])),
      written: (committed) => {
        for (const part of parts) part.written(committed)
      },
    }
  }
}
