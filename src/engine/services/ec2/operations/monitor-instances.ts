import { findInstances } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'

export const monitorInstances = operation('MonitorInstances', {
  decide({ InstanceIds = [] }, { tx }) {
    const instances = findInstances(tx, InstanceIds)
    for (const instance of instances)
      tx.put('ec2.instance', instance.InstanceId, { ...instance, monitoring: true })
    return {
      InstanceMonitorings: instances.map(({ InstanceId, monitoring }) => ({
        InstanceId,
        Monitoring: { State: monitoring ? ('enabled' as const) : ('pending' as const) },
      })),
    }
  },
})
