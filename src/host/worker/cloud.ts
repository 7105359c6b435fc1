import { createEngine, type Engine, pacedDelay, type Storage, systemTime, type TimeSource } from '#engine'
import { ErrnoError, type IsolateProvider, outsideSites, type ReadAsset } from '#machine'
import type { CloudEvent } from '../api/api.ts'
import type { Change } from '../client/client.ts'
import { MachineHypervisor, randomBytes } from './hypervisor.ts'
import { Internet } from './internet.ts'
import { type Laptop, type LaptopDisk, startLaptop } from './laptop.ts'
import { serveMetadata } from './metadata-site.ts'
import { saveStates } from './save-states.ts'
import { Terminals } from './terminals.ts'

/** What a cloud stands on: a browser's databases and sandboxes, or memory and threads in a test. */
export interface Ground {
  storage: Storage
  openLaptopDisk(): Promise<LaptopDisk>
  isolates: IsolateProvider
  readAsset: ReadAsset
  time?: TimeSource
}

/** Everything behind the page: the engine, the machines, the internet between them. */
export interface Cloud {
  engine: Engine
  internet: Internet
  terminals: Terminals
  readonly laptop: Laptop
  onEvent(listener: (event: CloudEvent) => void): () => void
  /** Something the learner must see. */
  notify(id: string, text: string): void
  reset(): Promise<void>
}

export const startCloud = async ({
  storage,
  openLaptopDisk,
  isolates,
  readAsset,
  time = systemTime,
}: Ground): Promise<Cloud> => {
  const listeners = new Set<(event: CloudEvent) => void>()
  const tell = (event: CloudEvent) => {
    for (const listener of listeners) listener(event)
  }
  /** Said before any page listens: for the first one that does. */
  let unheard: CloudEvent[] = []
  const notify = (id: string, text: string) => {
    const event: CloudEvent = { type: 'notice', notice: { id, text } }
    if (listeners.size > 0) tell(event)
    else unheard.push(event)
  }
  // The engine needs the hypervisor, which needs the internet, which asks the engine for verdicts.
  let opened: Engine | undefined
  const now = () => opened?.now() ?? time.now()
  const engineOf = () => opened ?? notYet()
  const internet = new Internet({
    engine: engineOf,
    sites: new Map(Object.entries(outsideSites(readAsset))),
    metadata: (instanceId, stream) => serveMetadata(engineOf(), instanceId, stream),
    patience: (milliseconds, signal) => wait(pacedDelay(milliseconds, engineOf().pace), signal),
  })
  const hypervisor = new MachineHypervisor({
    internet,
    isolates,
    now,
    onPower: (instanceId, event) => engineOf().machines.poweredOff(instanceId, event),
  })
  const engine = (opened = await createEngine({
    storage: saveStates((state) => tell({ type: 'save-state', state })).watch(storage),
    time,
    random: randomBytes,
    hypervisor,
  }))
  engine.onCommit((changes) => tell({ type: 'changes', changes: changes.map(changeOf) }))
  const openLaptop = async () => startLaptop({ disk: await openLaptopDisk(), internet, isolates, now })
  let laptop = await openLaptop()
  // Nobody has called yet: what runs now ran when the last worker ended.
  if (hypervisor.count > 0) notify('booted-again', bootedAgain(hypervisor.count))
  return {
    engine,
    internet,
    terminals: new Terminals(),
    get laptop() {
      return laptop
    },
    notify,
    onEvent(listener) {
      listeners.add(listener)
      for (const event of unheard) listener(event)
      unheard = []
      return () => listeners.delete(listener)
    },
    async reset() {
      await laptop.erase()
      await engine.reset()
      laptop = await openLaptop()
    },
  }
}

const notYet = (): never => {
  throw new Error('The cloud is not up yet.')
}

const bootedAgain = (count: number) =>
  `The browser had ended Sandcloud. ${count === 1 ? 'Your running instance has' : `Your ${count} running instances have`} booted again from the same volumes: services are back, and programs that ran in a terminal have to be started again.`

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
}): Change => ({ region, kind, id, deleted: after === undefined })

const wait = (milliseconds: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new ErrnoError('EINTR'))
    })
  })
