import { AwsError } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { omit } from '../omit.ts'
import { tagsFor } from '../tags.ts'
import { canonicalCidr, hasFairSize, rangeError } from '../vpc/cidr.ts'
import { describeVpc } from '../vpc/describe-vpc.ts'
import { makeVpc } from '../vpc/make-vpc.ts'

/** The quota of a new account, in each region. */
const limit = 5

export const createVpc = operation('CreateVpc', {
  decide(request, context) {
    const { tx, account } = context
    if (request.AmazonProvidedIpv6CidrBlock || request.Ipv6CidrBlock || request.Ipv4IpamPoolId)
      throw new AwsError('UnsupportedOperation', 'Sandcloud has no IPv6 networks and no IPAM.')
    if (request.InstanceTenancy && request.InstanceTenancy !== 'default')
      throw new AwsError('UnsupportedOperation', 'Sandcloud has no dedicated tenancy.')
    if (!request.CidrBlock) throw missingParameter('cidrBlock')
    const CidrBlock = canonicalCidr(request.CidrBlock, 'cidrBlock')
    if (!hasFairSize(CidrBlock)) throw rangeError('InvalidVpc.Range', request.CidrBlock)
    const Tags = tagsFor('vpc', request.TagSpecifications)
    if (tx.list('ec2.vpc').length >= limit)
      throw new AwsError('VpcLimitExceeded', 'The maximum number of VPCs has been reached.')
    const vpc = makeVpc(context, { CidrBlock, IsDefault: false, Tags })
    // It is there at once; AWS says pending, and available when it is asked again.
    const described = omit(describeVpc(vpc, account), 'BlockPublicAccessStates')
    return {
      Vpc: { ...described, Ipv6CidrBlockAssociationSet: [], Tags: [...Tags], State: 'pending' as const },
    }
  },
})
