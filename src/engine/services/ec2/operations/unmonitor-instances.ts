import { findInstances } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'

export const unmonitorInstances = operation('UnmonitorInstances', {
  decide({ InstanceIds = [] }, { tx }) {
    const instances = findInstances(tx, InstanceIds)
    for (const instance of instances)
      tx.put('ec2.instance', instance.InstanceId, { ...instance, monitoring: false })
    return {
      InstanceMonitorings: instances.map(({ InstanceId, monitoring }) => ({
        InstanceId,
        Monitoring: { State: monitoring ? ('disabling' as const) : ('disabled' as const) },
      })),
    }
  },
})
