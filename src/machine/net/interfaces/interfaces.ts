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
  /** Addresses after the first, which the machine was told of and did not lease. */
  secondary: readonly string[]
  /** Of its routes: the first card's is the best. */
  metric: number
}

export function interfacesOf(proc: Process): Interface[] {
  const cards = proc.system.networks.map(
    ({ index, name, mac, address, prefix, mtu, secondary }): Interface => ({
      index: index + 2,
      name,
      loopback: false,
      mtu,
      mac,
      address,
      prefix,
      broadcast: subnetOf(address, prefix).broadcast,
      secondary,
      metric: metricOf(index),
    }),
  )
  return [
    { index: 1, name: 'lo', loopback: true, mtu: 65_536, mac: '00:00:00:00:00:00', address: '127.0.0.1', prefix: 8, secondary: [], metric: 0 },
    ...cards,
  ] // prettier-ignore
}

/** A machine's way to somewhere: `destination` is `default`, a network with its length, or a host. */
export interface RouteEntry {
  destination: string
  via?: string
  scope?: 'link'
  proto: 'dhcp' | 'kernel'
  dev: string
  src: string
  metric: number
}

export function routesOf(proc: Process): RouteEntry[] {
  const routes = proc.system.networks.flatMap((card): RouteEntry[] => {
    const { index, name, address, prefix, gateway, nameServer } = card
    const { network } = subnetOf(address, prefix)
    const on = { dev: name, src: address, metric: metricOf(index) }
    return [
      { destination: 'default', via: gateway, proto: 'dhcp', ...on },
      ...(nameServer === gateway
        ? []
        : [{ destination: nameServer, via: gateway, proto: 'dhcp' as const, ...on }]),
      { destination: `${network}/${prefix}`, proto: 'kernel', scope: 'link', ...on },
      { destination: gateway, proto: 'dhcp', scope: 'link', ...on },
    ]
  })
  // As the kernel lists them: what is wider comes first.
  const isDefault = ({ destination }: RouteEntry): boolean => destination === 'default'
  return [...routes.filter(isDefault), ...routes.filter((route) => !isDefault(route))]
}

/** A card after the first is a worse way to everywhere but its own subnet. */
const metricOf = (index: number): number => 512 + 10 * index
