import { AwsError } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { groupsFor } from '../instances/placement.ts'
import { omit } from '../omit.ts'
import { operation } from '../operation.ts'
import { attachmentNotFound } from '../vpc/attachment.ts'
import { findSubnet } from '../vpc/find-subnet.ts'
import { findInterface } from '../vpc/interfaces.ts'
import { checkOneAttribute } from '../vpc/one-attribute.ts'

export const modifyNetworkInterfaceAttribute = operation('ModifyNetworkInterfaceAttribute', {
  decide(request, context) {
    const { tx } = context
    if (!request.NetworkInterfaceId) throw missingParameter('networkInterfaceId')
    const eni = findInterface(tx, request.NetworkInterfaceId)
    const { Attachment, Description, Groups, SourceDestCheck } = request
    const others = omit(
      request,
      'NetworkInterfaceId',
      'Attachment',
      'Description',
      'Groups',
      'SourceDestCheck',
      'DryRun',
    )
    checkOneAttribute(Attachment, Description, Groups, SourceDestCheck, ...Object.values(others))
    const put = (change: Partial<typeof eni>) =>
      tx.put('ec2.network-interface', eni.NetworkInterfaceId, { ...eni, ...change })
    if (Groups) put({ GroupIds: groupsFor(context, findSubnet(tx, eni.SubnetId), Groups) })
    else if (Description) put({ Description: Description.Value ?? '' })
    else if (SourceDestCheck) put({ sourceDestCheck: SourceDestCheck.Value ?? true })
    else if (Attachment) {
      if (!eni.Attachment || eni.Attachment.AttachmentId !== Attachment.AttachmentId)
        throw attachmentNotFound(Attachment.AttachmentId ?? '')
      const { DeleteOnTermination = eni.Attachment.DeleteOnTermination } = Attachment
      put({ Attachment: { ...eni.Attachment, DeleteOnTermination } })
    } else
      throw new AwsError('UnsupportedOperation', 'Sandcloud does not serve this attribute of interfaces.')
    return {}
  },
})
