import { fail } from '../../errno.ts'
import { Connection } from '../net/connection.ts'
import { Listener } from '../net/listener.ts'
import { lookUp } from '../net/host-names.ts'
import type { Process } from '../process.ts'
import type { Task } from '../task.ts'

type NetworkCalls = Pick<
  Process,
  'listen' | 'accept' | 'connect' | 'shutdown' | 'socketEndpoints' | 'resolve'
>

const defaultBacklog = 128

export function networkCalls(task: Task): NetworkCalls {
  return {
    listen: (endpoint, backlog = defaultBacklog) =>
      task.call(() => task.descriptors.add(task.kernel.network.listen(task, endpoint, backlog))),
    accept: (fd) =>
      task.call(async () => {
        const listener = task.descriptors.get(fd)
        if (!(listener instanceof Listener)) return fail('EINVAL')
        const stream = await listener.accept(task)
        const connection = task.kernel.network.connected(task, stream)
        return { fd: task.descriptors.add(connection), ...connection.endpoints() }
      }),
    connect: (endpoint) =>
      task.call(async () => task.descriptors.add(await task.kernel.network.connect(task, endpoint))),
    shutdown: (fd) => {
      task.check()
      const socket = task.descriptors.get(fd)
      if (!(socket instanceof Connection)) return fail('ENOTSOCK')
      socket.shutdown()
    },
    socketEndpoints: (fd) => task.descriptors.get(fd).endpoints(),
    resolve: (name) => task.call(() => lookUp(task, name)),
  }
}
