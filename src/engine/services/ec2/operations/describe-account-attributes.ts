import { invalidParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import type { DecideContext } from '../../../kernel/index.ts'

const attributes: Record<string, (context: DecideContext) => string> = {
  'vpc-max-security-groups-per-interface': () => '5',
  'max-instances': () => '20',
  'supported-platforms': () => 'VPC',
  'default-vpc': ({ tx }) => tx.list('ec2.vpc').find((vpc) => vpc.IsDefault)?.VpcId ?? 'none',
  'max-elastic-ips': () => '5',
  'vpc-max-elastic-ips': () => '5',
}

export const describeAccountAttributes = operation('DescribeAccountAttributes', {
  decide({ AttributeNames = [] }, context) {
    const stranger = AttributeNames.find((name) => !Object.hasOwn(attributes, name))
    if (stranger) throw invalidParameter(`Value (${stranger}) for parameter attributeName is invalid.`)
    const names = AttributeNames.length > 0 ? AttributeNames : Object.keys(attributes)
    return {
      AccountAttributes: names.map((name) => ({
        AttributeName: name as string,
        AttributeValues: [{ AttributeValue: attributes[name]!(context) }],
      })),
    }
  },
})
