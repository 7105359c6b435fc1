import type { Scope } from '../kernel/records.ts'
import type { Transaction } from '../kernel/transaction.ts'
import type { BlockStore } from './block-store.ts'
import { EbsDevice } from './volume-device.ts'

interface DevicesOptions {
  blocks: BlockStore
  commit<T>(scope: Scope, body: (tx: Transaction) => T): Promise<T>
  read(scope: Scope): Transaction
}

/** The devices of the volumes that are plugged into running instances. */
export class Devices {
  readonly #open = new Map<string, EbsDevice>()

  constructor(private readonly options: DevicesOptions) {}

  /** `size` in bytes. */
  open(scope: Scope, volumeId: string, size: number): EbsDevice {
    let device = this.#open.get(volumeId)
    if (!device)
      this.#open.set(volumeId, (device = new EbsDevice({ ...this.options, scope, volumeId, size })))
    return device
  }

  /** Brings what a machine has not written yet into the commit. Volumes in no running machine have nothing. */
  flush(tx: Transaction, volumeId: string) {
    this.#open.get(volumeId)?.flush(tx)
  }

  /** Writes what the machines have in memory only. */
  async flushAll() {
    await Promise.all([...this.#open.values()].map((device) => device.sync()))
  }

  /** `size` in bytes: the guest sees its disk grow. */
  resize(volumeId: string, size: number) {
    this.#open.get(volumeId)?.resize(size)
  }

  close(volumeId: string) {
    this.#open.get(volumeId)?.detach()
    this.#open.delete(volumeId)
  }

  closeAll() {
    for (const volumeId of this.#open.keys()) this.close(volumeId)
  }
}
