import { AwsError } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { omit } from '../omit.ts'
import { operation } from '../operation.ts'
import { findVpc } from '../vpc/find-subnet.ts'
import { findInternetGateway } from '../vpc/internet-gateways.ts'

const notAttached = (id: string, vpcId: string) =>
  new AwsError('Gateway.NotAttached', `resource ${id} is not attached to network ${vpcId}`)

const hasMappedAddresses = (vpcId: string) =>
  new AwsError(
    'DependencyViolation',
    `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
  )

/** Routes to it become black holes. */
export const detachInternetGateway = operation('DetachInternetGateway', {
  decide({ InternetGatewayId, VpcId }, { tx }) {
    if (!InternetGatewayId) throw missingParameter('internetGatewayId')
    if (!VpcId) throw missingParameter('vpcId')
    const gateway = findInternetGateway(tx, InternetGatewayId)
    findVpc(tx, VpcId)
    if (gateway.VpcId !== VpcId) throw notAttached(InternetGatewayId, VpcId)
    if (tx.list('ec2.network-interface').some((eni) => eni.VpcId === VpcId && eni.PublicIp))
      throw hasMappedAddresses(VpcId)
    tx.put('ec2.internet-gateway', InternetGatewayId, omit(gateway, 'VpcId'))
    return {}
  },
})
