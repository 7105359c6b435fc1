import { createEngine, type Engine, indexedDbStorage, pacedDelay, systemTime } from '#engine'
import { ErrnoError, outsideSites } from '#machine'
import type { CloudEvent } from '../api/api.ts'
import type { Change } from '../client/client.ts'
import { MachineHypervisor, randomBytes } from './hypervisor.ts'
import { Internet } from './internet.ts'
import { LentIsolates } from './isolates.ts'
import { type Laptop, startLaptop } from './laptop.ts'
import { serveMetadata } from './metadata-site.ts'
import { saveStates } from './save-states.ts'
import { Terminals } from './terminals.ts'

/** Everything behind the page: the engine, the machines, the internet between them. */
export interface Cloud {
  engine: Engine
  internet: Internet
  isolates: LentIsolates
  terminals: Terminals
  laptop: Laptop
  onEvent(listener: (event: CloudEvent) => void): () => void
  reset(): Promise<void>
}

export const databaseName = 'sandcloud'

export const startCloud = async (): Promise<Cloud> => {
  const listeners = new Set<(event: CloudEvent) => void>()
  const tell = (event: CloudEvent) => {
    for (const listener of listeners) listener(event)
  }
  const saving = saveStates((state) => tell({ type: 'save-state', state }))
  const isolates = new LentIsolates()
  // The engine needs the hypervisor, which needs the internet, which asks the engine for verdicts.
  let engine: Engine | undefined
  const now = () => engine?.now() ?? systemTime.now()
  const internet = new Internet({
    engine: () => engine!,
    sites: new Map(Object.entries(outsideSites)),
    metadata: (instanceId, stream) => serveMetadata(engine!, instanceId, stream),
    patience: (milliseconds, signal) => wait(pacedDelay(milliseconds, engine!.pace), signal),
  })
  const hypervisor = new MachineHypervisor({
    internet,
    isolates,
    now,
    onPower: (instanceId, event) => engine!.machines.poweredOff(instanceId, event),
  })
  engine = await createEngine({
    storage: saving.watch(await indexedDbStorage(databaseName)),
    time: systemTime,
    random: randomBytes,
    hypervisor,
  })
  engine.onCommit((changes) => tell({ type: 'changes', changes: changes.map(changeOf) }))
  let laptop = await startLaptop({ internet, isolates, now })
  return {
    engine,
    internet,
    isolates,
    terminals: new Terminals(),
    get laptop() {
      return laptop
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async reset() {
      await laptop.erase()
      await engine!.reset()
      laptop = await startLaptop({ internet, isolates, now })
    },
  }
}

const changeOf = ({
  region,
  kind,
  id,
  after,
}: {
  region: string
  kind: string
  id: string
  after?: unknown
}): Change => ({
  region,
  kind,
  id,
  deleted: after === undefined,
})

const wait = (milliseconds: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new ErrnoError('EINTR'))
    })
  })
