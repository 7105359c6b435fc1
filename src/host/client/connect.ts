import { proxy, type Remote, transfer } from 'comlink'
import type { CloudApi, CloudEvent } from '../api/api.ts'
import type { LaptopFilesApi } from '../api/laptop-files.ts'
import {
  type Change,
  CloudError,
  type ConnectionWait,
  type SandcloudClient,
  type SaveState,
} from './client.ts'
import { reachCloud } from './reach/index.ts'
import { lendSandbox } from './sandbox.ts'
import { siteFrames } from './site-frame.ts'
import { terminalScreen } from './terminal-screen.ts'

/** Why the cloud cannot run in this browser, in a sentence for the learner. */
export class UnsupportedBrowser extends Error {
  override readonly name = 'UnsupportedBrowser'
}

/** Connects this page to the cloud, starting it if it does not run yet. */
export const connectClient = async (): Promise<SandcloudClient> => {
  checkBrowser()
  const { cloud, moved } = await reachCloud()
  // Before the first answer too: a page that waits for a worker that has gone would wait for ever.
  void moved.then(() => location.reload())
  const events = new Events()
  const lock = `sandcloud-page-${crypto.randomUUID()}`
  await new Promise<void>((held) => {
    void navigator.locks.request(lock, () => {
      held()
      return new Promise(() => {})
    })
  })
  const { accountId, userName } = await cloud.hello(lock)
  await cloud.watch(proxy((event: CloudEvent) => events.emit(event)))
  // What runs in the sandbox can wait until the page has been drawn: its script is three times the page's.
  whenIdle(() => void lendSandbox(cloud))
  // Asked for, not insisted on: a browser that says no keeps the data as long as it has room.
  void navigator.storage.persist?.()
  return client(cloud, events, { accountId, userName })
}

/** When the page has nothing more urgent to do, and in any case soon. */
const whenIdle = (work: () => void) => {
  // Safari has no idle callbacks.
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 2000 })
  else setTimeout(work, 500)
}

const checkBrowser = () => {
  if (!isSecureContext)
    throw new UnsupportedBrowser(
      `Browsers give a page at ${location.origin} no storage locks and no service worker. Open Sandcloud at http://localhost, or through https. From another computer: ssh -L ${location.port || '80'}:localhost:${location.port || '80'} ${location.hostname}, then open http://localhost:${location.port || '80'}.`,
    )
  if (!('locks' in navigator) || (typeof SharedWorker === 'undefined' && !('serviceWorker' in navigator)))
    throw new UnsupportedBrowser(
      'This browser cannot keep two tabs from running the practice cloud at once. Current Chrome, Edge, Firefox and Safari can.',
    )
}

type Notice = Extract<CloudEvent, { type: 'notice' }>['notice']

class Events {
  readonly #listeners = new Set<(event: CloudEvent) => void>()
  #early: Notice[] | undefined = []
  #superseded: string | undefined
  #saving: SaveState | undefined

  emit(event: CloudEvent) {
    if (event.type === 'save-state') this.#saving = event.state
    if (event.type === 'superseded') this.#superseded = event.text
    if (event.type === 'notice') this.#early?.push(event.notice)
    for (const listener of this.#listeners) listener(event)
  }
  on(listener: (event: CloudEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What the cloud had to say before the page was drawn is said to whoever asks first. */
  onNotice(handler: (notice: Notice) => void): () => void {
    const early = this.#early
    this.#early = undefined
    for (const notice of early ?? []) handler(notice)
    return this.on((event) => event.type === 'notice' && handler(event.notice))
  }

  /** Beginning with how it stands. */
  onSaveState(handler: (state: SaveState) => void): () => void {
    if (this.#saving) handler(this.#saving)
    return this.on((event) => event.type === 'save-state' && handler(event.state))
  }

  onSuperseded(handler: (text: string) => void): () => void {
    if (this.#superseded !== undefined) handler(this.#superseded)
    return this.on((event) => event.type === 'superseded' && handler(event.text))
  }
}

const client = (
  cloud: Remote<CloudApi>,
  events: Events,
  account: { accountId: string; userName: string },
): SandcloudClient => {
  const attach = async (id: string, size: { columns: number; rows: number }) => {
    const { port1, port2 } = new MessageChannel()
    const info = await cloud.attachTerminal(id, size, transfer(port2, [port2]))
    return terminalScreen(info, port1)
  }
  const toLaptop = <M extends keyof LaptopFilesApi>(method: M) =>
    ((...given: readonly unknown[]) => cloud.laptopFiles(method, given)) as LaptopFilesApi[M]
  return {
    ...account,
    async call(service, operation, input, { region }) {
      const answer = await cloud.call({ service, operation, input, region })
      if (!answer.ok) throw new CloudError(answer.code, answer.message, answer.requestId)
      return answer.output as never
    },
    onChange: (handler: (changes: readonly Change[]) => void) =>
      events.on((event) => event.type === 'changes' && handler(event.changes)),
    onWaits: (handler: (waits: readonly ConnectionWait[]) => void) =>
      events.on((event) => event.type === 'waits' && handler(event.waits)),
    skipWait: (id) => cloud.skipWait(id),
    onSaveState: (handler) => events.onSaveState(handler),
    onSuperseded: (handler) => events.onSuperseded(handler),
    onNotice: (handler) => events.onNotice(handler),
    pace: () => cloud.pace(),
    setPace: (pace) => cloud.setPace(pace),
    saveToLaptop: (fileName, data) =>
      cloud.saveToLaptop(fileName, typeof data === 'string' ? new TextEncoder().encode(data) : data),
    laptopFiles: {
      places: toLaptop('places'),
      list: toLaptop('list'),
      makeFolder: toLaptop('makeFolder'),
      writePart: toLaptop('writePart'),
      abandon: toLaptop('abandon'),
      tree: toLaptop('tree'),
      readPart: toLaptop('readPart'),
    },
    async openTerminal(size) {
      const { id } = await cloud.openTerminal(size)
      return attach(id, size)
    },
    terminals: () => cloud.terminals(),
    attachTerminal: attach,
    siteFrame: siteFrames(cloud),
    explain: (host, port) => cloud.explain(host, port),
    exportVolume: (region, id) => cloud.exportVolume(region, id),
    async reset() {
      await cloud.reset()
      location.assign(import.meta.env.BASE_URL)
    },
  }
}
