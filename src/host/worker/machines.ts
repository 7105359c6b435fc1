import type { MachineHypervisor } from './hypervisor.ts'
import { type InstancesOptions, openInstances } from './instances.ts'
import type { Internet } from './internet.ts'
import { type Laptop, type LaptopDisk, startLaptop } from './laptop.ts'
import { serveSites } from './sites.ts'
import { Terminals } from './terminals.ts'

export interface MachinesOptions extends InstancesOptions {
  openLaptopDisk(): Promise<LaptopDisk>
}

/** The half of the cloud that computes: instances, the laptop, and the internet between them. */
export interface Machines {
  hypervisor: MachineHypervisor
  internet: Internet
  terminals: Terminals
  laptop(): Promise<Laptop>
  skipWait(id: number): void
  serveSites(port: MessagePort): void
  /** Writes what the laptop has in memory only. */
  flushLaptop(): Promise<void>
  /** A new laptop, as on the first day. */
  resetLaptop(): Promise<void>
}

/** A room of its own, so that its code may come after the engine's. */
export const openMachines = ({ openLaptopDisk, ...options }: MachinesOptions): Machines => {
  const { isolates, now } = options
  const { hypervisor, internet, at, skipWait } = openInstances(options)
  const openLaptop = async () => startLaptop({ disk: await openLaptopDisk(), internet, isolates, now, at })
  let laptop = openLaptop()
  // Who asks for the laptop is told why there is none.
  laptop.catch(() => {})
  return {
    hypervisor,
    internet,
    terminals: new Terminals(),
    skipWait,
    laptop: () => laptop,
    serveSites: (port) => serveSites(port, internet),
    flushLaptop: async () => (await laptop).flush(),
    async resetLaptop() {
      await (await laptop).erase()
      laptop = openLaptop()
      await laptop
    },
  }
}
