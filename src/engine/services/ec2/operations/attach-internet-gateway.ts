import { AwsError } from '../../../kernel/index.ts'
import { invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findVpc } from '../vpc/find-subnet.ts'
import { findInternetGateway, gatewayOfVpc } from '../vpc/internet-gateways.ts'

const alreadyAttached = (id: string, vpcId: string) =>
  new AwsError('Resource.AlreadyAssociated', `resource ${id} is already attached to network ${vpcId}`)

export const attachInternetGateway = operation('AttachInternetGateway', {
  decide({ InternetGatewayId, VpcId }, { tx }) {
    if (!InternetGatewayId) throw missingParameter('internetGatewayId')
    if (!VpcId) throw missingParameter('vpcId')
    const gateway = findInternetGateway(tx, InternetGatewayId)
    findVpc(tx, VpcId)
    if (gateway.VpcId) throw alreadyAttached(InternetGatewayId, gateway.VpcId)
    if (gatewayOfVpc(tx, VpcId))
      throw invalidParameter(`Network ${VpcId} already has an internet gateway attached`)
    tx.put('ec2.internet-gateway', InternetGatewayId, { ...gateway, VpcId })
    return {}
  },
})
