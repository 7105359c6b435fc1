import { wrap } from 'comlink'
import type { CloudApi } from '../../api/api.ts'
import { answers } from './answers.ts'
import type { Reached } from './reach-cloud.ts'
import { workerFailed } from './worker-failed.ts'

/**
 * Where the shared worker's name is noted: a worker that no longer answers cannot be ended, but one of another
 * name can take the engine's lock from it.
 */
const noted = 'sandcloud-worker'

export const sharedWorker = async (): Promise<Reached> => {
  // Each time round the worker is connected to once more: one that failed without a word is then fetched again.
  for (;;) {
    const worker = start(localStorage.getItem(noted) ?? 'sandcloud')
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', () => reject(workerFailed()))
    })
    const cloud = wrap<CloudApi>(worker.port)
    if (await Promise.race([answers(cloud), failed])) return { cloud, moved: new Promise(() => {}) }
    // One that has the lock has been loaded: it is no slow line that keeps it from answering.
    if (await isRunning()) localStorage.setItem(noted, `sandcloud-${crypto.randomUUID()}`)
  }
}

const start = (name: string) =>
  new SharedWorker(new URL('../../worker/worker.ts', import.meta.url), {
    type: 'module',
    name,
    // Chromium keeps it alive over a reload of the last page; others ignore the member.
    extendedLifetime: true,
  } as WorkerOptions)

const isRunning = async (): Promise<boolean> => {
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === 'sandcloud-engine')
}
