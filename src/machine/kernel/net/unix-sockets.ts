import { fail } from '../../errno.ts'
import type { Stream } from '../../network.ts'
import { makeEntry } from '../calls/nodes.ts'
import type { Task } from '../task.ts'
import type { Mount } from '../vfs/mount.ts'
import { locate, walk } from '../vfs/open-path.ts'
import { mayWrite, require } from '../vfs/permissions.ts'
import { Listener } from './listener.ts'
import { streamPair } from './loopback.ts'

/** sockaddr_un's room for a path, with its NUL: unix(7). */
const longestPath = 107

/** Who listens at a file: while it does, the inode's number is nobody else's. */
interface Bound {
  mount: Mount
  ino: number
  listener: Listener
}

/** Unix domain sockets: a file of type socket is the name, and who listens on it is only in memory. */
export class UnixSockets {
  readonly #bound = new Set<Bound>()

  /** Throws EADDRINUSE when there is anything at the path, even a socket whose listener has died. */
  async listen(task: Task, path: string, backlog: number, onClosed: () => void): Promise<Listener> {
    checkLength(path)
    const walked = await walk(task, path, false)
    if (walked.place) fail('EADDRINUSE')
    const { mount } = walked.parent
    const ino = await makeEntry(task, walked, 0o777 & ~task.umask, (fs, node) =>
      fs.mknod(walked.parent.ino, walked.name, { ...node, type: 'socket', rdev: 0 }),
    )
    mount.hold(ino)
    const listener = new Listener('unix', { address: path, port: 0 }, backlog, () => {
      this.#bound.delete(bound)
      mount.drop(ino)
      onClosed()
    })
    const bound: Bound = { mount, ino, listener }
    this.#bound.add(bound)
    return listener
  }

  async connect(task: Task, path: string): Promise<Stream> {
    checkLength(path)
    const { mount, ino } = await locate(task, path)
    const stat = await mount.run((fs) => fs.stat(ino))
    require(stat, task.credentials, mayWrite)
    const listener = [...this.#bound].find((one) => one.mount === mount && one.ino === ino)?.listener
    if (stat.type !== 'socket' || !listener) return fail('ECONNREFUSED')
    const [near, far] = streamPair({ address: '', port: 0 }, { address: listener.local.address, port: 0 })
    await listener.room(task)
    if (!listener.offer(far)) fail('ECONNREFUSED')
    return near
  }
}

function checkLength(path: string): void {
  if (new TextEncoder().encode(path).length > longestPath) fail('EINVAL')
}
