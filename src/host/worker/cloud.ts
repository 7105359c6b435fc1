import { createEngine, type Engine, type Storage, systemTime, type TimeSource } from '#engine'
import type { CloudEvent } from '../api/api.ts'
import type { Change } from '../client/client.ts'
import { LateHypervisor } from './late-hypervisor.ts'
import type { LaptopDisk } from './laptop.ts'
import type { Machines, MachinesOptions } from './machines.ts'
import { randomBytes } from './random-bytes.ts'
import { SaveStates, type Track } from './save-states.ts'

/** What a cloud stands on: a browser's databases and sandboxes, or memory and threads in a test. */
export interface Ground extends Pick<MachinesOptions, 'isolates' | 'readAsset'> {
  storage: Storage
  /** The laptop's disk is no part of the engine's storage: `track` runs what writes to it. */
  openLaptopDisk(track: Track): Promise<LaptopDisk>
  time?: TimeSource
}

/** Everything behind the page: the engine, and the machines, whose code comes later. */
export interface Cloud {
  engine: Engine
  machines: Promise<Machines>
  onEvent(listener: (event: CloudEvent) => void): () => void
  /** Something the learner must see. */
  notify(id: string, text: string): void
  /** Told when storage refuses because another engine has the account. */
  onSuperseded(listener: () => void): void
  /**
   * Stops everything, for another worker to go on, and tells the pages why. In good order: with what the
   * machines have not written yet.
   */
  end(text: string, options: { inOrder: boolean }): Promise<void>
  reset(): Promise<void>
}

/** How long an end in good order may take, in milliseconds: somebody waits. */
const orderly = 5000

export const startCloud = async ({ storage, time = systemTime, ...ground }: Ground): Promise<Cloud> => {
  const { onEvent, tell, notify } = announcements()
  const superseded = new Set<() => void>()
  const saving = new SaveStates({
    tell: (state) => tell({ type: 'save-state', state }),
    onSuperseded: () => {
      for (const listener of superseded) listener()
    },
    time,
  })
  // Machines ask the engine for verdicts, and the engine switches machines on.
  let open: (engine: Engine) => void = () => {}
  const opened = new Promise<Engine>((resolve) => {
    open = resolve
  })
  const machines = Promise.all([machinesCode({ notify, time }), opened]).then(([{ openMachines }, engine]) =>
    openMachines({
      ...ground,
      openLaptopDisk: () => ground.openLaptopDisk((write) => saving.track(write)),
      engine: () => engine,
      now: () => engine.now(),
      onWaits: (waits) => tell({ type: 'waits', waits }),
    }),
  )
  machines.catch(() => {})
  const hypervisor = new LateHypervisor(machines.then((room) => room.hypervisor))
  const engine = await createEngine({
    storage: saving.watch(storage),
    time,
    random: randomBytes,
    hypervisor,
  })
  open(engine)
  engine.onCommit((changes) => tell({ type: 'changes', changes: changes.map(changeOf) }))
  const running = engine.machines.running()
  // Nobody has called yet: what runs now ran when the last worker ended.
  if (running > 0) notify('booted-again', bootedAgain(running))
  return {
    engine,
    machines,
    onEvent(listener) {
      // A page that comes while something is not saved must say so too.
      listener({ type: 'save-state', state: saving.now })
      return onEvent(listener)
    },
    notify,
    onSuperseded: (listener) => void superseded.add(listener),
    async end(text, { inOrder }) {
      if (inOrder) {
        const written = Promise.all([engine.flush(), machines.then((room) => room.flushLaptop())])
        await Promise.race([
          written.catch(() => {}),
          new Promise<void>((resolve) => void time.at(time.now() + orderly, resolve)),
        ])
      }
      engine.stop()
      tell({ type: 'superseded', text })
    },
    async reset() {
      await engine.reset()
      await (await machines).resetLaptop()
    },
  }
}

/** How long until code that did not come is asked for again, in milliseconds. */
const again = 5000

/** The machines' code, however long it takes: nothing that runs can be thrown away for a line that is gone. */
const machinesCode = async ({ notify, time }: { notify: Cloud['notify']; time: TimeSource }) => {
  for (let told = false; ; told = true)
    try {
      const code = await import('./machines.ts')
      if (told) notify('machines-missing', 'The part of Sandcloud that runs your machines has come.')
      return code
    } catch {
      if (!told) notify('machines-missing', machinesMissing)
      await new Promise<void>((resolve) => void time.at(time.now() + again, resolve))
    }
}

const machinesMissing =
  'The part of Sandcloud that runs your laptop and your instances could not be loaded. Perhaps the connection is gone, or a newer Sandcloud has been put in this one’s place: it is tried again until it comes, or reload this page. What you made is kept.'

/** Events for the pages; what is said before any page listens is kept for the first one that does. */
const announcements = () => {
  const listeners = new Set<(event: CloudEvent) => void>()
  let unheard: CloudEvent[] = []
  const tell = (event: CloudEvent) => {
    for (const listener of listeners) listener(event)
  }
  return {
    tell,
    notify(id: string, text: string) {
      const event: CloudEvent = { type: 'notice', notice: { id, text } }
      if (listeners.size > 0) tell(event)
      else unheard.push(event)
    },
    onEvent(listener: (event: CloudEvent) => void) {
      listeners.add(listener)
      for (const event of unheard) listener(event)
      unheard = []
      return () => listeners.delete(listener)
    },
  }
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
