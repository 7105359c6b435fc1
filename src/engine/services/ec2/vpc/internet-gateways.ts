import type { InternetGateway } from '@aws-sdk/client-ec2'
import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import type { InternetGatewayRecord } from './records.ts'

export const findInternetGateway = (tx: Transaction, id: string): InternetGatewayRecord =>
  tx.get('ec2.internet-gateway', id) ??
  fail(new AwsError('InvalidInternetGatewayID.NotFound', `The internetGateway ID '${id}' does not exist`))

export const gatewayOfVpc = (tx: Transaction, vpcId: string): InternetGatewayRecord | undefined =>
  tx.list('ec2.internet-gateway').find(({ VpcId }) => VpcId === vpcId)

export const describeInternetGateway = (
  { InternetGatewayId, VpcId, Tags }: InternetGatewayRecord,
  OwnerId: string,
): InternetGateway => ({
  // An attachment's state is `available`, though the SDK's list has other words.
  Attachments: VpcId ? [{ State: 'available' as 'attached', VpcId }] : [],
  InternetGatewayId,
  OwnerId,
  Tags: [...Tags],
})
