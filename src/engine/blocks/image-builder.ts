import type { Hypervisor } from '../hypervisor.ts'
import type { Scope } from '../kernel/records.ts'
import type { Transaction } from '../kernel/transaction.ts'
import type { BlockStore } from './block-store.ts'

interface ImageBuilderOptions {
  blocks: BlockStore
  hypervisor: Hypervisor
  commit<T>(scope: Scope, body: (tx: Transaction) => T): Promise<T>
  read(scope: Scope): Transaction
}

/** Stock images are built when one is first needed; then their blocks are shared by every launch and region. */
export class ImageBuilder {
  readonly #building = new Map<string, Promise<void>>()

  constructor(private readonly options: ImageBuilderOptions) {}

  /** Resolves when the blocks of the image are in the account: `tx.in('global').get('ebs.image-blocks', name)`. */
  ensure(account: string, name: string): Promise<void> {
    const scope = { account, region: 'global' }
    if (this.options.read(scope).get('ebs.image-blocks', name)) return Promise.resolve()
    let building = this.#building.get(name)
    if (!building) {
      building = this.#build(scope, name).finally(() => this.#building.delete(name))
      this.#building.set(name, building)
    }
    return building
  }

  async #build(scope: Scope, name: string) {
    const { blocks, hypervisor, commit } = this.options
    const chunks = await hypervisor.buildImage(name)
    await commit(scope, (tx) => {
      const map = new Map<number, string>()
      for (const [index, bytes] of chunks) map.set(index, blocks.stage(tx, bytes))
      tx.put('ebs.image-blocks', name, { map })
    })
  }
}
