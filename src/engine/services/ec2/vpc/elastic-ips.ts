import type { Address } from '@aws-sdk/client-ec2'
import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { addressesOf, type InterfaceAddress } from '../../../network/interfaces.ts'
import { omit } from '../omit.ts'
import type { AddressRecord, NetworkInterfaceRecord, PrivateAddress } from './records.ts'

const allocationNotFound = (id: string) =>
  new AwsError('InvalidAllocationID.NotFound', `The allocation ID '${id}' does not exist`)

const addressNotFound = (address: string) =>
  new AwsError('InvalidAddress.NotFound', `Address '${address}' not found.`)

export const findAllocation = (tx: Transaction, id: string): AddressRecord =>
  tx.get('ec2.address', id) ?? fail(allocationNotFound(id))

export const findPublicIp = (tx: Transaction, address: string): AddressRecord =>
  tx.list('ec2.address').find(({ PublicIp }) => PublicIp === address) ?? fail(addressNotFound(address))

/** What is mapped to one private address of an interface, changed. */
const remap = (
  eni: NetworkInterfaceRecord,
  PrivateIpAddress: string,
  mapped: Pick<PrivateAddress, 'PublicIp' | 'AllocationId'>,
): NetworkInterfaceRecord =>
  eni.PrivateIpAddress === PrivateIpAddress
    ? { ...omit(eni, 'AllocationId', 'PublicIp'), ...mapped }
    : {
        ...eni,
        secondary: eni.secondary.map((each) =>
          each.PrivateIpAddress === PrivateIpAddress ? { PrivateIpAddress, ...mapped } : each,
        ),
      }

/** The private address has no public one afterwards. */
export const disassociate = (tx: Transaction, allocationId: string) => {
  const address = tx.get('ec2.address', allocationId)
  if (!address?.association) return
  const { NetworkInterfaceId, PrivateIpAddress } = address.association
  tx.put('ec2.address', allocationId, omit(address, 'association'))
  const eni = tx.get('ec2.network-interface', NetworkInterfaceId)
  if (eni) tx.put('ec2.network-interface', NetworkInterfaceId, remap(eni, PrivateIpAddress, {}))
}

type Association = NonNullable<AddressRecord['association']>

/** The private address gives back the public one that it had. */
export const associate = (
  tx: Transaction,
  { AllocationId, PublicIp }: AddressRecord,
  association: Association,
) => {
  const { NetworkInterfaceId, PrivateIpAddress } = association
  disassociate(tx, AllocationId)
  const before = mappingOf(tx.get('ec2.network-interface', NetworkInterfaceId)!, PrivateIpAddress)
  if (before?.AllocationId) disassociate(tx, before.AllocationId)
  tx.put('ec2.address', AllocationId, { ...tx.get('ec2.address', AllocationId)!, association })
  const eni = tx.get('ec2.network-interface', NetworkInterfaceId)!
  tx.put(
    'ec2.network-interface',
    NetworkInterfaceId,
    remap(eni, PrivateIpAddress, { AllocationId, PublicIp }),
  )
}

/** A private address of an interface, with what is mapped to it. */
export const mappingOf = (
  eni: NetworkInterfaceRecord,
  PrivateIpAddress: string,
): InterfaceAddress | undefined => addressesOf(eni).find((each) => each.PrivateIpAddress === PrivateIpAddress)

export const describeAddress = (tx: Transaction, address: AddressRecord): Address => {
  const { association } = address
  const eni = association && tx.get('ec2.network-interface', association.NetworkInterfaceId)
  const { account, region } = tx.scope
  return {
    ...(eni?.Attachment && { InstanceId: eni.Attachment.InstanceId }),
    AllocationId: address.AllocationId,
    ...(eni && {
      AssociationId: association.AssociationId,
      NetworkInterfaceId: eni.NetworkInterfaceId,
      NetworkInterfaceOwnerId: account,
      PrivateIpAddress: association.PrivateIpAddress,
    }),
    Domain: 'vpc',
    ...(address.Tags.length > 0 && { Tags: [...address.Tags] }),
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: region,
    PublicIp: address.PublicIp,
  }
}
