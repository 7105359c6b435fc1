import { dataOf } from '../facts.ts'
import { host } from '../host.ts'
import { processState } from '../process-state.ts'

const data = dataOf('performance') as { milestones: Float64Array; constants: Record<string, number> }
const k = data.constants

/** Milliseconds since the process began; before that, since the thread did. */
const now = (): number => host.performance.now() - processState.startedAt

/** Sets the clock's origin, at the process's start. */
export function startClock(wallTime: number): void {
  data.milestones.fill(-1)
  data.milestones[k.NODE_PERFORMANCE_MILESTONE_TIME_ORIGIN!] = 0
  data.milestones[k.NODE_PERFORMANCE_MILESTONE_TIME_ORIGIN_TIMESTAMP!] = wallTime * 1000
  for (const name of ['NODE_START', 'V8_START', 'ENVIRONMENT', 'BOOTSTRAP_COMPLETE', 'LOOP_START']) {
    data.milestones[k[`NODE_PERFORMANCE_MILESTONE_${name}`]!] = 0
  }
}

/** Histograms are counted natively in Node; here asking for one says so. */
class Histogram {
  constructor() {
    throw Object.assign(new Error('Histograms are not available in this Node'), {
      code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
    })
  }
}

export const binding = {
  ...data,
  now,
  Histogram,
  createELDHistogram: () => new Histogram(),
  setupObservers: () => {},
  installGarbageCollectionTracking: () => {},
  removeGarbageCollectionTracking: () => {},
  notify: () => {},
  loopIdleTime: () => 0,
  uvMetricsInfo: () => [0, 0, 0],
  markBootstrapComplete() {
    data.milestones[k.NODE_PERFORMANCE_MILESTONE_BOOTSTRAP_COMPLETE!] = now() * 1e6
  },
}
