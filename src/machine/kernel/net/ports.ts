import { fail } from '../../errno.ts'
import type { Endpoint } from '../../network.ts'
import type { Task } from '../task.ts'
import { isAny, isLoopback, plainAddress } from './addresses.ts'

/** net.ipv4.ip_local_port_range, and the first port that everybody may have. */
const ephemeralPorts = { first: 32_768, last: 60_999 }
const firstUnprivileged = 1024

/** bind(2)'s checks: the address must be this machine's, and low ports are root's. */
export function checkBind(task: Task, { address, port }: Endpoint, own: readonly string[]): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fail('EINVAL')
  if (!isAny(address) && !isLoopback(address) && !own.includes(plainAddress(address))) fail('EADDRNOTAVAIL')
  if (port > 0 && port < firstUnprivileged && task.credentials.uid !== 0) fail('EACCES')
}

/** Hands out the ports that nobody asked for by number, one after the other. */
export class PortSupply {
  #last = ephemeralPorts.first

  /** Throws EADDRNOTAVAIL when all are taken. */
  next(isTaken: (port: number) => boolean): number {
    const { first, last } = ephemeralPorts
    for (let tries = first; tries <= last; tries++) {
      this.#last = this.#last >= last ? first : this.#last + 1
      if (!isTaken(this.#last)) return this.#last
    }
    return fail('EADDRNOTAVAIL')
  }
}
