import { wrap } from 'comlink'
import type { CloudApi, TabMessage, WorkerMessage } from '../../api/api.ts'
import { askOtherTab, onAsked } from './other-tabs.ts'
import type { Reached } from './reach-cloud.ts'
import { workerFailed } from './worker-failed.ts'

/**
 * Each tab has a worker; the one that leads runs the cloud, and serves the other tabs as well. When its tab
 * goes, another tab's worker leads, and every page starts anew from there.
 */
export const tabWorker = (): Promise<Reached> =>
  new Promise((resolve, reject) => {
    let moved: (() => void) | undefined
    const reached = (port: MessagePort) => {
      const gone = new Promise<void>((resolve) => {
        moved = resolve
      })
      resolve({ cloud: wrap<CloudApi>(port), moved: gone })
    }
    const worker = new Worker(new URL('../../worker/worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('error', () => reject(workerFailed()))
    const connect = (port: MessagePort) =>
      worker.postMessage({ type: 'connect', port } satisfies TabMessage, [port])
    const lead = () => {
      const { port1, port2 } = new MessageChannel()
      connect(port1)
      reached(port2)
      onAsked((port) => connect(port))
    }
    let asking = false
    const follow = () => {
      asking = true
      void askOtherTab().then(reached, reject)
    }
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
      if (moved) moved()
      else if (data.type === 'leading') lead()
      else if (!asking) follow()
    })
  })
