import type { AssociateAddressRequest } from '@aws-sdk/client-ec2'
import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { parseIpv4 } from '../../../network/ipv4.ts'
import { invalidCombination, invalidParameter, missingParameter } from '../errors.ts'
import { findInstance } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'
import { associate, findAllocation, findPublicIp, mappingOf } from '../vpc/elastic-ips.ts'
import { findInterface, onlyInterfaceOf } from '../vpc/interfaces.ts'
import { gatewayOfVpc } from '../vpc/internet-gateways.ts'
import type { NetworkInterfaceRecord } from '../vpc/records.ts'

const malformed = (id: string) => new AwsError('InvalidInstanceID.Malformed', `Invalid id: "${id}"`)

const notInState = (id: string, state: string) =>
  new AwsError(
    'InvalidInstanceID',
    `The ${state} instance '${id}' is not in a valid state for this operation.`,
  )

const alreadyAssociated = (id: string, associationId: string) =>
  new AwsError(
    'Resource.AlreadyAssociated',
    `resource ${id} is already associated with associate-id ${associationId}`,
  )

const noGateway = (vpcId: string) =>
  new AwsError('Gateway.NotAttached', `Network ${vpcId} is not attached to any internet gateway`)

export const associateAddress = operation('AssociateAddress', {
  decide(request, { tx, newId }) {
    const address = addressOf(tx, request)
    const eni = interfaceOf(tx, request)
    const { NetworkInterfaceId, VpcId } = eni
    const { PrivateIpAddress, AllocationId } = mappedTo(eni, request.PrivateIpAddress)
    if (!gatewayOfVpc(tx, VpcId)) throw noGateway(VpcId)
    const before = address.association
    if (before?.NetworkInterfaceId === NetworkInterfaceId && before.PrivateIpAddress === PrivateIpAddress)
      return { AssociationId: before.AssociationId }
    if (before && request.AllowReassociation === false)
      throw alreadyAssociated(address.AllocationId, before.AssociationId)
    if (AllocationId && request.AllowReassociation === false) {
      const { association } = findAllocation(tx, AllocationId)
      throw alreadyAssociated(NetworkInterfaceId, association!.AssociationId)
    }
    const AssociationId = newId('eipassoc')
    associate(tx, address, { AssociationId, NetworkInterfaceId, PrivateIpAddress })
    return { AssociationId }
  },
})

const addressOf = (tx: Transaction, { AllocationId, PublicIp }: AssociateAddressRequest) => {
  if (AllocationId && PublicIp)
    throw invalidCombination('You may specify public IP or allocation id, but not both in the same call')
  if (AllocationId) return findAllocation(tx, AllocationId)
  if (PublicIp) return findPublicIp(tx, PublicIp)
  throw missingParameter('AllocationId')
}

const interfaceOf = (tx: Transaction, { InstanceId, NetworkInterfaceId }: AssociateAddressRequest) => {
  if (NetworkInterfaceId) {
    const eni = findInterface(tx, NetworkInterfaceId)
    if (InstanceId && eni.Attachment?.InstanceId !== InstanceId)
      throw invalidCombination('You may specify an instance id or a network interface id, but not both')
    if (eni.InterfaceType === 'nat_gateway')
      throw new AwsError(
        'OperationNotPermitted',
        'You do not have permission to access the specified resource.',
      )
    return eni
  }
  if (!InstanceId) throw missingParameter('InstanceId')
  const { state } = findInstance(tx, InstanceId, malformed)
  if (state !== 'running' && state !== 'stopped' && state !== 'stopping') throw notInState(InstanceId, state)
  return onlyInterfaceOf(tx, InstanceId)
}

/** The private address that the public one is for: the interface's first, unless another is named. */
const mappedTo = (eni: NetworkInterfaceRecord, wanted = eni.PrivateIpAddress) => {
  if (parseIpv4(wanted) === undefined)
    throw invalidParameter(`invalid value for parameter private-address: ${wanted}`)
  return (
    mappingOf(eni, wanted) ??
    fail(invalidParameter(`${wanted} is not mapped to the interface ${eni.NetworkInterfaceId}`))
  )
}
