import type { AttachedVolume, Hypervisor, InstanceHardware } from '../hypervisor.ts'

const chunkSize = 524_288

/** A chunk filled with one number: easy to tell from others. */
export const chunkOf = (fill: number) => new Uint8Array(chunkSize).fill(fill)

/** Machines that do nothing but note what was done to them. */
export class RecordingHypervisor implements Hypervisor {
  readonly calls: string[] = []
  readonly hardware = new Map<string, InstanceHardware>()
  readonly #on = new Set<string>()
  /** Set to hold guests back on their way down. */
  slowShutdown: Promise<void> | undefined

  async buildImage(name: string) {
    this.calls.push(`build ${name}`)
    return new Map([
      [0, chunkOf(1)],
      [2, chunkOf(2)],
      [5, chunkOf(3)],
    ])
  }

  powerOn(hardware: InstanceHardware) {
    this.calls.push(`power on ${hardware.instanceId}`)
    this.hardware.set(hardware.instanceId, hardware)
    this.#on.add(hardware.instanceId)
  }

  async shutdown(instanceId: string) {
    this.calls.push(`shut down ${instanceId}`)
    await this.slowShutdown
    this.#on.delete(instanceId)
  }

  powerOff(instanceId: string) {
    this.calls.push(`power off ${instanceId}`)
    this.#on.delete(instanceId)
  }

  isOn(instanceId: string) {
    return this.#on.has(instanceId)
  }

  reboot(instanceId: string) {
    this.calls.push(`reboot ${instanceId}`)
  }

  attach(instanceId: string, volume: AttachedVolume) {
    this.calls.push(`attach ${volume.volumeId} to ${instanceId} as ${volume.deviceName}`)
    const hardware = this.hardware.get(instanceId)!
    this.hardware.set(instanceId, { ...hardware, volumes: [...hardware.volumes, volume] })
  }

  detach(instanceId: string, volumeId: string) {
    this.calls.push(`detach ${volumeId} from ${instanceId}`)
    const hardware = this.hardware.get(instanceId)!
    const volumes = hardware.volumes.filter((volume) => volume.volumeId !== volumeId)
    this.hardware.set(instanceId, { ...hardware, volumes })
  }

  consoleOutput(instanceId: string) {
    return `Linux on ${instanceId}\n`
  }

  /** The device of an instance's disk as its guest would use it. */
  device(instanceId: string, deviceName = '/dev/xvda') {
    const disk = this.hardware.get(instanceId)?.volumes.find((volume) => volume.deviceName === deviceName)
    if (!disk) throw new Error(`${instanceId} was switched on without ${deviceName}`)
    return disk.device
  }
}
