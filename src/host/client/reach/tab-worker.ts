import { wrap } from 'comlink'
import type { CloudApi, TabMessage, WorkerMessage } from '../../api/api.ts'
import { answers } from './answers.ts'
import { askOtherTab, onAsked } from './other-tabs.ts'
import type { Reached } from './reach-cloud.ts'
import { workerFailed } from './worker-failed.ts'

/**
 * Each tab has a worker; the one that leads runs the cloud, and serves the other tabs as well. When its tab
 * goes, another tab's worker leads, and every page goes on with that one.
 */
export const tabWorker = (): Promise<Reached> => {
  const worker = new Worker(new URL('../../worker/worker.ts', import.meta.url), { type: 'module' })
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => reject(workerFailed()))
  })
  const { now, next } = lastWords(worker)

  const lead = (): Reached => {
    const connect = (port: MessagePort) =>
      worker.postMessage({ type: 'connect', port } satisfies TabMessage, [port])
    const { port1, port2 } = new MessageChannel()
    connect(port1)
    const stop = onAsked(connect)
    const moved = next().then(() => {
      stop()
      // A page whose own worker has lost the account is told so, and reaches nothing until it is loaded again.
      return now() === 'over' ? never : reach
    })
    return { cloud: wrap<CloudApi>(port2), moved }
  }

  const follow = async (): Promise<Reached> => {
    const changed = next()
    for (;;) {
      const asking = new AbortController()
      const port = await Promise.race([askOtherTab(asking.signal), changed])
      asking.abort()
      // Before anybody answered, another one led.
      if (!(port instanceof MessagePort)) return reach()
      const cloud = wrap<CloudApi>(port)
      // The page of a worker that is frozen may have been the first to answer.
      if (await Promise.race([answers(cloud), changed.then(() => true)]))
        return { cloud, moved: changed.then(() => reach) }
    }
  }

  const reach = async (): Promise<Reached> => (now() === 'leading' ? lead() : follow())

  return Promise.race([next().then(reach), failed])
}

const never = new Promise<never>(() => {})

/** What a worker has said last, and when it says something else. */
const lastWords = (worker: Worker) => {
  let now: WorkerMessage['type'] | undefined
  let heard: () => void
  let next: Promise<void>
  const listen = () => {
    next = new Promise((resolve) => {
      heard = resolve
    })
  }
  listen()
  worker.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
    now = data.type
    const tell = heard
    listen()
    tell()
  })
  return { now: () => now, next: () => next }
}
