import { regions } from '../catalog/index.ts'
import type { RecordKinds } from '../kernel/index.ts'
import { cidrContains, parseIpv4 } from './ipv4.ts'
import { type Peer, type Rule, rulesVerdict } from './rules.ts'

/** An instance's end of a connection, with all that decides about it. */
export interface InstanceEnd {
  eni: RecordKinds['ec2.network-interface']
  state: string
  /** For people: id and Name tag. */
  name: string
  rules: readonly Rule[]
  routes: RecordKinds['ec2.route-table']['routes']
  groupNames: ReadonlyMap<string, string>
}

export interface Probe {
  from: InstanceEnd | { address: string }
  /** The instance that has the address, if one has. */
  target?: InstanceEnd
  to: string
  port: number
  protocol: 'tcp' | 'udp'
}

/** One thing looked at, in plain words. */
export interface Step {
  text: string
  ok: boolean
}

export type Verdict =
  | { outcome: 'deliver'; instanceId: string; source: string; destination: string; steps: Step[] }
  | { outcome: 'outside'; source: string; steps: Step[] }
  | { outcome: 'dropped' | 'unreachable'; steps: Step[] }

/** Follows a connection's first packet: out of the sender, through the gateways, into the receiver. */
export const decideVerdict = (probe: Probe): Verdict => {
  const steps: Step[] = []
  const pass = (text: string) => void steps.push({ text, ok: true })
  const stop = (text: string, outcome: 'dropped' | 'unreachable' = 'dropped'): Verdict => {
    steps.push({ text, ok: false })
    return { outcome, steps }
  }
  const { from, target, to, port, protocol } = probe
  if (!isUnicast(to)) return stop(`${to} is no address that a connection can go to.`, 'unreachable')

  let source: string
  if ('eni' in from) {
    const { eni } = from
    const inside = isPrivate(to) && target?.eni.VpcId === eni.VpcId
    const peer: Peer = { address: to, ...(inside && { groupIds: target!.eni.GroupIds }) }
    const egress = rulesVerdict(from, 'egress', { protocol, port, peer })
    steps.push(...egress.steps)
    if (!egress.ok) return { outcome: 'dropped', steps }
    const route = from.routes
      .filter(({ DestinationCidrBlock }) => cidrContains(DestinationCidrBlock, to))
      .sort((a, b) => prefixOf(b) - prefixOf(a))[0]
    if (!route) return stop(`The route table of ${eni.SubnetId} has no route to ${to}.`)
    if (route.GatewayId === 'local') {
      pass(`${to} is inside the VPC (${route.DestinationCidrBlock}).`)
      source = eni.PrivateIpAddress
    } else {
      if (!eni.PublicIp)
        return stop(`${from.name} has no public IPv4 address, so ${route.GatewayId} lets nothing of it out.`)
      if (isPrivate(to)) return stop(`${to} is a private address: the internet carries nothing to it.`)
      pass(`The route to ${route.DestinationCidrBlock} leads through ${route.GatewayId}, as ${eni.PublicIp}.`)
      source = eni.PublicIp
    }
  } else {
    source = from.address
    if (isPrivate(to))
      return stop(`${to} is a private address: it means nothing outside its VPC. Use the public address.`)
  }

  if (!target) {
    if (isPrivate(to)) return stop(`No instance has the address ${to}.`)
    if (isAmazons(to)) return stop(`No instance has the address ${to} now.`)
    return { outcome: 'outside', source, steps }
  }

  const { eni, name, state } = target
  if (!isPrivate(to)) {
    pass(`${to} is the public address of ${name}.`)
    const back = target.routes.find(({ GatewayId }) => GatewayId.startsWith('igw-'))
    if (!back) return stop(`The route table of ${eni.SubnetId} has no route to an internet gateway.`)
    pass(`${back.GatewayId} hands it on to the private address ${eni.PrivateIpAddress}.`)
  } else pass(`${to} is the private address of ${name}.`)

  const near = 'eni' in from && source === from.eni.PrivateIpAddress
  const peer: Peer = { address: source, ...(near && { groupIds: from.eni.GroupIds }) }
  const ingress = rulesVerdict(target, 'ingress', { protocol, port, peer })
  steps.push(...ingress.steps)
  if (!ingress.ok) return { outcome: 'dropped', steps }
  if (state !== 'running' && state !== 'stopping') return stop(`${name} is ${state}: nothing answers.`)
  return {
    outcome: 'deliver',
    instanceId: eni.Attachment.InstanceId,
    source,
    destination: eni.PrivateIpAddress,
    steps,
  }
}

const prefixOf = ({ DestinationCidrBlock }: { DestinationCidrBlock: string }) =>
  Number(DestinationCidrBlock.split('/')[1])

const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']
const isPrivate = (address: string) => privateRanges.some((range) => cidrContains(range, address))

const nowhere = ['0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/3']
const isUnicast = (address: string) =>
  parseIpv4(address) !== undefined && !nowhere.some((range) => cidrContains(range, address))

/** Addresses that an instance could have had: a stopped one's must time out, not be some site. */
const isAmazons = (address: string) =>
  regions.some(({ publicRanges }) => publicRanges.some((range) => cidrContains(range, address)))
