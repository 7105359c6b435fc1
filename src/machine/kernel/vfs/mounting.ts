import { fail } from '../../errno.ts'
import type { FileSystem, Mounted } from '../../fs/file-system.ts'
import { makeTmpfs } from '../../fs/tmpfs.ts'
import { procMounted } from '../proc/proc-file-system.ts'
import type { Task } from '../task.ts'
import type { MagicLinks } from './mount.ts'
import { locate } from './open-path.ts'
import { pathOf } from './place.ts'
import { statOf } from './regular-file.ts'

interface MountRequest {
  type?: string
  readOnly?: boolean
}

/** mount(2): a block device by its path, or one of the file systems that need none. */
export async function mountPath(
  task: Task,
  source: string,
  target: string,
  request: MountRequest,
): Promise<void> {
  if (task.credentials.uid !== 0) fail('EPERM')
  const { mounts } = task.kernel
  const at = await locate(task, target)
  if ((await statOf(at)).type !== 'directory') fail('ENOTDIR')
  const options = [request.readOnly ? 'ro' : 'rw', 'relatime']
  const virtual = request.type === undefined ? undefined : virtualFileSystem(task, request.type)
  if (virtual) {
    mounts.add(virtual, { source, at, options, type: request.type! })
    return
  }
  const device = await locate(task, source)
  const { type, rdev } = await statOf(device)
  if (type !== 'block') fail('ENOTBLK')
  const mounted = await task.kernel.disks.mount(rdev, request)
  try {
    mounts.add(mounted, { source, at, dev: rdev, options })
  } catch (error) {
    await mounted.unmount()
    throw error
  }
}

function virtualFileSystem(task: Task, type: string): Mounted<FileSystem & Partial<MagicLinks>> | undefined {
  const { kernel } = task
  if (type === 'tmpfs') return makeTmpfs({ now: () => kernel.now(), size: kernel.hardware.memory / 2 })
  if (type === 'proc') return procMounted(kernel)
  if (type === 'devtmpfs') return kernel.devtmpfs
  if (type === 'devpts') return kernel.devpts
  return undefined
}

/** umount(2), by the mount point or the device. */
export async function unmountPath(task: Task, target: string): Promise<void> {
  if (task.credentials.uid !== 0) fail('EPERM')
  const { mounts } = task.kernel
  const place = await locate(task, target)
  const mount =
    place.ino === place.mount.mounted.fs.root && place.mount.at
      ? place.mount
      : (mounts.all().findLast(({ source }) => source === target) ?? fail('EINVAL'))
  if (mount.busy || !mount.at) fail('EBUSY')
  await mount.mounted.sync()
  mounts.remove(mount)
  await mount.mounted.unmount()
}

export async function growFileSystem(
  task: Task,
  path: string,
): Promise<{ before: number; after: number; mountedAt?: string }> {
  if (task.credentials.uid !== 0) fail('EPERM')
  const { kernel } = task
  const { type, rdev } = await statOf(await locate(task, path))
  if (type !== 'block') fail('ENOTBLK')
  const grown = await kernel.disks.grow(rdev)
  const mount = kernel.mounts.all().find(({ dev }) => dev === rdev)
  return { ...grown, ...(mount && { mountedAt: mount.at ? pathOf(mount.at) : '/' }) }
}
