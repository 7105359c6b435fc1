import { type BlockDevice, makeExt4, mountExt4, partition, writeGpt } from '../fs/index.ts'
import { al2023 } from './al2023/al2023.ts'
import { debian12 } from './debian/debian.ts'
import type { Architecture } from './distribution.ts'
import type { ImageTree } from './image-tree.ts'
import { writeTree } from './image-tree.ts'
import { laptop } from './laptop/laptop.ts'
import { ubuntu } from './ubuntu/ubuntu.ts'

interface Image {
  diskGuid: string
  partitionGuid: string
  uuid: string
  label: string
  architecture: Architecture
  tree(uuid: string, architecture: Architecture): ImageTree
}

/** An image is built once and copied for ever: its identifiers are its own, the same in every copy. */
const images = {
  al2023: {
    diskGuid: '5f1c7d3e-9a42-4c1b-8e6f-2d0b7a913c55',
    partitionGuid: 'c1b39d71-0e4f-4a6a-9f0d-63a1e2c7b804',
    uuid: '8d5f0c1e-73b2-4e0a-a6c9-1f2e3d4c5b6a',
    label: '/',
    architecture: 'x86_64',
    tree: al2023,
  },
  'al2023-arm64': {
    diskGuid: '9c07e5b4-2f61-4d38-8a95-b3d1c6e0f742',
    partitionGuid: '3e8a1f60-b5c7-4924-a0d3-7f29c4e6b815',
    uuid: 'd6b2f914-08e3-4c75-9b1a-5e3f7a0c2d48',
    label: '/',
    architecture: 'arm64',
    tree: al2023,
  },
  'ubuntu-22.04': {
    diskGuid: '4b7d92c1-e05a-4f83-96b7-1c8d3e5f0a29',
    partitionGuid: 'a58c3f17-6d2e-4b90-8c41-f07b9d2e6a35',
    uuid: '7e19c5a3-4f0b-48d6-b2e7-90a1d3c6f584',
    label: 'cloudimg-rootfs',
    architecture: 'x86_64',
    tree: ubuntu('22.04'),
  },
  'ubuntu-22.04-arm64': {
    diskGuid: 'f02e6b85-7c19-4ad4-8e3b-d5a7c0914f62',
    partitionGuid: '61d4b0e8-93fa-4c27-a5b6-08e2f7c9d143',
    uuid: 'c83a5e07-1d9f-4b64-8f20-e6b7a4d1395c',
    label: 'cloudimg-rootfs',
    architecture: 'arm64',
    tree: ubuntu('22.04'),
  },
  'ubuntu-24.04': {
    diskGuid: 'd9a3f6e0-58b1-4c72-9d04-7e1f2b6c8a53',
    partitionGuid: '07f5c2d9-ae64-4183-b9c0-2d6e8f1a7b34',
    uuid: '1b6e8d40-c7f2-4935-a08d-f3c5e9b27a61',
    label: 'cloudimg-rootfs',
    architecture: 'x86_64',
    tree: ubuntu('24.04'),
  },
  'ubuntu-24.04-arm64': {
    diskGuid: '83c1e7f5-0b46-4d9a-b812-a4f6d0c39e57',
    partitionGuid: 'ec927a06-d1b5-4f38-8a70-6b5c9e3d1f42',
    uuid: '50d7f3b9-8e2a-4c16-94f1-7a0b6d3e5c82',
    label: 'cloudimg-rootfs',
    architecture: 'arm64',
    tree: ubuntu('24.04'),
  },
  'debian-12': {
    diskGuid: '26e0b4d8-f7a9-4c35-8d61-9b3e5f1c7a04',
    partitionGuid: 'b4f19e72-0c8d-45a6-9e37-d1a2c5f6b083',
    uuid: 'e2c5a719-6f4d-4b80-a3e6-0d9b1f7c8352',
    label: '',
    architecture: 'x86_64',
    tree: debian12,
  },
  'debian-12-arm64': {
    diskGuid: '7da2c9e6-3b50-4f17-8ec4-f19d6a0b2358',
    partitionGuid: '95b8e3a1-d7c6-4204-b1f9-3e0a7c5d6f82',
    uuid: 'a90f6d3c-2e7b-4851-8d5c-b6e4f1a7093d',
    label: '',
    architecture: 'arm64',
    tree: debian12,
  },
  laptop: {
    diskGuid: '0b7e4a92-16cd-4f58-b3d1-9c5e8f7a6b20',
    partitionGuid: 'e94a2f06-58b1-4d3c-8a7e-b0c6d1f2e375',
    uuid: '2c9e6b4d-f018-4a57-9d36-7e5c4b3a2f10',
    label: 'laptop',
    architecture: 'x86_64',
    tree: laptop,
  },
} as const satisfies Readonly<Record<string, Image>>

export type ImageName = keyof typeof images

export const imageNames = Object.keys(images) as ImageName[]

/**
 * Makes the device a bootable root volume: a partition table with ext4 on its first partition, and the
 * image's files. Throws for a name that is no image, ENOSPC when the device is too small.
 */
export async function buildImage(
  name: string,
  device: BlockDevice,
  options: { now(): number },
): Promise<void> {
  const image: Image | undefined = Object.hasOwn(images, name) ? images[name as ImageName] : undefined
  if (!image) throw new Error(`there is no image '${name}'`)
  const { uuid, label, architecture } = image
  // One moment for all files: the same moment makes the same bytes.
  const moment = options.now()
  const now = (): number => moment
  await writeGpt(device, { diskGuid: image.diskGuid, partitionGuid: image.partitionGuid, name: 'Linux' })
  const root = await partition(device, 1)
  await makeExt4(root, { uuid, label, now })
  const mounted = await mountExt4(root, { now })
  try {
    await mounted.run((fs) => writeTree(fs, image.tree(uuid, architecture)))
  } finally {
    await mounted.unmount()
  }
}
