import type { Transaction } from '../../../kernel/index.ts'
import { hasPrivateAddress } from '../../../network/interfaces.ts'
import { invalidParameter } from '../errors.ts'
import { disassociate, mappingOf } from './elastic-ips.ts'
import type { NetworkInterfaceRecord, PrivateAddress } from './records.ts'

/** Addresses come to an interface: new ones, and others' secondary ones where that is allowed. */
export const moveAddresses = (
  tx: Transaction,
  eni: NetworkInterfaceRecord,
  addresses: readonly string[],
  mayMove: boolean,
) => {
  const owners = addresses.flatMap((address) => ownerOf(tx, eni, address) ?? [])
  const fixed = owners.filter(({ owner, address }) => !mayMove || owner.PrivateIpAddress === address)
  if (fixed.length > 0)
    throw invalidParameter(
      `[${fixed.map(({ address }) => address).join(', ')}] assigned, but move is not allowed.`,
    )
  const added = addresses.map((PrivateIpAddress): PrivateAddress => {
    const from = owners.find(({ address }) => address === PrivateIpAddress)?.owner
    return (from && take(tx, from.NetworkInterfaceId, PrivateIpAddress, eni)) ?? { PrivateIpAddress }
  })
  tx.put('ec2.network-interface', eni.NetworkInterfaceId, { ...eni, secondary: [...eni.secondary, ...added] })
}

const ownerOf = (tx: Transaction, { SubnetId }: NetworkInterfaceRecord, address: string) => {
  const owner = tx
    .list('ec2.network-interface')
    .find((each) => each.SubnetId === SubnetId && hasPrivateAddress(each, address))
  return owner && { owner, address }
}

/** Off its interface; an Elastic IP that is mapped to it goes along. */
const take = (
  tx: Transaction,
  fromId: string,
  PrivateIpAddress: string,
  { NetworkInterfaceId }: NetworkInterfaceRecord,
): PrivateAddress | undefined => {
  const from = tx.get('ec2.network-interface', fromId)!
  const taken = from.secondary.find((each) => each.PrivateIpAddress === PrivateIpAddress)
  const elastic = taken?.AllocationId ? tx.get('ec2.address', taken.AllocationId) : undefined
  if (elastic?.association)
    tx.put('ec2.address', elastic.AllocationId, {
      ...elastic,
      association: { ...elastic.association, NetworkInterfaceId },
    })
  putWithout(tx, from, [PrivateIpAddress])
  return taken
}

/** The secondary addresses are free again, and the Elastic IPs that were mapped to them. */
export const dropAddresses = (tx: Transaction, eni: NetworkInterfaceRecord, addresses: readonly string[]) => {
  for (const address of addresses) {
    const AllocationId = mappingOf(eni, address)?.AllocationId
    if (AllocationId) disassociate(tx, AllocationId)
  }
  putWithout(tx, tx.get('ec2.network-interface', eni.NetworkInterfaceId)!, addresses)
}

const putWithout = (tx: Transaction, eni: NetworkInterfaceRecord, addresses: readonly string[]) =>
  tx.put('ec2.network-interface', eni.NetworkInterfaceId, {
    ...eni,
    secondary: eni.secondary.filter(({ PrivateIpAddress }) => !addresses.includes(PrivateIpAddress)),
  })
