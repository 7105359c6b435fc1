import { type Card, formatIpv4, parseIpv4 } from '#engine'
import type { FurtherAddresses, Lease } from '#machine'

/** What DHCP says in a subnet: its first address is the router's, its second the name server's (the VPC's, really). */
export const leaseIn = ({ mac, cidr }: { mac: string; cidr: string }): Lease => {
  const [base = '', length = '20'] = cidr.split('/')
  const network = parseIpv4(base) ?? 0
  return {
    mac,
    prefix: Number(length),
    gateway: formatIpv4(network + 1),
    nameServer: formatIpv4(network + 2),
  }
}

/** What an instance has plugged in besides its first card and that one's first address. */
export const furtherIn = ([first, ...others]: readonly Card[]): FurtherAddresses => ({
  addresses: first?.addresses.slice(1) ?? [],
  cards: others.map(({ deviceIndex, addresses, ...card }) => ({
    ...leaseIn(card),
    index: deviceIndex,
    addresses,
  })),
})
