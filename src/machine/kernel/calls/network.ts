import { fail } from '../../errno.ts'
import { Connection } from '../net/connection.ts'
import { DatagramSocket } from '../net/datagram-socket.ts'
import { Listener } from '../net/listener.ts'
import { lookUp } from '../net/host-names.ts'
import type { Process } from '../process.ts'
import type { Task } from '../task.ts'

type NetworkCalls = Pick<
  Process,
  | 'listen'
  | 'listenUnix'
  | 'accept'
  | 'connect'
  | 'connectUnix'
  | 'shutdown'
  | 'socketEndpoints'
  | 'openDatagram'
  | 'sendTo'
  | 'receiveFrom'
  | 'resolve'
  | 'query'
  | 'probe'
>

const defaultBacklog = 128

export function networkCalls(task: Task): NetworkCalls {
  return {
    listen: (endpoint, backlog = defaultBacklog) =>
      task.call(() => task.descriptors.add(task.kernel.network.listen(task, endpoint, backlog))),
    listenUnix: (path, backlog = defaultBacklog) =>
      task.call(async () => task.descriptors.add(await task.kernel.network.listenUnix(task, path, backlog))),
    accept: (fd) =>
      task.call(async () => {
        const listener = task.descriptors.get(fd)
        if (!(listener instanceof Listener)) return fail('EINVAL')
        const stream = await listener.accept(task)
        const connection = task.kernel.network.connected(task, stream, listener.family)
        return { fd: task.descriptors.add(connection), ...connection.endpoints() }
      }),
    connect: (endpoint) =>
      task.call(async () => task.descriptors.add(await task.kernel.network.connect(task, endpoint))),
    connectUnix: (path) =>
      task.call(async () => task.descriptors.add(await task.kernel.network.connectUnix(task, path))),
    shutdown: (fd) => {
      task.check()
      const socket = task.descriptors.get(fd)
      if (!(socket instanceof Connection)) return fail('ENOTSOCK')
      socket.shutdown()
    },
    socketEndpoints: (fd) => task.descriptors.get(fd).endpoints(),
    openDatagram: (local = {}, remote) =>
      task.call(() => task.descriptors.add(task.kernel.network.openDatagram(task, local, remote))),
    sendTo: (fd, data, to) => task.call(() => datagramSocket(task, fd).send(data, to)),
    receiveFrom: (fd) =>
      task.call(async () => {
        const { data, from } = await datagramSocket(task, fd).receive(task)
        return { data, from }
      }),
    resolve: (name) => task.call(() => lookUp(task, name)),
    query: (name, type, server) =>
      task.call(() => task.waitOutside(() => task.kernel.hardware.network.query(name, type, server))),
    probe: (probe) => task.call(() => task.kernel.network.probe(task, probe)),
  }
}

function datagramSocket(task: Task, fd: number): DatagramSocket {
  const socket = task.descriptors.get(fd)
  return socket instanceof DatagramSocket ? socket : fail('ENOTSOCK')
}
