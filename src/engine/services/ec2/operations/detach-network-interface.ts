import { AwsError, fail } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { attachmentNotFound, attachmentTakes, interfaceDetached, interfaceLife } from '../vpc/attachment.ts'

const isFirst = () =>
  new AwsError(
    'OperationNotPermitted',
    'The network interface at device index 0 and networkCard index 0 cannot be detached.',
  )

/** With Force the guest is not waited for. */
export const detachNetworkInterface = operation('DetachNetworkInterface', {
  decide({ AttachmentId, Force = false }, context) {
    const { tx, after } = context
    if (!AttachmentId) throw missingParameter('attachmentId')
    const eni =
      tx.list('ec2.network-interface').find(({ Attachment }) => Attachment?.AttachmentId === AttachmentId) ??
      fail(attachmentNotFound(AttachmentId))
    const { NetworkInterfaceId } = eni
    const Attachment = eni.Attachment!
    if (Attachment.DeviceIndex === 0) throw isFirst()
    tx.put('ec2.network-interface', NetworkInterfaceId, {
      ...eni,
      Attachment: { ...Attachment, Status: 'detaching' },
    })
    if (Force) interfaceDetached(NetworkInterfaceId, context)
    else tx.wake(interfaceLife.detached, NetworkInterfaceId, after(attachmentTakes.detachment))
    return {}
  },
})
