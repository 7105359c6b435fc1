import { invalidParameter } from '../errors.ts'
import { cannotStart, stateChange } from '../instances/change-state.ts'
import { findInstances } from '../instances/find-instance.ts'
import { beginStart } from '../instances/life.ts'
import { operation } from '../operation.ts'
import { attachmentTo, volumesOf } from '../volumes/find-volume.ts'

const noRoot = (id: string, device: string) =>
  invalidParameter(
    `Invalid value '${id}' for instanceId. Instance does not have a volume attached at root (${device})`,
  )

export const startInstances = operation('StartInstances', {
  decide({ InstanceIds = [] }, context) {
    const { tx } = context
    const instances = findInstances(tx, InstanceIds)
    for (const instance of instances) {
      const { InstanceId, RootDeviceName, state } = instance
      if (state === 'running' || state === 'pending') continue
      if (state !== 'stopped') throw cannotStart(InstanceId)
      const root = volumesOf(tx, InstanceId).some((volume) => {
        const { Device, State } = attachmentTo(volume, InstanceId)!
        return Device === RootDeviceName && State !== 'detaching'
      })
      if (!root) throw noRoot(InstanceId, RootDeviceName)
      beginStart(context, instance)
    }
    return { StartingInstances: instances.map((instance) => stateChange(tx, instance)) }
  },
})
