import { fail } from '../../errno.ts'
import type { Process } from '../process.ts'
import type { Task } from '../task.ts'
import {
  describeFileSystem,
  growFileSystem,
  identifyFileSystem,
  mountPath,
  unmountPath,
} from '../vfs/mounting.ts'
import { locate, walk } from '../vfs/open-path.ts'
import { mayExecute, mayRead, mayWrite, require } from '../vfs/permissions.ts'
import { pathOf } from '../vfs/place.ts'
import { statOf } from '../vfs/regular-file.ts'

type PathCalls = Pick<Process, 'stat' | 'lstat' | 'access' | 'readdir' | 'readlink' | 'realpath' | 'statfs' | 'mount' | 'umount' | 'growFileSystem' | 'describeFileSystem' | 'identifyFileSystem'> // prettier-ignore

/** Looking at what paths lead to. */
export function pathCalls(task: Task): PathCalls {
  return {
    stat: (path) =>
      task.call(async () => {
        const walked = await walk(task, path)
        return walked.magic ? walked.magic.stat() : statOf(walked.place ?? fail('ENOENT'))
      }),
    lstat: (path) => task.call(async () => statOf(await locate(task, path, false))),
    access: (path, { read, write, execute }) =>
      task.call(async () => {
        const place = await locate(task, path)
        const wanted = (read ? mayRead : 0) | (write ? mayWrite : 0) | (execute ? mayExecute : 0)
        // access(2) asks for the user who really started a set-uid program.
        const { realUid, ...credentials } = task.credentials
        require(await statOf(place), { ...credentials, uid: realUid ?? credentials.uid }, wanted)
        if (write && place.mount.readOnly) fail('EROFS')
      }),
    readdir: (path) =>
      task.call(async () => {
        const { mount, ino } = await locate(task, path)
        return mount.run((fs) => {
          const stat = fs.stat(ino)
          if (stat.type !== 'directory') fail('ENOTDIR')
          require(stat, task.credentials, mayRead)
          return fs.readdir(ino).filter(({ name }) => name !== '.' && name !== '..')
        })
      }),
    readlink: (path) =>
      task.call(async () => {
        const { mount, ino } = await locate(task, path, false)
        return mount.run((fs) => {
          task.kernel.current = task
          return fs.stat(ino).type === 'symlink' ? fs.readlink(ino) : fail('EINVAL')
        })
      }),
    realpath: (path) => task.call(async () => pathOf(await locate(task, path))),
    statfs: (path) =>
      task.call(async () => {
        const { mount } = await locate(task, path)
        const { type, source, at } = mount
        const numbers = await mount.run((fs) => fs.statfs())
        return { ...numbers, type, source, target: at ? pathOf(at) : '/' }
      }),
    mount: (source, target, options) => task.call(() => mountPath(task, source, target, options ?? {})),
    growFileSystem: (device) => task.call(() => growFileSystem(task, device)),
    describeFileSystem: (device) => task.call(() => describeFileSystem(task, device)),
    identifyFileSystem: (device, identity) => task.call(() => identifyFileSystem(task, device, identity)),
    umount: (target, options) => task.call(() => unmountPath(task, target, options?.lazy === true)),
  }
}
