import { proxy, transfer } from 'comlink'
import type { CallAnswer, CloudEvent } from '../api/api.ts'
import type { LaptopFilesApi } from '../api/laptop-files.ts'
import { type Change, CloudError, type ConnectionWait, type SandcloudClient } from './client.ts'
import { Connection } from './connection.ts'
import { Events } from './events.ts'
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
  const lock = await heldForLife(`sandcloud-page-${crypto.randomUUID()}`)
  const events = new Events()
  let account = { accountId: '', userName: '' }
  const connection = new Connection({
    reach: reachCloud,
    async greet(cloud, moved) {
      account = await cloud.hello(lock)
      // A worker that has gone and comes back has nothing to say any more.
      await cloud.watch(proxy((event: CloudEvent) => !moved.aborted && events.emit(event)))
      // What runs in the sandbox can wait until the page has been drawn: its script is three times the page's.
      whenIdle(() => void lendSandbox(cloud, moved, (script) => events.emit(sandboxNotice[script])))
    },
    onMoved: () => events.emitMoved(),
    // A page that is loaded again says why there is no cloud, and what helps.
    onLost: () => location.reload(),
  })
  await connection.ready()
  // Asked for, not insisted on: a browser that says no keeps the data as long as it has room.
  void navigator.storage.persist?.()
  return client(connection, events, account)
}

/** Takes a Web Lock and keeps it until the page goes. */
const heldForLife = (lock: string): Promise<string> =>
  new Promise((resolve) => {
    void navigator.locks.request(lock, () => {
      resolve(lock)
      return new Promise(() => {})
    })
  })

const notice = (id: string, text: string): CloudEvent => ({ type: 'notice', notice: { id, text } })

const sandboxNotice = {
  missing: notice(
    'sandbox',
    'The part of Sandcloud that runs Node programs could not be loaded. Perhaps the connection is gone, or a newer Sandcloud has been put in this one’s place: it is tried again until it comes, or reload this page.',
  ),
  come: notice('sandbox', 'The part of Sandcloud that runs Node programs has come.'),
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

const client = (
  connection: Connection,
  events: Events,
  account: { accountId: string; userName: string },
): SandcloudClient => {
  const attach = (id: string, size: { columns: number; rows: number }) =>
    connection.ask(async (cloud, moved) => {
      const { port1, port2 } = new MessageChannel()
      return terminalScreen(await cloud.attachTerminal(id, size, transfer(port2, [port2])), port1, moved)
    })
  const toLaptop = <M extends keyof LaptopFilesApi>(method: M) =>
    ((...given: readonly unknown[]) =>
      connection.ask((cloud) => cloud.laptopFiles(method, given))) as LaptopFilesApi[M]
  return {
    ...account,
    async call(service, operation, input, { region }) {
      const answer = await connection.ask<CallAnswer>(async (cloud) =>
        cloud.call({ service, operation, input, region }),
      )
      if (!answer.ok) throw new CloudError(answer.code, answer.message, answer.requestId)
      return answer.output as never
    },
    onChange: (handler: (changes: readonly Change[]) => void) =>
      events.on((event) => event.type === 'changes' && handler(event.changes)),
    onMoved: (handler) => events.onMoved(handler),
    onWaits: (handler: (waits: readonly ConnectionWait[]) => void) =>
      events.on((event) => event.type === 'waits' && handler(event.waits)),
    skipWait: (id) => connection.ask((cloud) => cloud.skipWait(id)),
    onSaveState: (handler) => events.onSaveState(handler),
    onSuperseded: (handler) => events.onSuperseded(handler),
    onNotice: (handler) => events.onNotice(handler),
    pace: () => connection.ask((cloud) => cloud.pace()),
    setPace: (pace) => connection.ask((cloud) => cloud.setPace(pace)),
    saveToLaptop: (fileName, data) =>
      connection.ask((cloud) =>
        cloud.saveToLaptop(fileName, typeof data === 'string' ? new TextEncoder().encode(data) : data),
      ),
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
      const { id } = await connection.ask((cloud) => cloud.openTerminal(size))
      return attach(id, size)
    },
    terminals: () => connection.ask((cloud) => cloud.terminals()),
    attachTerminal: attach,
    siteFrame: siteFrames(connection),
    explain: (host, port) => connection.ask((cloud) => cloud.explain(host, port)),
    exportVolume: (region, id) =>
      connection.ask(async (cloud, moved) => {
        const image = await cloud.exportVolume(region, id)
        // A stream out of a worker that has gone would neither go on nor end.
        return image.pipeThrough(new TransformStream(), { signal: moved })
      }),
    async reset() {
      await connection.ask((cloud) => cloud.reset())
      location.assign(import.meta.env.BASE_URL)
    },
  }
}
