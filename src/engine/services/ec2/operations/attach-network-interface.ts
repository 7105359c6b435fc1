import { AwsError } from '../../../kernel/index.ts'
import { invalidParameter, missingParameter } from '../errors.ts'
import { wrongState } from '../instances/change-state.ts'
import { findInstance } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'
import { attachmentTakes, checkAttachable, interfaceLife, putAttachment } from '../vpc/attachment.ts'
import { findInterface } from '../vpc/interfaces.ts'

/** To an instance that runs or is stopped; what is attached so stays when the instance is terminated. */
export const attachNetworkInterface = operation('AttachNetworkInterface', {
  decide(request, context) {
    const { NetworkInterfaceId, InstanceId, DeviceIndex } = request
    const { tx } = context
    if (!NetworkInterfaceId) throw missingParameter('networkInterfaceId')
    if (!InstanceId) throw missingParameter('instanceId')
    if (DeviceIndex === undefined) throw missingParameter('deviceIndex')
    if (request.NetworkCardIndex || request.EnaSrdSpecification?.EnaSrdEnabled || request.EnaQueueCount)
      throw new AwsError(
        'UnsupportedOperation',
        'Sandcloud has one network card per instance, without options.',
      )
    if (DeviceIndex < 0) throw invalidParameter(`Invalid value '${DeviceIndex}' for deviceIndex.`)
    const eni = findInterface(tx, NetworkInterfaceId)
    const instance = findInstance(tx, InstanceId)
    if (instance.state !== 'running' && instance.state !== 'stopped') throw wrongState(InstanceId)
    checkAttachable(tx, eni, instance, DeviceIndex)
    const AttachmentId = putAttachment(context, eni, InstanceId, { DeviceIndex, DeleteOnTermination: false })
    tx.wake(interfaceLife.attached, NetworkInterfaceId, context.after(attachmentTakes.attachment))
    return { AttachmentId, NetworkCardIndex: 0 }
  },
})
