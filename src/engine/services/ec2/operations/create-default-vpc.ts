import { AwsError } from '../../../kernel/index.ts'
import { operation } from '../operation.ts'
import { makeDefaultNetwork } from '../vpc/default-network.ts'
import { describeVpc } from '../vpc/describe-vpc.ts'

export const createDefaultVpc = operation('CreateDefaultVpc', {
  decide(_request, context) {
    if (context.tx.list('ec2.vpc').some((vpc) => vpc.IsDefault))
      throw new AwsError(
        'DefaultVpcAlreadyExists',
        'A Default VPC already exists for this account in this region.',
      )
    return {
      Vpc: { ...describeVpc(makeDefaultNetwork(context), context.account), State: 'pending' as const },
    }
  },
})
