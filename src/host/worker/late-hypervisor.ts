import type { AttachedVolume, Hypervisor, InstanceHardware } from '#engine'

/**
 * Stands in for the hypervisor until its code has arrived, so that the console is usable before: machines
 * that are switched on meanwhile wait.
 */
export class LateHypervisor implements Hypervisor {
  #real: Hypervisor | undefined
  readonly #waiting = new Map<string, InstanceHardware>()

  constructor(private readonly coming: Promise<Hypervisor>) {
    void coming.then((real) => {
      this.#real = real
      for (const hardware of this.#waiting.values()) real.powerOn(hardware)
      this.#waiting.clear()
    })
  }

  async buildImage(name: string): Promise<ReadonlyMap<number, Uint8Array>> {
    return (await this.coming).buildImage(name)
  }

  powerOn(hardware: InstanceHardware) {
    if (this.#real) this.#real.powerOn(hardware)
    else this.#waiting.set(hardware.instanceId, hardware)
  }

  async shutdown(instanceId: string): Promise<void> {
    this.#waiting.delete(instanceId)
    await (await this.coming).shutdown(instanceId)
  }

  powerOff(instanceId: string) {
    this.#waiting.delete(instanceId)
    this.#real?.powerOff(instanceId)
  }

  isOn(instanceId: string): boolean {
    return this.#real?.isOn(instanceId) ?? this.#waiting.has(instanceId)
  }

  reboot(instanceId: string) {
    this.#real?.reboot(instanceId)
  }

  attach(instanceId: string, volume: AttachedVolume) {
    void this.coming.then((real) => real.attach(instanceId, volume))
  }

  detach(instanceId: string, volumeId: string) {
    void this.coming.then((real) => real.detach(instanceId, volumeId))
  }

  consoleOutput(instanceId: string): string {
    return this.#real?.consoleOutput(instanceId) ?? ''
  }
}
