import { invalidCombination, invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { describeInterface } from '../vpc/describe-interface.ts'
import { findInterface } from '../vpc/interfaces.ts'

export const describeNetworkInterfaceAttribute = operation('DescribeNetworkInterfaceAttribute', {
  decide({ NetworkInterfaceId = '', Attribute }, { tx }) {
    if (!NetworkInterfaceId) throw missingParameter('networkInterfaceId')
    const record = findInterface(tx, NetworkInterfaceId)
    const { Attachment, Description, Groups, SourceDestCheck } = describeInterface(tx, record)
    switch (Attribute) {
      case undefined:
        throw invalidCombination('No attributes specified.')
      case 'attachment':
        return { NetworkInterfaceId, ...(Attachment && { Attachment }) }
      case 'description':
        return { NetworkInterfaceId, Description: { Value: Description } }
      case 'groupSet':
        return { NetworkInterfaceId, Groups }
      case 'sourceDestCheck':
        return { NetworkInterfaceId, SourceDestCheck: { Value: SourceDestCheck } }
      case 'associatePublicIpAddress':
        return { NetworkInterfaceId, AssociatePublicIpAddress: record.associatePublicIp }
      default:
        throw invalidParameter(
          `Value (${String(Attribute)}) for parameter attribute is invalid. Unknown attribute.`,
        )
    }
  },
})
