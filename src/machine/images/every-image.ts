import { kernelImage } from '../kernel/kernel-image.ts'
import { addBinaries } from './binaries.ts'
import type { Distribution, ImagePart } from './distribution.ts'
import { ImageTreeBuilder } from './image-tree.ts'
import { addSkeleton } from './skeleton.ts'
import { addUnits } from './units.ts'

/** /boot/vmlinuz leads to the kernel that boots. */
const addKernel: ImagePart = (tree, { kernel, architecture }) => {
  const name = `vmlinuz-${kernel.release}`
  const machine = architecture === 'arm64' ? 'aarch64' : 'x86_64'
  tree.file(`/boot/${name}`, kernelImage({ kernel: kernel.release, build: kernel.version, machine }))
  tree.link('/boot/vmlinuz', name)
}

/** What all images have, in the order in which it is put there; a distribution's own files come after. */
const parts: readonly ImagePart[] = [addSkeleton, addKernel, addBinaries, addUnits]

export function imageOf(distribution: Distribution): ImageTreeBuilder {
  const tree = new ImageTreeBuilder()
  for (const part of parts) part(tree, distribution)
  return tree
}
