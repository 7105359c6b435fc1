import { ErrnoError } from '../errno.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { parseMountOptions } from '../kernel/vfs/mount-options.ts'

/** A machine that finds no root file system stops with the kernel's last words. */
class KernelPanic extends Error {
  override readonly name = 'KernelPanic'
}

/** Finds the disks, and the root file system on the first partition of the one that boots. */
export async function mountRoot(kernel: Kernel): Promise<void> {
  const { disks, root, attachedAs } = kernel.hardware
  for (const [name, device] of disks) {
    await kernel.disks.attach(name, device, attachedAs?.get(name))
    kernel.print(`${name}: ${device.size / 512} 512-byte logical blocks`)
  }
  const name = /\d$/.test(root) ? `${root}p1` : `${root}1`
  const node = kernel.disks.find(name)
  if (!node) throw panic(kernel, `VFS: Cannot open root device "${name}"`)
  try {
    const mounted = await kernel.disks.mount(node.rdev, { type: 'ext4' })
    const options = parseMountOptions(['noatime'], 'ext4')
    kernel.pivotRoot(mounted, { source: `/dev/${name}`, dev: node.rdev, options })
    kernel.print(`EXT4-fs (${name}): mounted filesystem r/w with ordered data mode.`)
  } catch (error) {
    if (!(error instanceof ErrnoError)) throw error
    throw panic(kernel, `VFS: Unable to mount root fs on ${name}: ${error.message}`)
  }
}

function panic(kernel: Kernel, reason: string): KernelPanic {
  const text = `Kernel panic - not syncing: ${reason}`
  kernel.print(text, 0)
  return new KernelPanic(text)
}
