import { bootMachine } from '../boot/boot-machine.ts'
import { buildImage } from '../images/build-image.ts'
import type { ImageName } from '../images/build-image.ts'
import type { Machine, MachineOptions } from '../machine.ts'
import { TestInternet } from './internet.ts'
import { MemoryDevice } from './memory-device.ts'
import { testHardware } from './test-kernel.ts'
import { TestTerminal } from './test-terminal.ts'

export interface TestMachineOptions {
  image?: ImageName
  /** The root volume, when it is not to be a fresh one. */
  root?: MemoryDevice
  internet?: TestInternet
  address?: string
  hardware?: Partial<MachineOptions>
}

export interface TestMachine {
  machine: Machine
  root: MemoryDevice
  internet: TestInternet
  /** A terminal with a login shell that has shown its prompt. */
  terminal(user?: string): Promise<TestTerminal>
}

const gibibyte = 1024 ** 3
const images = new Map<ImageName, Promise<MemoryDevice>>()

/** A root volume with the image on it; built once, copied for every test. */
export async function imageDisk(image: ImageName): Promise<MemoryDevice> {
  let built = images.get(image)
  if (!built) {
    const disk = new MemoryDevice(8 * gibibyte)
    built = buildImage(image, disk, { now: () => Date.now() }).then(() => disk)
    images.set(image, built)
  }
  return copyDisk(await built)
}

/** A volume of its own with the same bytes, as from a snapshot; what the machine has not written yet comes along. */
export function copyDisk(disk: MemoryDevice): MemoryDevice {
  disk.flush()
  const copy = new MemoryDevice(disk.size, { serial: disk.serial })
  for (const [index, bytes] of disk.chunks) copy.chunks.set(index, bytes.slice())
  return copy
}

/** A machine that has booted from a root volume of its own. */
export async function testMachine(options: TestMachineOptions = {}): Promise<TestMachine> {
  const { image = 'al2023', internet = new TestInternet(), address = '172.31.44.70' } = options
  const root = options.root ?? (await imageDisk(image))
  const machine = bootMachine(
    testHardware({
      kind: image === 'laptop' ? 'laptop' : 'instance',
      disks: new Map([['nvme0n1', root]]),
      network: internet.plug(address),
      ...options.hardware,
    }),
  )
  await machine.booted
  const terminal = async (user = image === 'laptop' ? 'learner' : 'ec2-user'): Promise<TestTerminal> => {
    const size = { columns: 100, rows: 40 }
    const screen = new TestTerminal(machine.openTerminal({ user, ...size }), size)
    await screen.see(/[$#]$/)
    return screen
  }
  return { machine, root, internet, terminal }
}
