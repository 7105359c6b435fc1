import type { Endpoint } from '../../network.ts'

export const anyAddress = '0.0.0.0'

/** The machine speaks IPv4: `::` and `::1` mean the same places, and mapped addresses are what they map. */
export const plainAddress = (address: string): string =>
  address === '::' ? anyAddress : address === '::1' ? '127.0.0.1' : address.replace(/^::ffff:/i, '')

export const isLoopback = (address: string): boolean => plainAddress(address).startsWith('127.')

export const isAny = (address: string): boolean => plainAddress(address) === anyAddress

/** Whether a socket bound to the one would take what is for the other. */
export const overlaps = (one: Endpoint, other: Endpoint): boolean =>
  one.port === other.port &&
  (isAny(one.address) || isAny(other.address) || plainAddress(one.address) === plainAddress(other.address))

/** What an address and its subnet's length come to, in dotted form. */
export function subnetOf(
  address: string,
  prefix: number,
): { network: string; mask: string; broadcast: string } {
  const bits = address.split('.').reduce((sum, octet) => ((sum << 8) | Number(octet)) >>> 0, 0)
  const mask = prefix === 0 ? 0 : (0xffff_ffff << (32 - prefix)) >>> 0
  const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.')
  return { network: dotted(bits & mask), mask: dotted(mask), broadcast: dotted(bits | ~mask) }
}
