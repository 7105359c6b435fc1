import { type BlockDevice, makeExt4, mountExt4, partition, writeGpt } from '../fs/index.ts'
import { al2023 } from './al2023/al2023.ts'
import type { ImageTree } from './image-tree.ts'
import { writeTree } from './image-tree.ts'
import { laptop } from './laptop/laptop.ts'

interface Image {
  diskGuid: string
  partitionGuid: string
  uuid: string
  label: string
  tree(uuid: string): ImageTree
}

/** An image is built once and copied for ever: its identifiers are its own, the same in every copy. */
const images: Readonly<Record<string, Image>> = {
  al2023: {
    diskGuid: '5f1c7d3e-9a42-4c1b-8e6f-2d0b7a913c55',
    partitionGuid: 'c1b39d71-0e4f-4a6a-9f0d-63a1e2c7b804',
    uuid: '8d5f0c1e-73b2-4e0a-a6c9-1f2e3d4c5b6a',
    label: '/',
    tree: al2023,
  },
  laptop: {
    diskGuid: '0b7e4a92-16cd-4f58-b3d1-9c5e8f7a6b20',
    partitionGuid: 'e94a2f06-58b1-4d3c-8a7e-b0c6d1f2e375',
    uuid: '2c9e6b4d-f018-4a57-9d36-7e5c4b3a2f10',
    label: 'laptop',
    tree: laptop,
  },
}

export type ImageName = 'al2023' | 'laptop'

/**
 * Makes the device a bootable root volume: a partition table with ext4 on its first partition, and the
 * image's files. Throws for a name that is no image, ENOSPC when the device is too small.
 */
export async function buildImage(
  name: string,
  device: BlockDevice,
  options: { now(): number },
): Promise<void> {
  const image = Object.hasOwn(images, name) ? images[name] : undefined
  if (!image) throw new Error(`there is no image '${name}'`)
  const { uuid, label } = image
  // One moment for all files: the same moment makes the same bytes.
  const moment = options.now()
  const now = (): number => moment
  await writeGpt(device, { diskGuid: image.diskGuid, partitionGuid: image.partitionGuid, name: 'Linux' })
  const root = await partition(device, 1)
  await makeExt4(root, { uuid, label, now })
  const mounted = await mountExt4(root, { now })
  try {
    await mounted.run((fs) => writeTree(fs, image.tree(uuid)))
  } finally {
    await mounted.unmount()
  }
}
