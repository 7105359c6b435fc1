import type { Remote } from 'comlink'
import type { CloudApi } from '../../api/api.ts'
import { sharedWorker } from './shared-worker.ts'
import { tabWorker } from './tab-worker.ts'

/** The cloud's worker, reached. */
export interface Reached {
  /** Hold on to it: comlink closes the port of a proxy that was collected. */
  cloud: Remote<CloudApi>
  /** Resolves if that worker has gone, with the way to the other tab's that runs the cloud instead. */
  moved: Promise<() => Promise<Reached>>
}

/**
 * Reaches the worker that runs the cloud, starting it where none does: the browser's shared worker, or where
 * there is none, the worker of one of the tabs. Throws when its script cannot be loaded.
 */
export const reachCloud = (): Promise<Reached> =>
  typeof SharedWorker === 'undefined' ? tabWorker() : sharedWorker()
