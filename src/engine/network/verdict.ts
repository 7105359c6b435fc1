import { regions } from '../catalog/index.ts'
import type { RecordKinds } from '../kernel/index.ts'
import type { Acl } from './acls.ts'
import { Borders } from './borders.ts'
import type { InterfaceAddress } from './interfaces.ts'
import { cidrContains, parseIpv4 } from './ipv4.ts'
import { type Nat, type Route, routeTo } from './routes.ts'
import { type Peer, type Protocol, type Rule, rulesVerdict } from './rules.ts'

/** An instance's end of a connection, with all that decides about it. */
export interface InstanceEnd {
  eni: RecordKinds['ec2.network-interface']
  /** That of the interface's addresses which the connection is about. */
  address: InterfaceAddress
  /** None, if the interface is nobody's. */
  instanceId?: string
  state: string
  /** For people: id and Name tag. */
  name: string
  rules: readonly Rule[]
  routes: readonly Route[]
  /** Of its subnet. */
  acl: Acl | undefined
  groupNames: ReadonlyMap<string, string>
}

export interface Probe {
  from: InstanceEnd | { address: string }
  /** The instance that has the address, if one has. */
  target?: InstanceEnd
  to: string
  port: number
  protocol: Protocol
  /** Where answers go to. */
  sourcePort: number
}

/** One thing looked at, in plain words. */
export interface Step {
  text: string
  ok: boolean
}

/** `oneWay`: a datagram arrives, and no answer to it does. */
export type Verdict =
  | {
      outcome: 'deliver'
      instanceId: string
      source: string
      destination: string
      oneWay?: true
      steps: Step[]
    }
  | { outcome: 'outside'; source: string; oneWay?: true; steps: Step[] }
  | { outcome: 'dropped' | 'unreachable'; steps: Step[] }

/** Follows a connection's first packet: out of the sender, through the gateways, into the receiver, and back. */
export const decideVerdict = (probe: Probe): Verdict => {
  const steps: Step[] = []
  const pass = (text: string) => void steps.push({ text, ok: true })
  const stop = (text: string, outcome: 'dropped' | 'unreachable' = 'dropped'): Verdict => {
    steps.push({ text, ok: false })
    return { outcome, steps }
  }
  const { from, target, to, port, protocol } = probe
  const borders = new Borders(probe, steps)
  if (!isUnicast(to)) return stop(`${to} is no address that a connection can go to.`, 'unreachable')

  let source: string
  let inSubnet = false
  if ('eni' in from) {
    const { eni } = from
    const inside = target?.eni.VpcId === eni.VpcId && target.address.PrivateIpAddress === to
    inSubnet = inside && target.eni.SubnetId === eni.SubnetId
    const peer: Peer = { address: to, ...(inside && { groupIds: target.eni.GroupIds }) }
    const egress = rulesVerdict(from, 'egress', { protocol, port, peer })
    steps.push(...egress.steps)
    if (!egress.ok) return { outcome: 'dropped', steps }
    if (!inSubnet && !borders.cross(from.acl, 'egress', to)) return { outcome: 'dropped', steps }
    const way = wayOut(from, to)
    if ('refused' in way) return stop(way.refused)
    if (way.nat && !crossNat(borders, from, way.nat, to)) return { outcome: 'dropped', steps }
    pass(way.text)
    source = way.source
    if (!way.local && isPrivate(to))
      return stop(`${to} is a private address: the internet carries nothing to it.`)
    if (way.local && !inside) return stop(`No instance has the address ${to}.`)
  } else {
    source = from.address
    if (isPrivate(to))
      return stop(`${to} is a private address: it means nothing outside its VPC. Use the public address.`)
  }

  if (!target) {
    if (isPrivate(to)) return stop(`No instance has the address ${to}.`)
    if (isAmazons(to)) return stop(`No instance has the address ${to} now.`)
    return borders.crossBack({ outcome: 'outside', source, steps })
  }

  const { eni, name, state } = target
  const { PrivateIpAddress } = target.address
  if (to !== PrivateIpAddress) {
    pass(`${to} is the public address of ${name}.`)
    const back = routeTo(target.routes, source)
    if (!back?.target.startsWith('igw-'))
      return stop(`The route table of ${eni.SubnetId} has no route to an internet gateway.`)
    if (!back.live) return stop(blackHole(back))
    pass(`${back.target} hands it on to the private address ${PrivateIpAddress}.`)
  } else pass(`${to} is the private address of ${name}.`)

  if (!inSubnet && !borders.cross(target.acl, 'ingress', source)) return { outcome: 'dropped', steps }
  const near = 'eni' in from && source === from.address.PrivateIpAddress
  const peer: Peer = { address: source, ...(near && { groupIds: from.eni.GroupIds }) }
  const ingress = rulesVerdict(target, 'ingress', { protocol, port, peer })
  steps.push(...ingress.steps)
  if (!ingress.ok) return { outcome: 'dropped', steps }
  if (!target.instanceId || (state !== 'running' && state !== 'stopping'))
    return stop(`${name} is ${state}: nothing answers.`)
  return borders.crossBack({
    outcome: 'deliver',
    instanceId: target.instanceId,
    source,
    destination: PrivateIpAddress,
    steps,
  })
}

/** Into the subnet of the NAT gateway, unless it is the sender's, and out of it with another source. */
const crossNat = (borders: Borders, { eni, address }: InstanceEnd, nat: Nat, to: string): boolean =>
  (nat.SubnetId === eni.SubnetId || borders.cross(nat.acl, 'ingress', address.PrivateIpAddress)) &&
  borders.cross(nat.acl, 'egress', to)

type Way = { source: string; local: boolean; nat?: Nat; text: string } | { refused: string }

/** Where the sender's route table leads, and the address under which the packet goes on. */
const wayOut = ({ eni, address, name, routes }: InstanceEnd, to: string): Way => {
  const route = routeTo(routes, to)
  if (!route) return { refused: `The route table of ${eni.SubnetId} has no route to ${to}.` }
  const { target, nat, DestinationCidrBlock } = route
  if (target === 'local') {
    const text = `${to} is inside the VPC (${DestinationCidrBlock}).`
    return { source: address.PrivateIpAddress, local: true, text }
  }
  if (!route.live) return { refused: blackHole(route) }
  const through = (source: string): Way => ({
    source,
    local: false,
    text: `The route to ${DestinationCidrBlock} leads through ${target}, as ${source}.`,
  })
  if (!nat)
    return address.PublicIp
      ? through(address.PublicIp)
      : {
          refused: `${name} has no public IPv4 address${isFirst(eni, address) ? '' : ` for ${address.PrivateIpAddress}`}, so ${target} lets nothing of it out.`,
        }
  const onward = routeTo(nat.routes, to)
  return onward?.live && onward.target.startsWith('igw-')
    ? { ...through(nat.PublicIp), nat }
    : {
        refused: `${target} is in a subnet without a route to an internet gateway: it must be in a public one.`,
      }
}

const isFirst = (eni: InstanceEnd['eni'], { PrivateIpAddress }: InterfaceAddress) =>
  eni.PrivateIpAddress === PrivateIpAddress

const blackHole = ({ DestinationCidrBlock, target }: Route) =>
  `The route to ${DestinationCidrBlock} is a black hole: ${target} is not there any more.`

const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']
const isPrivate = (address: string) => privateRanges.some((range) => cidrContains(range, address))

const nowhere = ['0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/3']
const isUnicast = (address: string) =>
  parseIpv4(address) !== undefined && !nowhere.some((range) => cidrContains(range, address))

/** Addresses that an instance could have had: a stopped one's must time out, not be some site. */
const isAmazons = (address: string) =>
  regions.some(({ publicRanges }) => publicRanges.some((range) => cidrContains(range, address)))
