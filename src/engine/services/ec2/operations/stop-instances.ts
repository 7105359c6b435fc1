import { AwsError } from '../../../kernel/index.ts'
import { cannotStop, isProtected, stateChange } from '../instances/change-state.ts'
import { findInstances } from '../instances/find-instance.ts'
import { beginOff } from '../instances/life.ts'
import { operation } from '../operation.ts'

export const stopInstances = operation('StopInstances', {
  decide({ InstanceIds = [], Hibernate }, context) {
    const { tx } = context
    const instances = findInstances(tx, InstanceIds)
    if (Hibernate)
      throw new AwsError(
        'UnsupportedHibernationConfiguration',
        'Hibernation is not enabled for this instance.',
      )
    for (const instance of instances) {
      const { InstanceId, state } = instance
      if (state === 'stopped' || state === 'stopping') continue
      if (state !== 'running' && state !== 'pending') throw cannotStop(InstanceId)
      if (instance.DisableApiStop) throw isProtected(InstanceId, 'disableApiStop')
      beginOff(context, instance, 'stopped', 'user')
    }
    return { StoppingInstances: instances.map((instance) => stateChange(tx, instance)) }
  },
})
