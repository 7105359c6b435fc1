import { type Acl, aclVerdict, type Crossing } from './acls.ts'
import type { Probe, Step, Verdict } from './verdict.ts'

/** The borders of subnets that a packet has crossed; its answer crosses them the other way round. */
export class Borders {
  readonly #crossed: Crossing[] = []

  constructor(
    private readonly probe: Pick<Probe, 'port' | 'protocol' | 'sourcePort'>,
    private readonly steps: Step[],
  ) {}

  /** Whether the network ACL lets the packet through. */
  cross(acl: Acl | undefined, direction: Crossing['direction'], peer: string): boolean {
    const { port, protocol } = this.probe
    const crossing: Crossing = { acl, direction, peer, protocol, port, answer: false }
    this.#crossed.push(crossing)
    return this.#look(crossing)
  }

  /** The verdict, if the answer comes back: a datagram arrives whether or not there can be one. */
  crossBack(verdict: Verdict & { outcome: 'deliver' | 'outside' }): Verdict {
    const { sourcePort: port, protocol } = this.probe
    for (const crossing of this.#crossed.toReversed()) {
      const direction = crossing.direction === 'egress' ? 'ingress' : 'egress'
      if (this.#look({ ...crossing, direction, port, answer: true })) continue
      return protocol === 'udp' ? { ...verdict, oneWay: true } : { outcome: 'dropped', steps: this.steps }
    }
    return verdict
  }

  #look(crossing: Crossing): boolean {
    const { ok, step } = aclVerdict(crossing)
    if (step) this.steps.push(step)
    return ok
  }
}
