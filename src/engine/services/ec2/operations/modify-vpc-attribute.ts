import { AwsError } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findVpc } from '../vpc/find-subnet.ts'
import { checkOneAttribute } from '../vpc/one-attribute.ts'

export const modifyVpcAttribute = operation('ModifyVpcAttribute', {
  decide({ VpcId, EnableDnsSupport, EnableDnsHostnames, EnableNetworkAddressUsageMetrics }, { tx }) {
    if (!VpcId) throw missingParameter('vpcId')
    const vpc = findVpc(tx, VpcId)
    checkOneAttribute(EnableDnsSupport, EnableDnsHostnames, EnableNetworkAddressUsageMetrics)
    if (EnableNetworkAddressUsageMetrics?.Value)
      throw new AwsError('UnsupportedOperation', 'Sandcloud has no network address usage metrics.')
    tx.put('ec2.vpc', VpcId, {
      ...vpc,
      dnsSupport: EnableDnsSupport?.Value ?? vpc.dnsSupport,
      dnsHostnames: EnableDnsHostnames?.Value ?? vpc.dnsHostnames,
    })
    return {}
  },
})
