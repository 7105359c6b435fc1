import type { Mounted } from '../fs/file-system.ts'
import { makeTmpfs, type Tmpfs } from '../fs/tmpfs.ts'
import type { MachineOptions, PowerEvent } from '../machine.ts'
import { SystemBus } from './bus.ts'
import { ConsoleLog } from './console-log.ts'
import { DescriptorTable } from './descriptor-table.ts'
import { addDeviceNodes } from './devices/device-nodes.ts'
import { DeviceRegistry } from './devices/device-registry.ts'
import { DeviceFiles } from './devices/device-files.ts'
import { Disks } from './devices/disks.ts'
import { addMemoryDevices } from './devices/memory-devices.ts'
import { PtyDevices } from './devices/pty-devices.ts'
import { Fifos } from './fifos.ts'
import { MessageRing, stamped } from './message-ring.ts'
import { NetworkStack } from './net/network-stack.ts'
import type { Credentials, Program } from './process.ts'
import type { ProgramTable } from './program-table.ts'
import { ProcessGone } from './process-gone.ts'
import { MachineSystem } from './system.ts'
import type { Task } from './task.ts'
import { TaskTable } from './task-table.ts'
import type { MountOptions } from './vfs/mount-options.ts'
import { MountTree } from './vfs/mount-tree.ts'

export interface StartOptions {
  argv: readonly string[]
  env?: ReadonlyMap<string, string>
  /** Root when not given. */
  credentials?: Credentials
  descriptors?: DescriptorTable
  cgroup?: string
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The kernel of one machine that is switched on: what all its processes share. */
export class Kernel {
  readonly hardware: MachineOptions
  readonly programs: ProgramTable
  readonly booted: number
  readonly console = new ConsoleLog()
  readonly messages = new MessageRing()
  readonly bus = new SystemBus()
  readonly devices = new DeviceRegistry()
  readonly devtmpfs: Mounted<Tmpfs>
  readonly devpts: Mounted<Tmpfs>
  readonly disks: Disks
  readonly fifos = new Fifos()
  readonly ptys: PtyDevices
  readonly network: NetworkStack
  readonly mounts: MountTree
  readonly tasks = new TaskTable(this)
  readonly system: MachineSystem
  /** Process 1. */
  readonly init: Task
  hostname = 'localhost'
  /** Whose system call is walking a path right now: what /proc/self stands for. */
  current: Task | undefined
  /** Where syslog(3) goes: the console, until a journal takes it. */
  onLog: (line: string) => void = (line) => this.console.line(line)
  onPower: (event: PowerEvent) => void = () => undefined
  /** Called when nothing is left of a process: procfs forgets it. */
  onReaped: (task: Task) => void = () => undefined
  #boundary = performance.now()
  readonly #alarms = new Set<() => void>()

  constructor(hardware: MachineOptions, programs: ProgramTable) {
    this.hardware = hardware
    this.programs = programs
    this.booted = hardware.now()
    const now = (): number => this.now()
    this.devtmpfs = makeTmpfs({ now, size: 4 * 1024 * 1024, mode: 0o755 })
    this.devpts = makeTmpfs({ now, size: 1024 * 1024, mode: 0o755 })
    addDeviceNodes(this.devtmpfs.fs)
    this.ptys = new PtyDevices(this, this.devpts.fs)
    this.disks = new Disks({ now, devices: this.devices, files: new DeviceFiles(this.devtmpfs.fs) })
    this.network = new NetworkStack(hardware.network)
    this.mounts = new MountTree(makeTmpfs({ now, size: 1024 * 1024, mode: 0o755 }))
    this.system = new MachineSystem(this)
    addMemoryDevices(this.devices, {
      randomBytes: (length) => hardware.randomBytes(length),
      console: (bytes) => this.console.write(bytes),
    })
    this.init = this.tasks.addInit({
      argv: ['/usr/lib/systemd/systemd'],
      command: 'systemd',
      env: new Map([['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin']]),
      credentials: { uid: 0, gid: 0, groups: [0] },
      cwd: this.mounts.root,
      umask: 0o022,
      descriptors: new DescriptorTable(),
    })
  }

  now(): number {
    return this.hardware.now()
  }

  /** Calls back at a moment of wall time, if the machine is still on by then. @returns the cancellation. */
  at(time: number, callback: () => void | Promise<void>): () => void {
    const cancel = (): void => {
      this.#alarms.delete(cancel)
      stop()
    }
    const stop = this.hardware.at(time, async () => {
      this.#alarms.delete(cancel)
      try {
        await callback()
      } catch (error) {
        if (!(error instanceof ProcessGone)) throw error
      }
    })
    this.#alarms.add(cancel)
    return cancel
  }

  /** printk: the kernel's log, and the console. */
  print(text: string, level = 6): void {
    const message = { time: this.now() - this.booted, level, text }
    this.messages.add(message)
    this.console.line(stamped(message))
  }

  /** What the boot loader's rootfs gives way to. */
  pivotRoot(mounted: Mounted, origin: { source: string; dev?: number; options: MountOptions }): void {
    this.mounts.pivot(mounted, origin)
    this.init.moveTo(this.mounts.root)
  }

  /** The thread's time since anybody last entered or left a system call: it was the caller's. */
  chargeTime(): number {
    const now = performance.now()
    const spent = now - this.#boundary
    this.#boundary = now
    return spent
  }

  /** Starts a child of process 1 in a session of its own: a service, a login. */
  start(main: Program, origin: StartOptions): Task {
    const { init } = this
    const task = this.tasks.add({
      parent: init,
      session: init.session,
      argv: origin.argv,
      command: baseName(origin.argv[0] ?? ''),
      env: new Map(origin.env ?? init.env),
      credentials: origin.credentials ?? init.credentials,
      cwd: this.mounts.root,
      umask: 0o022,
      descriptors: origin.descriptors ?? new DescriptorTable(),
      ...(origin.cgroup !== undefined && { cgroup: origin.cgroup }),
    })
    task.process.setSession()
    this.tasks.start(task, main)
    return task
  }

  async syncAll(): Promise<void> {
    for (const mount of this.mounts.all()) await mount.mounted.sync()
    await this.disks.sync()
  }

  reaped(task: Task): void {
    this.onReaped(task)
  }

  /** A program threw what it should have handled: told on its own stderr, as a crash is. */
  crashed(task: Task, error: unknown): void {
    if (error instanceof ProcessGone) return
    const text = error instanceof Error ? error.message : String(error)
    this.onLog(`${task.command}[${task.pid}]: ${text}`)
    if (task.ended) return
    try {
      const line = new TextEncoder().encode(`${task.command}: ${text}\n`)
      task.descriptors
        .get(2)
        .write(task, line)
        .catch(() => undefined)
    } catch {
      // It had no stderr either.
    }
  }

  /** Everything stops at once: no process runs on, nobody answers at its ports. */
  halt(): void {
    for (const cancel of this.#alarms) cancel()
    this.network.unplug()
    for (const task of this.tasks.all())
      if (task.pid !== 1) this.tasks.finish(task, { pid: task.pid, signal: 'SIGKILL' })
    // Without process 1 nothing can be started any more, by a boot that is still going on either.
    if (!this.init.ended) this.init.end({ pid: 1, signal: 'SIGKILL' })
  }
}
