import type { Address } from '@aws-sdk/client-ec2'
import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { omit } from '../omit.ts'
import type { AddressRecord } from './records.ts'

const allocationNotFound = (id: string) =>
  new AwsError('InvalidAllocationID.NotFound', `The allocation ID '${id}' does not exist`)

const addressNotFound = (address: string) =>
  new AwsError('InvalidAddress.NotFound', `Address '${address}' not found.`)

export const findAllocation = (tx: Transaction, id: string): AddressRecord =>
  tx.get('ec2.address', id) ?? fail(allocationNotFound(id))

export const findPublicIp = (tx: Transaction, address: string): AddressRecord =>
  tx.list('ec2.address').find(({ PublicIp }) => PublicIp === address) ?? fail(addressNotFound(address))

/** The interface has no public address afterwards. */
export const disassociate = (tx: Transaction, allocationId: string) => {
  const address = tx.get('ec2.address', allocationId)
  if (!address?.association) return
  const { NetworkInterfaceId } = address.association
  tx.put('ec2.address', allocationId, omit(address, 'association'))
  const eni = tx.get('ec2.network-interface', NetworkInterfaceId)
  if (eni) tx.put('ec2.network-interface', NetworkInterfaceId, omit(eni, 'AllocationId', 'PublicIp'))
}

/** The interface gives back the address that it had. */
export const associate = (
  tx: Transaction,
  { AllocationId }: AddressRecord,
  NetworkInterfaceId: string,
  AssociationId: string,
) => {
  disassociate(tx, AllocationId)
  const before = tx.get('ec2.network-interface', NetworkInterfaceId)!
  if (before.AllocationId) disassociate(tx, before.AllocationId)
  const address = tx.get('ec2.address', AllocationId)!
  const association = { AssociationId, NetworkInterfaceId }
  tx.put('ec2.address', AllocationId, { ...address, association })
  tx.put('ec2.network-interface', NetworkInterfaceId, { ...before, AllocationId, PublicIp: address.PublicIp })
}

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
      PrivateIpAddress: eni.PrivateIpAddress,
    }),
    Domain: 'vpc',
    ...(address.Tags.length > 0 && { Tags: [...address.Tags] }),
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: region,
    PublicIp: address.PublicIp,
  }
}
