import { AwsError } from '../../../kernel/index.ts'
import { madeBefore, rememberToken } from '../client-tokens.ts'
import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { findAllocation } from '../vpc/elastic-ips.ts'
import { findSubnet } from '../vpc/find-subnet.ts'
import { newInterface } from '../vpc/interfaces.ts'
import { describeNatGateway, findNatGateway, natLife, natTakes } from '../vpc/nat-gateways.ts'
import type { NatGatewayRecord } from '../vpc/records.ts'

const alreadyAssociated = (id: string, associationId: string) =>
  new AwsError(
    'Resource.AlreadyAssociated',
    `resource ${id} is already associated with associate-id ${associationId}`,
  )

export const createNatGateway = operation('CreateNatGateway', {
  decide(request, context) {
    const { tx, newId, now } = context
    if ((request.ConnectivityType ?? 'public') !== 'public' || request.SecondaryAllocationIds?.length)
      throw new AwsError(
        'UnsupportedOperation',
        'Sandcloud has public NAT gateways with one Elastic IP each.',
      )
    if (!request.SubnetId) throw missingParameter('SubnetId')
    if (!request.AllocationId) throw missingParameter('AllocationId')
    const subnet = findSubnet(tx, request.SubnetId)
    const { AllocationId, PublicIp, association } = findAllocation(tx, request.AllocationId)
    const Tags = tagsFor('natgateway', request.TagSpecifications)
    const token = request.ClientToken ? { ClientToken: request.ClientToken } : {}
    const call = { operation: 'CreateNatGateway', input: request }
    const [before] = madeBefore(context, call) ?? []
    if (before) return { ...token, NatGateway: describeNatGateway(findNatGateway(tx, before)) }
    if (association) throw alreadyAssociated(AllocationId, association.AssociationId)

    const NatGatewayId = newId('nat')
    const eni = newInterface(context, {
      subnet,
      groupIds: [],
      ...(request.PrivateIpAddress && { privateAddress: request.PrivateIpAddress }),
      Description: `Interface for NAT Gateway ${NatGatewayId}`,
      InterfaceType: 'nat_gateway',
      Tags: [],
    })
    const gateway: NatGatewayRecord = {
      NatGatewayId,
      VpcId: subnet.VpcId,
      SubnetId: subnet.SubnetId,
      State: 'pending',
      CreateTime: now,
      NetworkInterfaceId: eni.NetworkInterfaceId,
      AllocationId,
      PublicIp,
      PrivateIp: eni.PrivateIpAddress,
      Tags,
    }
    tx.put('ec2.network-interface', eni.NetworkInterfaceId, eni)
    tx.put('ec2.nat-gateway', NatGatewayId, gateway)
    tx.wake(natLife.created, NatGatewayId, context.after(natTakes.creation))
    rememberToken(context, call, [NatGatewayId])
    return { ...token, NatGateway: describeNatGateway(gateway) }
  },
})
