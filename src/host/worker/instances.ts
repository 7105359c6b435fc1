import { type Engine, pacedDelay } from '#engine'
import { ErrnoError, type IsolateProvider, outsideSites, type ReadAsset } from '#machine'
import { MachineHypervisor } from './hypervisor.ts'
import { Internet } from './internet.ts'
import { serveMetadata } from './metadata-site.ts'

export interface InstancesOptions {
  /** The engine, which is up before any machine is. */
  engine(): Engine
  isolates: IsolateProvider
  readAsset: ReadAsset
  now(): number
}

/** Instances that really run, and the internet they are on. */
export interface Instances {
  hypervisor: MachineHypervisor
  internet: Internet
}

export const openInstances = ({ engine, isolates, readAsset, now }: InstancesOptions): Instances => {
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
  return { hypervisor, internet }
}

const wait = (milliseconds: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new ErrnoError('EINTR'))
    })
  })
