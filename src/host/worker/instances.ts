import { type Engine, pacedDelay } from '#engine'
import { ErrnoError, type IsolateProvider, type MachineOptions, outsideSites, type ReadAsset } from '#machine'
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
  /** How machines wait for a moment of the engine's time. */
  at: MachineOptions['at']
}

/** Time that is moved ahead does not wait longer than this for what a machine does on the way. */
const longestWake = 200

export const openInstances = ({ engine, isolates, readAsset, now }: InstancesOptions): Instances => {
  const internet = new Internet({
    engine,
    sites: new Map(Object.entries(outsideSites(readAsset))),
    metadata: (instanceId, stream) => serveMetadata(engine(), instanceId, stream),
    patience: (milliseconds, signal) => wait(pacedDelay(milliseconds, engine().pace), signal),
  })
  const at: MachineOptions['at'] = (time, callback) =>
    engine().at(time, () => Promise.race([callback(), wait(longestWake)]))
  const hypervisor = new MachineHypervisor({
    internet,
    isolates,
    now,
    at,
    onPower: (instanceId, event) => engine().machines.poweredOff(instanceId, event),
  })
  return { hypervisor, internet, at }
}

const wait = (milliseconds: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new ErrnoError('EINTR'))
    })
  })
