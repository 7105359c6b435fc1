import type { Network } from '../../network.ts'
import { isLoopback, subnetOf } from './addresses.ts'

/** The machine's cards by what tells them apart: addresses, and the subnet that each is in. */
const cardsOf = ({ address, lease, further }: Network) => [
  { addresses: [address, ...(further?.addresses ?? [])], prefix: lease.prefix },
  ...(further?.cards ?? []),
]

/** Every address of the machine but for 127.0.0.0/8, the first card's first one first. */
export const ownAddresses = (network: Network): string[] =>
  cardsOf(network).flatMap(({ addresses }) => addresses)

/** The address that goes to `to`: that of the card in whose subnet it is, or the first card's. */
export function sourceFor(network: Network, to: string): string {
  if (isLoopback(to)) return '127.0.0.1'
  if (ownAddresses(network).includes(to)) return to
  const near = cardsOf(network).find(
    ({ addresses: [first = ''], prefix }) => subnetOf(first, prefix).network === subnetOf(to, prefix).network,
  )
  return near?.addresses[0] ?? network.address
}
