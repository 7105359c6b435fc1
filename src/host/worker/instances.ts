import { type Engine, pacedDelay } from '#engine'
import { type IsolateProvider, type MachineOptions, outsideSites, type ReadAsset } from '#machine'
import type { ConnectionWait } from '../client/client.ts'
import { ConnectionWaits } from './connection-waits.ts'
import { MachineHypervisor } from './hypervisor.ts'
import { Internet } from './internet.ts'
import { serveMetadata } from './metadata-site.ts'

export interface InstancesOptions {
  /** The engine, which is up before any machine is. */
  engine(): Engine
  isolates: IsolateProvider
  readAsset: ReadAsset
  now(): number
  /** Told of the connections that wait for an answer which does not come, after each change. */
  onWaits?(waits: ConnectionWait[]): void
}

/** Instances that really run, and the internet they are on. */
export interface Instances {
  hypervisor: MachineHypervisor
  internet: Internet
  /** How machines wait for a moment of the engine's time. */
  at: MachineOptions['at']
  /** Lets a connection time out at once. */
  skipWait(id: number): void
}

/** Time that is moved ahead does not wait longer than this for what a machine does on the way. */
const longestWake = 200

export const openInstances = ({ engine, isolates, readAsset, now, onWaits }: InstancesOptions): Instances => {
  const waits = new ConnectionWaits(onWaits)
  const internet = new Internet({
    engine,
    sites: new Map(Object.entries(outsideSites(readAsset))),
    metadata: (instanceId, stream) => serveMetadata(engine(), instanceId, stream),
    patience: (milliseconds, to, signal) => waits.begin(to, pacedDelay(milliseconds, engine().pace), signal),
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
  return { hypervisor, internet, at, skipWait: (id) => waits.skip(id) }
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds))
