import { blockSize, type BlockStore } from './blocks/index.ts'
import { AwsError, fail, type Kernel } from './kernel/index.ts'

/** A volume's or snapshot's bytes at one moment. */
export interface BlockImage {
  /** In bytes. */
  readonly size: number
  /** Which chunks were ever written, in order. */
  readonly written: readonly number[]
  /** 512 KiB each; undefined where nothing was ever written: zeros. */
  readChunk(index: number): Promise<Uint8Array | undefined>
  /** Lets go of the blocks, which were kept as they were; reading the last chunk does so too. */
  release(): void
}

const gibibyte = 2 ** 30

interface VolumesOptions {
  accountId(): string
  kernel: Kernel
  blocks: BlockStore
}

/** Volumes and snapshots as raw images, for downloads. */
export class Volumes {
  constructor(private readonly options: VolumesOptions) {}

  /** Takes the image of `vol-…` or `snap-…`, with what a running machine has not written yet. */
  async image(region: string, id: string): Promise<BlockImage> {
    const { kernel, blocks, accountId } = this.options
    const scope = { account: accountId(), region }
    return kernel.decide(scope, ({ tx, facilities }) => {
      facilities.devices.flush(tx, id)
      const size = tx.get('ec2.volume', id)?.Size ?? tx.get('ec2.snapshot', id)?.VolumeSize
      const map = (tx.get('ebs.volume-blocks', id) ?? tx.get('ebs.snapshot-blocks', id))?.map
      if (size === undefined || !map) return fail(notFound(id))
      const release = blocks.pin(map)
      const last = (size * gibibyte) / blockSize - 1
      return {
        size: size * gibibyte,
        written: [...map.keys()].sort((a, b) => a - b),
        async readChunk(index) {
          const cid = map.get(index)
          const bytes = cid === undefined ? undefined : await blocks.read(cid)
          if (index === last) release()
          return bytes
        },
        release,
      }
    })
  }
}

const notFound = (id: string) =>
  id.startsWith('snap-')
    ? new AwsError('InvalidSnapshot.NotFound', `The snapshot '${id}' does not exist.`)
    : new AwsError('InvalidVolume.NotFound', `The volume '${id}' does not exist.`)
