import { expose, transfer } from 'comlink'
import type { CloudApi, TabMessage, WorkerMessage } from '../api/api.ts'
import type { Cloud } from './cloud.ts'
import { ConnectedPage } from './connected-page.ts'
import { LentIsolates } from './isolates.ts'
import { Leadership } from './leadership/index.ts'

declare const self: SharedWorkerGlobalScope | DedicatedWorkerGlobalScope

/**
 * Runs the cloud: as the browser's one shared worker, or, where there is none, as the worker of each tab, of
 * which the one that leads serves the others too.
 */
const isShared = 'onconnect' in self

// One script per build: its name holds a hash of what is in it.
const me = { id: crypto.randomUUID(), build: import.meta.url }

const tell = (message: WorkerMessage) => {
  if (!isShared) (self as DedicatedWorkerGlobalScope).postMessage(message)
}

const leadership = new Leadership({
  self: me,
  // Pages reach another tab's worker, if it is of their build; a shared worker of another name they don't.
  mayLead: ({ build }) => !isShared && build === me.build,
  onOther: () => tell({ type: 'elsewhere' }),
  onOver: (how) => void end(how === 'stolen' ? movedText : replacedText, { inOrder: how === 'asked' }),
})

const movedText =
  'This tab had stopped answering, so that Sandcloud has been started again in another one. What was saved is there.'
const replacedText =
  'A newer Sandcloud has been opened in another tab, and goes on where this one was. What you made is kept.'

// The cloud's code is fetched while the lock is waited for, where it will surely be needed.
const fetchCode = () => import('./open-cloud.ts')
if (isShared) void fetchCode().catch(() => {})

const leading = leadership.take().then(() => tell({ type: 'leading' }))

let opened: Promise<Cloud> | undefined
/** The cloud, started by whoever asks first. A start that failed is tried again by the next one. */
const cloud = (): Promise<Cloud> =>
  (opened ??= leading
    .then(fetchCode)
    .then(({ openCloud }) => openCloud(isolates))
    .then((up) => {
      up.onSuperseded(() => void end(movedText))
      return up
    })
    .catch((error: unknown) => {
      opened = undefined
      throw error
    }))

const isolates = new LentIsolates(async (count) => {
  const programs = count === 1 ? 'A Node program' : `${count} Node programs`
  const text = `${programs} ran in a page that was closed or reloaded, and died with it (SIGKILL). In a terminal, start it again; a service whose unit says Restart= comes back by itself.`
  ;(await cloud()).notify('programs-lost', text)
})

let ended: Promise<void> | undefined
/** Another worker runs the cloud, or will: the pages are told, and this one goes. */
const end = (text: string, { inOrder = false } = {}) =>
  (ended ??= (async () => {
    tell({ type: 'over' })
    const up = await opened?.catch(() => undefined)
    await up?.end(text, { inOrder })
    leadership.release()
    self.close()
  })())

const serve = (port: MessagePort) => {
  const page = new ConnectedPage()
  let offered: Promise<CloudApi> | undefined
  const offer = () =>
    (offered ??= Promise.all([cloud(), fetchCode()])
      .then(([up, { cloudApi }]) => cloudApi(up, isolates, page))
      .catch((error: unknown) => {
        offered = undefined
        throw error
      }))
  // Calls that arrive before the cloud is up wait for it.
  const api = new Proxy({} as CloudApi, {
    get:
      (_, method: keyof CloudApi) =>
      async (...args: unknown[]) => {
        if (method === 'answers') return
        const result = await ((await offer())[method] as (...args: unknown[]) => unknown)(...args)
        return result instanceof ReadableStream ? transfer(result, [result]) : result
      },
  })
  expose(api, port)
}

if (isShared) self.addEventListener('connect', (event) => serve((event as MessageEvent).ports[0]!))
else
  self.addEventListener('message', (event) => {
    const { data } = event as MessageEvent<TabMessage>
    if (data.type === 'connect') serve(data.port)
  })
