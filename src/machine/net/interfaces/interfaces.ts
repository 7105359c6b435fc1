import type { Process } from '../../kernel/process.ts'
import { subnetOf } from '../../kernel/net/addresses.ts'

/** An interface as ip and ifconfig show it. */
export interface Interface {
  index: number
  name: string
  loopback: boolean
  mtu: number
  mac: string
  address: string
  prefix: number
  broadcast?: string
}

export function interfacesOf(proc: Process): Interface[] {
  const { name, mac, address, prefix, mtu } = proc.system.network
  const { broadcast } = subnetOf(address, prefix)
  return [
    { index: 1, name: 'lo', loopback: true, mtu: 65_536, mac: '00:00:00:00:00:00', address: '127.0.0.1', prefix: 8 },
    { index: 2, name, loopback: false, mtu, mac, address, prefix, broadcast },
  ] // prettier-ignore
}

/** A machine's way to somewhere: `destination` is `default`, a network with its length, or a host. */
export interface RouteEntry {
  destination: string
  via?: string
  scope?: 'link'
  proto: 'dhcp' | 'kernel'
}

export function routesOf(proc: Process): RouteEntry[] {
  const { address, prefix, gateway, nameServer } = proc.system.network
  const { network } = subnetOf(address, prefix)
  return [
    { destination: 'default', via: gateway, proto: 'dhcp' },
    ...(nameServer === gateway ? [] : [{ destination: nameServer, via: gateway, proto: 'dhcp' as const }]),
    { destination: `${network}/${prefix}`, proto: 'kernel', scope: 'link' },
    { destination: gateway, proto: 'dhcp', scope: 'link' },
  ]
}

export const metric = 512
