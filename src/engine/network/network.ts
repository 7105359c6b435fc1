import type { Kernel, RecordKinds, Scope, Transaction } from '../kernel/index.ts'
import { parseHostName, privateDnsName, publicDnsName } from './host-names.ts'
import { routesOf } from './routes.ts'
import type { Protocol } from './rules.ts'
import { decideVerdict, type InstanceEnd, type Probe, type Verdict } from './verdict.ts'

/** Who asks: an instance in its VPC, or an address out on the internet. */
export type From = { instanceId: string } | { address: string }

type Interface = RecordKinds['ec2.network-interface']

/** The one virtual network as the records have it: names to addresses, and verdicts on connections. */
export class Network {
  constructor(private readonly kernel: Kernel) {}

  /**
   * The address of an EC2 host name: an instance's public name gives its private address inside the VPC.
   * Undefined for names that nobody has.
   */
  resolve(name: string, from: From): string | undefined {
    const host = parseHostName(name.toLowerCase().replace(/\.$/, ''))
    if (!host) return undefined
    for (const { scope, record } of this.#interfaces()) {
      if (scope.region !== host.region) continue
      const inside = 'instanceId' in from && this.#interfaceOf(from.instanceId)?.record.VpcId === record.VpcId
      if (host.kind === 'private' && record.PrivateIpAddress === host.address)
        return inside ? host.address : undefined
      if (host.kind === 'public' && record.PublicIp === host.address && this.#hasNames(scope, record))
        return inside ? record.PrivateIpAddress : host.address
    }
    return undefined
  }

  /** What DHCP tells an instance about its place: its card and its subnet. */
  placeOf(instanceId: string): { mac: string; cidr: string } | undefined {
    const found = this.#interfaceOf(instanceId)
    const subnet = found && this.kernel.read(found.scope).get('ec2.subnet', found.record.SubnetId)
    return subnet && { mac: found.record.MacAddress, cidr: subnet.CidrBlock }
  }

  /** The name of an EC2 address, as reverse DNS gives it to whoever asks. */
  nameOf(address: string, from: From): string | undefined {
    const own = 'instanceId' in from ? this.#interfaceOf(from.instanceId) : undefined
    for (const { scope, record } of this.#interfaces()) {
      if (record.PublicIp === address && this.#hasNames(scope, record))
        return publicDnsName(scope.region, address)
      if (record.PrivateIpAddress === address && record.VpcId === own?.record.VpcId)
        return privateDnsName(scope.region, address)
    }
    return undefined
  }

  /** What happens to a new connection, and why, step by step. */
  verdict({
    from,
    to,
    port,
    protocol,
  }: {
    from: From
    to: string
    port: number
    protocol: Protocol
  }): Verdict {
    const probe: Probe = { to, port, protocol, ...this.#endsOf(from, to) }
    return decideVerdict(probe)
  }

  #endsOf(from: From, to: string): Pick<Probe, 'from' | 'target'> {
    const sender = 'instanceId' in from ? this.#interfaceOf(from.instanceId) : undefined
    const near =
      sender && this.#find((eni) => eni.VpcId === sender.record.VpcId && eni.PrivateIpAddress === to)
    const target = near ?? this.#find((eni) => eni.PublicIp === to)
    return {
      from: 'address' in from ? from : sender ? this.#endOf(sender) : { address: '' },
      ...(target && { target: this.#endOf(target) }),
    }
  }

  #endOf({ scope, record }: { scope: Scope; record: Interface }): InstanceEnd {
    const tx = this.kernel.read(scope)
    const instance = record.Attachment && tx.get('ec2.instance', record.Attachment.InstanceId)
    return {
      eni: record,
      ...(instance && { instanceId: instance.InstanceId }),
      state: instance?.state ?? 'attached to no instance',
      name: instance ? nameOf(instance) : record.NetworkInterfaceId,
      rules: record.GroupIds.flatMap((id) => this.#rulesOf(tx, id)),
      routes: routesOf(tx, record),
      /** The groups of an address in the same VPC: rules may name groups instead of addresses. */
      groupNames: new Map(tx.list('ec2.security-group').map((group) => [group.GroupId, group.GroupName])),
    }
  }

  #hasNames(scope: Scope, { VpcId }: Interface) {
    return this.kernel.read(scope).get('ec2.vpc', VpcId)?.dnsHostnames
  }

  #rulesOf(tx: Transaction, groupId: string) {
    return tx.list('ec2.security-group-rule').filter((rule) => rule.GroupId === groupId)
  }

  #interfaceOf(instanceId: string) {
    return this.#find((eni) => eni.Attachment?.InstanceId === instanceId)
  }

  #find(matches: (eni: Interface) => boolean) {
    for (const found of this.#interfaces()) if (matches(found.record)) return found
    return undefined
  }

  #interfaces() {
    return this.kernel.records.everywhere('ec2.network-interface')
  }
}

const nameOf = ({ InstanceId, Tags }: RecordKinds['ec2.instance']) => {
  const name = Tags.find((tag) => tag.Key === 'Name')?.Value
  return `${InstanceId}${name ? ` (${name})` : ''}`
}
