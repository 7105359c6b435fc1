import { fail } from '../../errno.ts'
import { limits } from '../limits.ts'
import { createPipe } from '../pipe.ts'
import type { Process } from '../process.ts'
import type { Task } from '../task.ts'
import { openPath } from '../vfs/open-path.ts'

type DescriptorCalls = Pick<
  Process,
  'open' | 'close' | 'dup' | 'setCloseOnExec' | 'pipe' | 'read' | 'write' | 'seek' | 'truncate' | 'sync' | 'fstat' | 'descriptors'
> // prettier-ignore

export function descriptorCalls(task: Task): DescriptorCalls {
  return {
    open: (path, flags, mode = 0o666) =>
      task.call(async () => task.descriptors.add(await openPath(task, path, flags, mode))),
    close: (fd) => task.call(() => task.descriptors.remove(fd)),
    dup: (fd, to) => {
      task.check()
      const file = task.descriptors.get(fd)
      if (to === undefined) return task.descriptors.add(file)
      if (to !== fd) task.descriptors.set(to, file)
      return to
    },
    setCloseOnExec: (fd, on) => {
      task.check()
      task.descriptors.setCloseOnExec(fd, on)
    },
    pipe: () => {
      task.check()
      const { read, write } = createPipe(task)
      return { read: task.descriptors.add(read), write: task.descriptors.add(write) }
    },
    read: (fd, length = limits.pipeBytes) =>
      task.call(() => {
        const file = task.descriptors.get(fd)
        if (!file.readable) fail('EBADF')
        return file.read(task, length)
      }),
    write: (fd, data) =>
      task.call(() => {
        const file = task.descriptors.get(fd)
        if (!file.writable) fail('EBADF')
        return file.write(task, typeof data === 'string' ? new TextEncoder().encode(data) : data)
      }),
    seek: (fd, offset, whence) => task.call(() => task.descriptors.get(fd).seek(offset, whence)),
    truncate: (fd, size) =>
      task.call(() => {
        const file = task.descriptors.get(fd)
        if (!file.writable || size < 0) fail('EINVAL')
        return file.truncate(size)
      }),
    sync: (fd) =>
      task.call(() => (fd === undefined ? task.kernel.syncAll() : task.descriptors.get(fd).sync())),
    fstat: (fd) => task.call(() => task.descriptors.get(fd).stat()),
    descriptors: () => task.descriptors.numbers(),
  }
}
