import { isProtected, stateChange } from '../instances/change-state.ts'
import { findInstances } from '../instances/find-instance.ts'
import { beginOff, terminateStopped } from '../instances/life.ts'
import { operation } from '../operation.ts'

/** Idempotent; a list with one bad id fails as a whole. */
export const terminateInstances = operation('TerminateInstances', {
  decide({ InstanceIds = [] }, context) {
    const { tx } = context
    const instances = findInstances(tx, InstanceIds)
    for (const instance of instances) {
      const { InstanceId, state } = instance
      if (state === 'terminated' || state === 'shutting-down') continue
      if (instance.DisableApiTermination) throw isProtected(InstanceId, 'disableApiTermination')
      if (state === 'stopped') terminateStopped(context, instance)
      else beginOff(context, instance, 'terminated', 'user')
    }
    return { TerminatingInstances: instances.map((instance) => stateChange(tx, instance)) }
  },
})
