import { fail } from '../../errno.ts'
import { OpenFile } from '../open-file.ts'
import type { FileStat } from '../process.ts'
import type { Task } from '../task.ts'
import { pathOf } from '../vfs/place.ts'
import type { Place } from '../vfs/place.ts'
import { statOf } from '../vfs/regular-file.ts'
import { deviceNumber } from './device-registry.ts'
import type { DeviceRegistry } from './device-registry.ts'

interface Behaviour {
  read(length: number): Uint8Array
  write(data: Uint8Array): void
}

/** A device that answers at once: null, zero, full, random, the console. */
class ImmediateDevice extends OpenFile {
  constructor(
    private readonly place: Place,
    access: { read: boolean; write: boolean },
    private readonly behaviour: Behaviour,
  ) {
    super(access.read, access.write)
  }

  get description(): string {
    return pathOf(this.place)
  }

  stat(): Promise<FileStat> {
    return statOf(this.place)
  }

  override read(_task: Task, length: number): Promise<Uint8Array> {
    return Promise.resolve(this.behaviour.read(length))
  }

  override write(_task: Task, data: Uint8Array): Promise<void> {
    this.behaviour.write(data)
    return Promise.resolve()
  }

  override seek(): Promise<number> {
    return Promise.resolve(0)
  }

  override truncate(): Promise<void> {
    return Promise.resolve()
  }
}

const nothing = new Uint8Array(0)
/** Bytes that Web Crypto gives at once. */
const mostRandom = 65_536
const zeros = (length: number): Uint8Array => new Uint8Array(length)

/** The devices every machine has: mem(4), random(4) and the serial console. */
export function addMemoryDevices(
  devices: DeviceRegistry,
  machine: { randomBytes(length: number): Uint8Array; console(bytes: Uint8Array): void },
): void {
  const add = (major: number, minor: number, behaviour: Behaviour): void =>
    devices.add(
      'character',
      deviceNumber(major, minor),
      (_task, { place, access }) => new ImmediateDevice(place, access, behaviour),
    )
  const random = {
    read: (length: number) => {
      const bytes = zeros(length)
      for (let at = 0; at < length; at += mostRandom)
        bytes.set(machine.randomBytes(Math.min(mostRandom, length - at)), at)
      return bytes
    },
    write: () => undefined,
  }
  add(1, 3, { read: () => nothing, write: () => undefined })
  add(1, 5, { read: zeros, write: () => undefined })
  add(1, 7, { read: zeros, write: () => fail('ENOSPC') })
  add(1, 8, random)
  add(1, 9, random)
  add(5, 1, { read: () => nothing, write: (data) => machine.console(data) })
}

/** name, major, minor, mode: what devtmpfs holds of them. */
export const memoryDeviceNodes: readonly (readonly [string, number, number, number])[] = [
  ['null', 1, 3, 0o666],
  ['zero', 1, 5, 0o666],
  ['full', 1, 7, 0o666],
  ['random', 1, 8, 0o666],
  ['urandom', 1, 9, 0o666],
  ['tty', 5, 0, 0o666],
  ['console', 5, 1, 0o600],
  ['ptmx', 5, 2, 0o666],
]
