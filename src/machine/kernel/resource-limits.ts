import { fail } from '../errno.ts'
import { limits } from './limits.ts'

/** What setrlimit(2) bounds: seconds of processor time, bytes of a file and of a core dump, descriptors, processes of a user. */
export type Resource = 'cpu' | 'fsize' | 'core' | 'nofile' | 'nproc'

/** Infinity is RLIM_INFINITY. */
export interface ResourceLimit {
  soft: number
  hard: number
}

const initial: Readonly<Record<Resource, ResourceLimit>> = {
  cpu: { soft: Infinity, hard: Infinity },
  fsize: { soft: Infinity, hard: Infinity },
  // Nothing here dumps core, whatever the limit says.
  core: { soft: 0, hard: Infinity },
  nofile: { soft: limits.descriptors, hard: limits.mostDescriptors },
  nproc: { soft: limits.userProcesses, hard: limits.userProcesses },
}

/** The resource limits of one process: a child gets a copy of them. */
export class ResourceLimits {
  readonly #limits: Map<Resource, ResourceLimit>

  constructor(from?: ResourceLimits) {
    this.#limits = new Map(from ? from.#limits : (Object.entries(initial) as [Resource, ResourceLimit][]))
  }

  get(resource: Resource): ResourceLimit {
    return this.#limits.get(resource)!
  }

  /** EINVAL when the soft limit is above the hard one, EPERM when others than root raise the hard one. */
  set(resource: Resource, limit: ResourceLimit, isRoot: boolean): void {
    if (limit.soft > limit.hard || limit.soft < 0) fail('EINVAL')
    if (limit.hard > this.get(resource).hard && !isRoot) fail('EPERM')
    // fs.nr_open: more than that not even root can have.
    if (resource === 'nofile' && limit.hard > limits.mostDescriptors) fail('EPERM')
    this.#limits.set(resource, { ...limit })
  }
}
