import type { Engine } from '#engine'
import { pacedDelay } from '#engine'
import { ErrnoError, type IsolateProvider, outsideSites, type ReadAsset } from '#machine'
import { MachineHypervisor } from './hypervisor.ts'
import { Internet } from './internet.ts'
import { type Laptop, type LaptopDisk, startLaptop } from './laptop.ts'
import { serveMetadata } from './metadata-site.ts'
import { serveSites } from './sites.ts'
import { Terminals } from './terminals.ts'

export interface MachinesOptions {
  /** The engine, which is up before any machine is. */
  engine(): Engine
  openLaptopDisk(): Promise<LaptopDisk>
  isolates: IsolateProvider
  readAsset: ReadAsset
  now(): number
}

/** The half of the cloud that computes: instances, the laptop, and the internet between them. */
export interface Machines {
  hypervisor: MachineHypervisor
  internet: Internet
  terminals: Terminals
  laptop(): Promise<Laptop>
  serveSites(port: MessagePort): void
  /** A new laptop, as on the first day. */
  resetLaptop(): Promise<void>
}

/** A room of its own, so that its code may come after the engine's. */
export const openMachines = ({
  engine,
  openLaptopDisk,
  isolates,
  readAsset,
  now,
}: MachinesOptions): Machines => {
  const internet = new Internet({
    engine,
    sites: new Map(Object.entries(outsideSites(readAsset))),
    metadata: (instanceId, stream) => serveMetadata(engine(), instanceId, stream),
    patience: (milliseconds, signal) => wait(pacedDelay(milliseconds, engine().pace), signal),
  })
  const hypervisor = new MachineHypervisor({
    internet,
    isolates,
    now,
    onPower: (instanceId, event) => engine().machines.poweredOff(instanceId, event),
  })
  const openLaptop = async () => startLaptop({ disk: await openLaptopDisk(), internet, isolates, now })
  let laptop = openLaptop()
  // Who asks for the laptop is told why there is none.
  laptop.catch(() => {})
  return {
    hypervisor,
    internet,
    terminals: new Terminals(),
    laptop: () => laptop,
    serveSites: (port) => serveSites(port, internet),
    async resetLaptop() {
      await (await laptop).erase()
      laptop = openLaptop()
      await laptop
    },
  }
}

const wait = (milliseconds: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new ErrnoError('EINTR'))
    })
  })
