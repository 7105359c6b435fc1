import type { Vpc } from '@aws-sdk/client-ec2'
import { tagMember } from '../tags.ts'
import type { VpcRecord } from './records.ts'

export const describeVpc = (vpc: VpcRecord, OwnerId: string): Vpc => ({
  OwnerId,
  InstanceTenancy: 'default',
  CidrBlockAssociationSet: [
    {
      AssociationId: vpc.AssociationId,
      CidrBlock: vpc.CidrBlock,
      CidrBlockState: { State: 'associated' },
    },
  ],
  IsDefault: vpc.IsDefault,
  ...tagMember(vpc.Tags),
  BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
  VpcId: vpc.VpcId,
  State: 'available',
  CidrBlock: vpc.CidrBlock,
  DhcpOptionsId: vpc.DhcpOptionsId,
})
