import type { NatGateway } from '@aws-sdk/client-ec2'
import { AwsError, type DecideContext, fail, type Transaction } from '../../../kernel/index.ts'
import { associate } from './elastic-ips.ts'
import { removeInterface } from './interfaces.ts'
import { gatewayOfVpc } from './internet-gateways.ts'
import type { NatGatewayRecord } from './records.ts'

/** What AWS usually takes, in milliseconds; a deleted one is shown for an hour. */
export const natTakes = { creation: 90_000, deletion: 45_000 }
const deletedStays = 3_600_000

export const natLife = {
  created: 'ec2.nat-gateway.created',
  deleted: 'ec2.nat-gateway.deleted',
  vanish: 'ec2.nat-gateway.vanish',
} as const

export const findNatGateway = (tx: Transaction, id: string): NatGatewayRecord =>
  tx.get('ec2.nat-gateway', id) ??
  fail(new AwsError('NatGatewayNotFound', `The Nat Gateway ${id} was not found`))

export const describeNatGateway = (gateway: NatGatewayRecord): NatGateway => {
  const { State, failure } = gateway
  return {
    CreateTime: gateway.CreateTime,
    ...(gateway.DeleteTime && { DeleteTime: gateway.DeleteTime }),
    ...(failure && { FailureCode: failure.code, FailureMessage: failure.message }),
    NatGatewayAddresses: [
      {
        AllocationId: gateway.AllocationId,
        ...(State !== 'pending' && {
          NetworkInterfaceId: gateway.NetworkInterfaceId,
          PrivateIp: gateway.PrivateIp,
          PublicIp: gateway.PublicIp,
        }),
        ...(gateway.AssociationId && { AssociationId: gateway.AssociationId }),
        IsPrimary: true,
        Status: State === 'pending' ? 'associating' : State === 'failed' ? 'failed' : 'succeeded',
      },
    ],
    NatGatewayId: gateway.NatGatewayId,
    State,
    SubnetId: gateway.SubnetId,
    VpcId: gateway.VpcId,
    Tags: [...gateway.Tags],
    ConnectivityType: 'public',
  }
}

const letGo = (tx: Transaction, { NetworkInterfaceId }: NatGatewayRecord) => {
  const eni = tx.get('ec2.network-interface', NetworkInterfaceId)
  if (eni) removeInterface(tx, eni)
}

/** It works once it is available; in a VPC without an internet gateway it never does. */
export const natCreated = (id: string, context: DecideContext) => {
  const { tx, newId } = context
  const gateway = tx.get('ec2.nat-gateway', id)
  if (gateway?.State !== 'pending') return
  const address = tx.get('ec2.address', gateway.AllocationId)
  const failure = !gatewayOfVpc(tx, gateway.VpcId)
    ? { code: 'Gateway.NotAttached', message: `Network ${gateway.VpcId} has no Internet gateway attached` }
    : !address || address.association
      ? {
          code: 'InvalidAllocationID.NotFound',
          message: `Elastic IP address ${gateway.AllocationId} could not be associated with this NAT gateway`,
        }
      : undefined
  if (failure || !address) {
    letGo(tx, gateway)
    tx.put('ec2.nat-gateway', id, { ...gateway, State: 'failed', ...(failure && { failure }) })
    return tx.wake(natLife.vanish, id, context.now.getTime() + deletedStays)
  }
  const AssociationId = newId('eipassoc')
  const { NetworkInterfaceId, PrivateIp: PrivateIpAddress } = gateway
  associate(tx, address, { AssociationId, NetworkInterfaceId, PrivateIpAddress })
  tx.put('ec2.nat-gateway', id, { ...gateway, State: 'available', AssociationId })
}

/** The Elastic IP is the account's again; routes to the gateway stay, as black holes. */
export const natDeleted = (id: string, { tx, now }: DecideContext) => {
  const gateway = tx.get('ec2.nat-gateway', id)
  if (gateway?.State !== 'deleting') return
  letGo(tx, gateway)
  tx.put('ec2.nat-gateway', id, { ...gateway, State: 'deleted', DeleteTime: now })
  tx.wake(natLife.vanish, id, now.getTime() + deletedStays)
}

export const natVanishes = (id: string, { tx }: DecideContext) => tx.delete('ec2.nat-gateway', id)
