import type { AttachedVolume, Hypervisor, InstanceHardware } from '#engine'
import {
  bootMachine,
  buildImage,
  type IsolateProvider,
  type Machine,
  type MachineOptions,
  type PowerEvent,
} from '#machine'
import type { Internet } from './internet.ts'
import { randomBytes } from './random-bytes.ts'
import { scratchDisk } from './scratch-disk.ts'

interface Running {
  hardware: InstanceHardware
  machine: Machine
  /** Kernel disk name by volume id. */
  disks: Map<string, string>
  /** It is going down to come up again, unless somebody switches it off meanwhile. */
  rebooting: boolean
}

interface HypervisorOptions {
  internet: Internet
  isolates: IsolateProvider
  now(): number
  at: MachineOptions['at']
  /** The guest switched itself off or wants to start again. */
  onPower(instanceId: string, event: PowerEvent): void
}

/** What Ubuntu's images call their root: the name of a partition, for a whole disk. */
const wholeRoot = '/dev/sda1'

export const imageSize = 8 * 2 ** 30

/** Runs the instances: each is a machine of #machine on the volumes that the engine gives. */
export class MachineHypervisor implements Hypervisor {
  readonly #running = new Map<string, Running>()
  /** What an instance printed on its console, kept while it is off. */
  readonly #consoles = new Map<string, string>()

  constructor(private readonly options: HypervisorOptions) {}

  async buildImage(name: string): Promise<ReadonlyMap<number, Uint8Array>> {
    const disk = scratchDisk(imageSize)
    await buildImage(name, disk, { now: this.options.now })
    return disk.chunks
  }

  powerOn(hardware: InstanceHardware) {
    if (this.#running.has(hardware.instanceId)) return
    const { instanceId, instanceType, volumes } = hardware
    const disks = new Map<string, string>()
    const root = volumes.find((volume) => volume.deviceName === hardware.rootDeviceName)
    if (!root) return
    for (const volume of [root, ...volumes.filter((volume) => volume !== root)])
      disks.set(volume.volumeId, diskName(instanceType, volume.deviceName, disks))
    const machine = bootMachine({
      kind: 'instance',
      disks: new Map(volumes.map((volume) => [disks.get(volume.volumeId)!, volume.device])),
      attachedAs: new Map(
        volumes
          .filter(({ deviceName }) => deviceName !== wholeRoot)
          .map((volume) => [disks.get(volume.volumeId)!, volume.deviceName]),
      ),
      root: disks.get(root.volumeId)!,
      network: this.options.internet.instance(instanceId, hardware.privateIpAddress),
      isolates: this.options.isolates,
      now: this.options.now,
      at: this.options.at,
      randomBytes,
      memory: hardware.memory * 2 ** 20,
      processors: hardware.processors,
    })
    machine.booted.catch(() => {})
    const running: Running = { hardware, machine, disks, rebooting: false }
    this.#running.set(instanceId, running)
    machine.onPower((event) => {
      this.#off(running)
      if (event === 'reboot') this.powerOn(running.hardware)
      this.options.onPower(instanceId, event)
    })
  }

  async shutdown(instanceId: string): Promise<void> {
    const running = this.#running.get(instanceId)
    if (!running) return
    running.rebooting = false
    await this.#shutdown(running)
  }

  powerOff(instanceId: string) {
    const running = this.#running.get(instanceId)
    if (!running) return
    running.rebooting = false
    running.machine.powerOff()
    this.#off(running)
  }

  isOn(instanceId: string): boolean {
    return this.#running.has(instanceId)
  }

  reboot(instanceId: string) {
    const running = this.#running.get(instanceId)
    if (!running || running.rebooting) return
    running.rebooting = true
    void this.#shutdown(running).then(() => {
      if (running.rebooting) this.powerOn(running.hardware)
    })
  }

  attach(instanceId: string, volume: AttachedVolume) {
    const running = this.#running.get(instanceId)
    if (!running || running.disks.has(volume.volumeId)) return
    const name = diskName(running.hardware.instanceType, volume.deviceName, running.disks)
    running.disks.set(volume.volumeId, name)
    running.hardware = { ...running.hardware, volumes: [...running.hardware.volumes, volume] }
    running.machine.attachDisk(name, volume.device, volume.deviceName)
  }

  detach(instanceId: string, volumeId: string) {
    const running = this.#running.get(instanceId)
    const name = running?.disks.get(volumeId)
    if (!running || !name) return
    running.disks.delete(volumeId)
    const volumes = running.hardware.volumes.filter((volume) => volume.volumeId !== volumeId)
    running.hardware = { ...running.hardware, volumes }
    running.machine.detachDisk(name)
  }

  consoleOutput(instanceId: string): string {
    return this.#running.get(instanceId)?.machine.consoleOutput() ?? this.#consoles.get(instanceId) ?? ''
  }

  async #shutdown(running: Running): Promise<void> {
    await running.machine.shutdown()
    this.#off(running)
  }

  #off({ hardware: { instanceId }, machine }: Running) {
    this.#consoles.set(instanceId, machine.consoleOutput())
    if (this.#running.get(instanceId)?.machine === machine) this.#running.delete(instanceId)
  }
}

/** Nitro types show EBS volumes as NVMe disks in the order of their attachment, Xen types by the name given. */
const diskName = (instanceType: string, deviceName: string, taken: ReadonlyMap<string, string>): string => {
  if (/^(t2|m4|c4|r4)\./.test(instanceType))
    return deviceName.replace('/dev/', '').replace('sda1', 'sda').replace(/^sd/, 'xvd')
  const names = new Set(taken.values())
  let number = 0
  while (names.has(`nvme${number}n1`)) number++
  return `nvme${number}n1`
}
