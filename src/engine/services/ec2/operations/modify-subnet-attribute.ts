import { AwsError } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { omit } from '../omit.ts'
import { operation } from '../operation.ts'
import { findSubnet } from '../vpc/find-subnet.ts'
import { checkOneAttribute } from '../vpc/one-attribute.ts'

export const modifySubnetAttribute = operation('ModifySubnetAttribute', {
  decide(request, { tx }) {
    if (!request.SubnetId) throw missingParameter('subnetId')
    const subnet = findSubnet(tx, request.SubnetId)
    const { MapPublicIpOnLaunch } = request
    const others = Object.values(omit(request, 'SubnetId', 'MapPublicIpOnLaunch'))
    checkOneAttribute(MapPublicIpOnLaunch, ...others)
    if (!MapPublicIpOnLaunch)
      throw new AwsError(
        'UnsupportedOperation',
        "Of a subnet's attributes Sandcloud serves MapPublicIpOnLaunch.",
      )
    tx.put('ec2.subnet', subnet.SubnetId, {
      ...subnet,
      MapPublicIpOnLaunch: MapPublicIpOnLaunch.Value ?? false,
    })
    return {}
  },
})
