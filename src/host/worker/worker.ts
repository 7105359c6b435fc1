import { expose, transfer } from 'comlink'
import type { CloudApi } from '../api/api.ts'
import { indexedDbStorage } from '#engine'
import { readAsset } from './assets.ts'
import { type Cloud, startCloud } from './cloud.ts'
import { cloudApi } from './cloud-api.ts'
import { ConnectedPage } from './connected-page.ts'
import { openIndexedDbDisk } from './indexed-db-disk.ts'
import { LentIsolates } from './isolates.ts'
import { laptopDiskSize } from './laptop-facts.ts'

declare const self: SharedWorkerGlobalScope

/**
 * Two engines must never run on one account: an older worker (after a deploy) may still be alive, so the
 * cloud starts only once the lock is ours, and keeps it for as long as this worker lives.
 */
const whenAlone = <T>(start: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    void navigator.locks.request('sandcloud-engine', async () => {
      try {
        resolve(await start())
      } catch (error) {
        return reject(error)
      }
      await new Promise(() => {})
    })
  })

const isolates = new LentIsolates(async (count) => {
  const programs = count === 1 ? 'A Node program' : `${count} Node programs`
  const text = `${programs} ran in a page that was closed or reloaded, and died with it (SIGKILL). Start it again in its terminal.`
  ;(await cloud).notify('programs-lost', text)
})

const cloud: Promise<Cloud> = whenAlone(async () =>
  startCloud({
    storage: await indexedDbStorage('sandcloud'),
    openLaptopDisk: () => openIndexedDbDisk('sandcloud-laptop', laptopDiskSize),
    isolates,
    readAsset,
  }),
)

self.addEventListener('connect', ({ ports }) => {
  const page = new ConnectedPage()
  const offered = cloud.then((up) => cloudApi(up, isolates, page))
  // Calls that arrive before the cloud is up wait for it.
  const api = new Proxy({} as CloudApi, {
    get:
      (_, method: keyof CloudApi) =>
      async (...args: unknown[]) => {
        const result = await ((await offered)[method] as (...args: unknown[]) => unknown)(...args)
        return result instanceof ReadableStream ? transfer(result, [result]) : result
      },
  })
  expose(api, ports[0]!)
})
