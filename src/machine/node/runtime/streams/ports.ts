import { boot } from '../boot-data.ts'
import type { BoundPort } from '../../protocol.ts'

/*
 * bind(2) answers at once, so the process knows what is bound on the machine: from its start, and from
 * the kernel's messages since. Who is too late all the same hears it as an error of the server.
 */
const others: BoundPort[] = []
const own: BoundPort[] = []

export function changePorts(added: readonly BoundPort[] = [], removed: readonly BoundPort[] = []): void {
  for (const gone of removed) {
    const index = others.findIndex((one) => one.address === gone.address && one.port === gone.port)
    if (index >= 0) others.splice(index, 1)
  }
  others.push(...added)
}

const overlaps = (a: string, b: string): boolean => a === b || a === '0.0.0.0' || b === '0.0.0.0'

export const isTaken = (address: string, port: number): boolean =>
  [...others, ...own].some((one) => one.port === port && overlaps(one.address, address))

export const boundPorts = (): number => others.length + own.length

export const markBound = (address: string, port: number): void => void own.push({ address, port })

export function markFree(address: string, port: number): void {
  const index = own.findIndex((one) => one.address === address && one.port === port)
  if (index >= 0) own.splice(index, 1)
}

export const isOwnAddress = (address: string): boolean =>
  address.startsWith('127.') || address === boot().address
