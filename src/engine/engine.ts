import './facilities.ts'
import {
  accountSecret,
  type AccessKey,
  adminKey,
  consolePrincipal,
  findAccessKey,
  openAccount,
} from './account.ts'
import { BlockStore, Devices, ImageBuilder } from './blocks/index.ts'
import { regionNamed } from './catalog/index.ts'
import { createDoor, type WireRequest, type WireResponse } from './door/index.ts'
import type { Hypervisor } from './hypervisor.ts'
import {
  AwsError,
  type CallRecord,
  type CallSource,
  Kernel,
  newUuid,
  type Pace,
  type Principal,
  type RandomBytes,
  type RecordChange,
  type TimeSource,
} from './kernel/index.ts'
import { authorizer } from './identity/index.ts'
import { Metadata } from './metadata/index.ts'
import { Network } from './network/index.ts'
import { Machines, touchRegion } from './services/ec2/index.ts'
import { services } from './services/index.ts'
import { inTodaysForm, type Storage } from './storage/index.ts'
import { Volumes } from './volumes.ts'

export interface EngineOptions {
  storage: Storage
  time: TimeSource
  random: RandomBytes
  hypervisor: Hypervisor
  /** Of a new account; otherwise it is dealt. */
  accountId?: string | undefined
  /** An access key of the admin user that is known beforehand. */
  adminKey?: AccessKey | undefined
  /** Every request through the door is the admin's, whatever its signature. */
  trust?: boolean | undefined
  /** A mistake of our own, or storage that refused. */
  onFault?(error: unknown): void
}

export interface EngineCall {
  service: string
  operation: string
  input?: unknown
  region: string
  /** The admin, if none is given. */
  principal?: Principal
  /** Where it is made, for the record. */
  source?: CallSource
}

export interface Engine {
  readonly accountId: string
  readonly userName: string
  /** The admin's, for the laptop's ~/.aws/credentials. */
  readonly adminKey: AccessKey
  readonly pace: Pace
  readonly network: Pick<Network, 'cardsOf' | 'nameOf' | 'resolve' | 'verdict'>
  readonly metadata: Pick<Metadata, 'handle'>
  readonly volumes: Pick<Volumes, 'image'>
  readonly machines: Pick<Machines, 'poweredOff' | 'running'>
  /** A request of any AWS client. Never rejects. */
  handle(wire: WireRequest): Promise<WireResponse>
  /** A call from inside the page. Throws AwsError. */
  call(call: EngineCall): Promise<unknown>
  /** Every call that is on record, newest first: bounded, and without secrets. */
  calls(): readonly CallRecord[]
  /** Told after each commit what it changed, the record of calls left out. Returns the cancellation. */
  onCommit(listener: (changes: readonly RecordChange[]) => void): () => void
  /** Engine time, in milliseconds since the epoch. */
  now(): number
  /** Calls back once at a moment of engine time, also when it is moved ahead. Not stored. Returns the cancellation. */
  at(due: number, callback: () => void | Promise<void>): () => void
  setPace(pace: Pace): Promise<void>
  /** Moves engine time ahead; what falls due on the way happens in its order. */
  skip(milliseconds: number): Promise<void>
  /** Throws the account away and makes a new one. */
  reset(): Promise<void>
  /** Writes what running machines have in memory only. */
  flush(): Promise<void>
  stop(): void
}

/** The cloud. Opens the account in `storage`, or makes one. */
export const createEngine = async (options: EngineOptions): Promise<Engine> => {
  const { time, random, hypervisor } = options
  const storage = inTodaysForm(options.storage)
  const onFault = options.onFault ?? (() => {})
  // Blocks, devices and images commit through the kernel, which hands them to operations.
  const joint: { kernel?: Kernel } = {}
  const blocks = new BlockStore(storage, random)
  const commit: Kernel['commit'] = (scope, body) => joint.kernel!.commit(scope, body)
  const read: Kernel['read'] = (scope) => joint.kernel!.read(scope)
  const devices = new Devices({ blocks, commit, read })
  const images = new ImageBuilder({ blocks, hypervisor, commit, read })
  const kernel = (joint.kernel = await Kernel.start({
    storage,
    time,
    random,
    services,
    facilities: { hypervisor, blocks, devices, images, calls: { list: () => joint.kernel!.calls.list() } },
    authorize: authorizer({
      now: () => joint.kernel!.now(),
      secret: () => accountSecret(joint.kernel!),
    }),
    onFault,
    onCommitFailed: onFault,
  }))
  const open = () =>
    openAccount(kernel, random, { accountId: options.accountId, credentials: options.adminKey })
  let account = await open()
  await sweepOrphans(kernel, blocks, account.accountId)

  const principal = () => consolePrincipal(kernel, account.accountId)
  const keyOf = () => adminKey(kernel, account.accountId) ?? noKey
  const door = createDoor<Principal>({
    execute: async (call) => {
      if (call.service === 'ec2') await touch(kernel, call.principal.accountId, call.region)
      return kernel.execute(call)
    },
    credentials: (accessKeyId) => findAccessKey(kernel, accessKeyId),
    now: () => kernel.now(),
    engineTime: (clientTime) => clientTime + kernel.ahead,
    get trusted() {
      return options.trust ? principal() : undefined
    },
    newRequestId: () => newUuid(random),
    refused: (call, error) => kernel.note(call, error),
    onFault,
  })
  const machines = new Machines({ kernel, hypervisor, devices, onFault })
  const metadata = new Metadata({ kernel, random })
  // Machines may talk to the engine as soon as they are on: not before whoever made it holds it.
  const cancelResume = time.at(time.now(), () => machines.resume())

  return {
    get accountId() {
      return account.accountId
    },
    userName: account.userName,
    get adminKey() {
      const { accessKeyId, secretAccessKey } = keyOf()
      return { accessKeyId, secretAccessKey }
    },
    get pace() {
      return kernel.pace
    },
    network: new Network(kernel),
    metadata,
    volumes: new Volumes({ accountId: () => account.accountId, kernel, blocks }),
    machines,
    handle: (wire) => door.handle(wire),
    call: ({ source, ...call }) =>
      door.call({ principal: principal(), ...call, input: call.input ?? {} }, source),
    calls: () => kernel.calls.list(),
    onCommit: (listener) => kernel.onCommit(listener),
    now: () => kernel.now(),
    at: (due, callback) => kernel.at(due, callback),
    setPace: (pace) => kernel.setPace(pace),
    async skip(milliseconds) {
      await machines.quiet()
      await kernel.skip(milliseconds)
      await machines.quiet()
    },
    async reset() {
      machines.pullPlugs()
      await kernel.reset()
      blocks.clear()
      metadata.clear()
      account = await open()
    },
    flush: () => devices.flushAll(),
    stop() {
      cancelResume()
      machines.stop()
      kernel.stop()
    },
  }
}

/** Of an admin who has deleted theirs. */
const noKey: AccessKey = { accessKeyId: '', secretAccessKey: '' }

/** The first call to a region finds it furnished. */
const touch = async (kernel: Kernel, account: string, region: string) => {
  if (!regionNamed(region)) throw new AwsError('UnrecognizedRegion', `Sandcloud has no region '${region}'.`)
  const scope = { account, region }
  if (!kernel.read(scope).get('ec2.region', region)) await kernel.decide(scope, touchRegion)
}

/** Blocks that a crash left behind, or that volumes let go before it. */
const sweepOrphans = async (kernel: Kernel, blocks: BlockStore, account: string) => {
  const scope = { account, region: 'global' }
  const orphans = await blocks.orphans(kernel.read(scope))
  if (orphans.length > 0)
    await kernel.commit(scope, (tx) => {
      for (const id of orphans) tx.deleteBlob(id)
    })
}
