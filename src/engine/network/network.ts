import type { Kernel, RecordKinds, Scope, Transaction } from '../kernel/index.ts'
import { aclOf } from './acls.ts'
import { addressesOf, byDevice, hasPrivateAddress, isPluggedIn, mappedTo } from './interfaces.ts'
import { parseHostName, privateDnsName, publicDnsName } from './host-names.ts'
import { routesOf } from './routes.ts'
import type { Protocol } from './rules.ts'
import { decideVerdict, type InstanceEnd, type Probe, type Verdict } from './verdict.ts'

/** Who asks: an instance in its VPC (by `source`, or its first address), or an address out on the internet. */
export type From = { instanceId: string; source?: string } | { address: string }

type Interface = RecordKinds['ec2.network-interface']

/** An interface as its instance has it plugged in. */
export interface Card {
  /** 0 for the first. */
  deviceIndex: number
  mac: string
  /** The subnet's block. */
  cidr: string
  /** Its own first one first. */
  addresses: readonly string[]
}

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
      const inside = 'instanceId' in from && this.#interfaceOf(from)?.record.VpcId === record.VpcId
      if (host.kind === 'private' && hasPrivateAddress(record, host.address))
        return inside ? host.address : undefined
      const mapped = host.kind === 'public' && mappedTo(record, host.address)
      if (mapped && this.#hasNames(scope, record)) return inside ? mapped.PrivateIpAddress : host.address
    }
    return undefined
  }

  /** The cards of an instance with what DHCP tells about each: its subnet and its addresses. */
  cardsOf(instanceId: string): Card[] {
    return this.#interfacesOf(instanceId).flatMap(({ scope, record }) => {
      const subnet = this.kernel.read(scope).get('ec2.subnet', record.SubnetId)
      if (!subnet || !isPluggedIn(record)) return []
      return {
        deviceIndex: record.Attachment!.DeviceIndex,
        mac: record.MacAddress,
        cidr: subnet.CidrBlock,
        addresses: addressesOf(record).map(({ PrivateIpAddress }) => PrivateIpAddress),
      }
    })
  }

  /** The name of an EC2 address, as reverse DNS gives it to whoever asks. */
  nameOf(address: string, from: From): string | undefined {
    const own = 'instanceId' in from ? this.#interfaceOf(from) : undefined
    for (const { scope, record } of this.#interfaces()) {
      if (mappedTo(record, address) && this.#hasNames(scope, record))
        return publicDnsName(scope.region, address)
      if (hasPrivateAddress(record, address) && record.VpcId === own?.record.VpcId)
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
    sourcePort = ephemeralPort,
  }: {
    from: From
    to: string
    port: number
    protocol: Protocol
    /** Where answers go to; some port that nobody asked for by number, if it is not given. */
    sourcePort?: number
  }): Verdict {
    const probe: Probe = { to, port, protocol, sourcePort, ...this.#endsOf(from, to) }
    return decideVerdict(probe)
  }

  #endsOf(from: From, to: string): Pick<Probe, 'from' | 'target'> {
    const sender = 'instanceId' in from ? this.#interfaceOf(from) : undefined
    const near =
      sender && this.#find((eni) => eni.VpcId === sender.record.VpcId && hasPrivateAddress(eni, to))
    const target = near ?? this.#find((eni) => mappedTo(eni, to) !== undefined)
    return {
      from: 'address' in from ? from : sender ? this.#endOf(sender, from.source) : { address: '' },
      ...(target && { target: this.#endOf(target, to) }),
    }
  }

  /** The end at one of an interface's addresses, private or public; the first, if none is named. */
  #endOf({ scope, record }: Found, at?: string): InstanceEnd {
    const tx = this.kernel.read(scope)
    const attachment = isPluggedIn(record) ? record.Attachment : undefined
    const instance = attachment && tx.get('ec2.instance', attachment.InstanceId)
    const address = addressesOf(record).find((each) => each.PrivateIpAddress === at || each.PublicIp === at)
    return {
      eni: record,
      address: address ?? record,
      ...(instance && { instanceId: instance.InstanceId }),
      state: instance?.state ?? 'attached to no instance',
      name: instance ? nameOf(instance) : record.NetworkInterfaceId,
      rules: record.GroupIds.flatMap((id) => this.#rulesOf(tx, id)),
      routes: routesOf(tx, record),
      acl: aclOf(tx, record.SubnetId),
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

  /** The interface that an instance sends from: that which has the address, or the first. */
  #interfaceOf({ instanceId, source }: { instanceId: string; source?: string }): Found | undefined {
    const all = this.#interfacesOf(instanceId)
    const named = source && all.find(({ record }) => isPluggedIn(record) && hasPrivateAddress(record, source))
    return named || all[0]
  }

  /** The first one first. */
  #interfacesOf(instanceId: string): Found[] {
    return [...this.#interfaces()]
      .filter(({ record }) => record.Attachment?.InstanceId === instanceId)
      .sort((a, b) => byDevice(a.record, b.record))
  }

  #find(matches: (eni: Interface) => boolean) {
    for (const found of this.#interfaces()) if (matches(found.record)) return found
    return undefined
  }

  #interfaces() {
    return this.kernel.records.everywhere('ec2.network-interface')
  }
}

/** The first of IANA's dynamic ports. */
const ephemeralPort = 49_152

interface Found {
  scope: Scope
  record: Interface
}

const nameOf = ({ InstanceId, Tags }: RecordKinds['ec2.instance']) => {
  const name = Tags.find((tag) => tag.Key === 'Name')?.Value
  return `${InstanceId}${name ? ` (${name})` : ''}`
}
