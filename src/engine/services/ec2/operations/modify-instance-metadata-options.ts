import { missingParameter } from '../errors.ts'
import { wrongState } from '../instances/change-state.ts'
import { findInstance } from '../instances/find-instance.ts'
import { metadataOptions } from '../instances/metadata-options.ts'
import { operation } from '../operation.ts'

export const modifyInstanceMetadataOptions = operation('ModifyInstanceMetadataOptions', {
  decide(request, { tx }) {
    if (!request.InstanceId) throw missingParameter('instanceId')
    const instance = findInstance(tx, request.InstanceId)
    const { InstanceId, state } = instance
    if (state !== 'running' && state !== 'stopped') throw wrongState(InstanceId)
    const metadata = metadataOptions(request, instance.metadata)
    tx.put('ec2.instance', InstanceId, { ...instance, metadata })
    return { InstanceId, InstanceMetadataOptions: { State: 'pending' as const, ...metadata } }
  },
})
