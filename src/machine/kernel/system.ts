import type { IsolateProvider } from '../isolate.ts'
import type { SystemBus } from './bus.ts'
import type { Kernel } from './kernel.ts'
import { isSocket } from './net/network-stack.ts'
import type {
  BlockDeviceInfo,
  MountInfo,
  NetworkInterface,
  ProcessInfo,
  SocketInfo,
  System,
} from './process.ts'
import { memoryOf } from './memory-estimate.ts'
import type { MessageRing } from './message-ring.ts'
import type { Task } from './task.ts'
import { SwapAreas } from './swap-areas.ts'
import { mountWords } from './vfs/mount-options.ts'
import { pathOf } from './vfs/place.ts'

/** What the kernel itself takes of the machine's memory as `free` shows it. */
const kernelMemory = 96 * 1024 * 1024

/** Until the root volume has said which system this is. */
const unknown: System['release'] = {
  id: 'linux',
  version: '',
  kernel: '6.18.28-sandcloud',
  build: '#1 SMP PREEMPT_DYNAMIC',
  machine: 'x86_64',
}

/** The machine as its programs see it. */
export class MachineSystem implements System {
  /** Set when the root volume is there. */
  release = unknown
  readonly swaps = new SwapAreas()

  constructor(private readonly kernel: Kernel) {}

  now(): number {
    return this.kernel.now()
  }

  uptime(): number {
    return this.kernel.now() - this.kernel.booted
  }

  at(time: number, callback: () => void | Promise<void>): () => void {
    return this.kernel.at(time, callback)
  }

  get hostname(): string {
    return this.kernel.hostname
  }

  set hostname(name: string) {
    this.kernel.hostname = name
  }

  get machine(): 'instance' | 'laptop' {
    return this.kernel.hardware.kind
  }

  get memory(): { total: number; used: number } {
    const { memory } = this.kernel.hardware
    const tmpfs = this.kernel.mounts
      .all()
      .filter(({ type }) => type === 'tmpfs')
      .map(({ mounted }) => mounted.fs.statfs())
      .reduce((sum, { blocks, free, blockSize }) => sum + (blocks - free) * blockSize, 0)
    const resident = this.kernel.tasks.all().reduce((sum, task) => sum + memoryOf(task).resident, 0)
    const used = kernelMemory + resident + tmpfs
    return { total: memory, used: Math.min(memory, used) }
  }

  get processors(): number {
    return this.kernel.hardware.processors
  }

  get isolates(): IsolateProvider {
    return this.kernel.hardware.isolates
  }

  processes(): ProcessInfo[] {
    return this.kernel.tasks.all().map(describe)
  }

  mounts(): MountInfo[] {
    return this.kernel.mounts.all().map(({ source, at, type, options }) => ({
      source,
      target: at ? pathOf(at) : '/',
      type,
      options: mountWords(options),
    }))
  }

  blockDevices(): BlockDeviceInfo[] {
    return this.kernel.disks.list()
  }

  sockets(): SocketInfo[] {
    const users = new Map<number, SocketInfo['users']>()
    for (const { pid, command, descriptors } of this.kernel.tasks.all())
      for (const fd of descriptors.numbers()) {
        const file = descriptors.get(fd)
        if (isSocket(file)) users.set(file.ino, [...(users.get(file.ino) ?? []), { pid, command, fd }])
      }
    return this.kernel.network.sockets().map((info) => ({ ...info, users: users.get(info.ino) ?? [] }))
  }

  get network(): NetworkInterface {
    return this.networks[0]!
  }

  get networks(): NetworkInterface[] {
    const { network, kind, root } = this.kernel.hardware
    // Nitro's cards sit on PCI slots from 5 on; a Xen guest's are paravirtual.
    const nameOf = (index: number): string =>
      kind === 'laptop' ? 'enp3s0' : root.startsWith('nvme') ? `ens${5 + index}` : `enX${index}`
    const { addresses, cards } = network.further ?? { addresses: [], cards: [] }
    const first = { ...network.lease, index: 0, addresses: [network.address, ...addresses] }
    return [first, ...cards].map(({ addresses: [address = '', ...secondary], ...card }) => ({
      ...card,
      name: nameOf(card.index),
      address,
      secondary,
      mtu: kind === 'laptop' ? 1500 : 9001,
    }))
  }

  randomBytes(length: number): Uint8Array {
    return this.kernel.hardware.randomBytes(length)
  }

  shutdown(kind: 'poweroff' | 'reboot'): void {
    this.kernel.onPower(kind)
  }

  log(line: string): void {
    this.kernel.onLog(line)
  }

  get bus(): SystemBus {
    return this.kernel.bus
  }

  get kernelMessages(): MessageRing {
    return this.kernel.messages
  }
}

function stateOf(task: Task): ProcessInfo['state'] {
  if (task.ended) return 'Z'
  if (task.state === 'stopped') return 'T'
  // Process 1 has no program: it waits for its children.
  return task.blocked || task.pid === 1 ? 'S' : 'R'
}

export function describe(task: Task): ProcessInfo {
  const { pid, pgid, session, command, argv, started, cpu, credentials, cgroup } = task
  return {
    pid,
    ppid: task.parent?.pid ?? 0,
    pgid,
    sid: session.id,
    uid: credentials.uid,
    niceness: task.niceness,
    memory: memoryOf(task),
    state: stateOf(task),
    ...(session.tty && { tty: session.tty.name }),
    command,
    argv,
    started,
    cpu,
    cgroup,
  }
}
