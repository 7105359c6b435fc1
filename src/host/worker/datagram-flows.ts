import type { Endpoint } from '#machine'

/** How long a security group remembers a UDP exchange: connection tracking's 180 seconds. */
const remembered = 180_000
const most = 4096

/** Where an answer goes: to whom, and from which address, since it is the asked one and not the private one behind it. */
export interface WayBack<Machine> {
  machine: Machine
  to: Endpoint
  from: Endpoint
}

/** Who sent what to whom a moment ago: the answer needs no rule, since security groups are stateful. */
export class DatagramFlows<Machine> {
  readonly #flows = new Map<string, { until: number; back: WayBack<Machine> }>()

  constructor(private readonly now: () => number) {}

  /** A packet reached `target` and seemed to come from `seen`. */
  remember(target: Endpoint, seen: Endpoint, back: WayBack<Machine>): void {
    const key = keyOf(target, seen)
    this.#flows.delete(key)
    this.#flows.set(key, { until: this.now() + remembered, back })
    if (this.#flows.size > most) this.#flows.delete(this.#flows.keys().next().value!)
  }

  wayBack(from: Endpoint, to: Endpoint): WayBack<Machine> | undefined {
    const flow = this.#flows.get(keyOf(from, to))
    return flow && flow.until > this.now() ? flow.back : undefined
  }
}

const keyOf = (from: Endpoint, to: Endpoint) => `${from.address}:${from.port}>${to.address}:${to.port}`
