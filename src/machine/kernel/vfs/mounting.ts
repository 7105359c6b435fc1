import { fail } from '../../errno.ts'
import type { FileSystem, Mounted } from '../../fs/file-system.ts'
import type { Ext4Facts, Ext4Identity } from '../../fs/index.ts'
import { makeTmpfs, Tmpfs } from '../../fs/tmpfs.ts'
import { procMounted } from '../proc/proc-file-system.ts'
import type { Task } from '../task.ts'
import type { MagicLinks } from './mount.ts'
import { type MountOptions, parseMountOptions } from './mount-options.ts'
import { locate } from './open-path.ts'
import { type Place, pathOf } from './place.ts'
import { statOf } from './regular-file.ts'

interface MountRequest {
  type?: string
  options?: readonly string[]
}

/** mount(2): a block device by its path, or one of the file systems that need none. */
export async function mountPath(
  task: Task,
  source: string,
  target: string,
  { type, options: words = [] }: MountRequest,
): Promise<void> {
  if (task.credentials.uid !== 0) fail('EPERM')
  const { mounts } = task.kernel
  const at = await locate(task, target)
  if (words.includes('remount')) return remount(at, words)
  if ((await statOf(at)).type !== 'directory') fail('ENOTDIR')
  if (type !== undefined && isVirtual(type)) {
    const options = parseMountOptions(words, type)
    mounts.add(virtualFileSystem(task, type, options), { source, at, options, type })
    return
  }
  const options = parseMountOptions(words, 'ext4')
  const device = await locate(task, source)
  const { type: node, rdev } = await statOf(device)
  if (node !== 'block') fail('ENOTBLK')
  const { readOnly } = options
  const mounted = await task.kernel.disks.mount(rdev, { ...(type !== undefined && { type }), readOnly })
  try {
    mounts.add(mounted, { source, at, dev: rdev, options })
  } catch (error) {
    await mounted.unmount()
    throw error
  }
}

/** Other options for what is mounted already; read-only it becomes when nobody writes, and then all is on the disk. */
async function remount({ mount, ino }: Place, words: readonly string[]): Promise<void> {
  const { mounted } = mount
  if (ino !== mounted.fs.root) fail('EINVAL')
  const options = parseMountOptions(words, mounted.fs.type, mount.options)
  if (options.readOnly !== mount.options.readOnly) {
    if (options.readOnly && mount.writers > 0) fail('EBUSY')
    if (options.readOnly) await mounted.sync()
    await mounted.setReadOnly?.(options.readOnly)
  }
  if (mounted.fs instanceof Tmpfs && options.size !== undefined) mounted.fs.resize(options.size)
  mount.options = options
}

const virtualTypes = ['tmpfs', 'proc', 'devtmpfs', 'devpts'] as const
type VirtualType = (typeof virtualTypes)[number]

const isVirtual = (type: string): type is VirtualType => virtualTypes.includes(type as VirtualType)

function virtualFileSystem(
  { kernel }: Task,
  type: VirtualType,
  options: MountOptions,
): Mounted<FileSystem & Partial<MagicLinks>> {
  if (type === 'proc') return procMounted(kernel)
  if (type === 'devtmpfs') return kernel.devtmpfs
  if (type === 'devpts') return kernel.devpts
  const { size = kernel.hardware.memory / 2, mode, uid = 0, gid = 0 } = options
  const mounted = makeTmpfs({ now: () => kernel.now(), size, ...(mode !== undefined && { mode }) })
  mounted.fs.setAttributes(mounted.fs.root, { uid, gid })
  return mounted
}

/** umount(2), by the mount point or the device. */
export async function unmountPath(task: Task, target: string, lazy: boolean): Promise<void> {
  if (task.credentials.uid !== 0) fail('EPERM')
  const { mounts } = task.kernel
  const place = await locate(task, target)
  const mount =
    place.ino === place.mount.mounted.fs.root && place.mount.at
      ? place.mount
      : (mounts.all().findLast(({ source }) => source === target) ?? fail('EINVAL'))
  const { mounted } = mount
  if (lazy && mount.busy) {
    mounts.detach(mount)
    mount.onIdle = () => void mounted.unmount().catch(() => undefined)
    return mounted.sync()
  }
  if (mount.busy || !mount.at) fail('EBUSY')
  await mounted.sync()
  mounts.remove(mount)
  await mounted.unmount()
}

export async function growFileSystem(
  task: Task,
  path: string,
): Promise<{ before: number; after: number; mountedAt?: string }> {
  const { kernel } = task
  const rdev = await blockDeviceAt(task, path)
  const grown = await kernel.disks.grow(rdev)
  const mount = kernel.mounts.all().find(({ dev }) => dev === rdev)
  return { ...grown, ...(mount && { mountedAt: mount.at ? pathOf(mount.at) : '/' }) }
}

export const describeFileSystem = async (task: Task, path: string): Promise<Ext4Facts> =>
  task.kernel.disks.describeFileSystem(await blockDeviceAt(task, path))

export const identifyFileSystem = async (
  task: Task,
  path: string,
  identity: Partial<Ext4Identity>,
): Promise<void> => task.kernel.disks.identify(await blockDeviceAt(task, path), identity)

async function blockDeviceAt(task: Task, path: string): Promise<number> {
  if (task.credentials.uid !== 0) fail('EPERM')
  const { type, rdev } = await statOf(await locate(task, path))
  return type === 'block' ? rdev : fail('ENOTBLK')
}
