import { invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findVpc } from '../vpc/find-subnet.ts'

export const describeVpcAttribute = operation('DescribeVpcAttribute', {
  decide({ VpcId = '', Attribute }: { VpcId: string | undefined; Attribute: string | undefined }, { tx }) {
    if (!Attribute) throw missingParameter('attribute')
    const { dnsSupport, dnsHostnames } = findVpc(tx, VpcId)
    if (Attribute === 'enableDnsSupport') return { VpcId, EnableDnsSupport: { Value: dnsSupport } }
    if (Attribute === 'enableDnsHostnames') return { VpcId, EnableDnsHostnames: { Value: dnsHostnames } }
    if (Attribute === 'enableNetworkAddressUsageMetrics')
      return { VpcId, EnableNetworkAddressUsageMetrics: { Value: false } }
    throw invalidParameter(`Value (${Attribute}) for parameter attribute is invalid. Unknown attribute.`)
  },
})
