import { incorrectState } from '../errors.ts'
import { findInstances } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'

const cannotReboot = (id: string, state: string) =>
  incorrectState(`Cannot reboot instance ${id} that is currently in ${state} state.`)

/** Terminated instances are passed over without an error. */
export const rebootInstances = operation('RebootInstances', {
  decide({ InstanceIds = [] }, { tx }) {
    for (const instance of findInstances(tx, InstanceIds)) {
      const { InstanceId, state, reboots } = instance
      if (state === 'terminated' || state === 'shutting-down') continue
      if (state !== 'running') throw cannotReboot(InstanceId, state)
      tx.put('ec2.instance', InstanceId, { ...instance, reboots: reboots + 1 })
    }
    return {}
  },
})
