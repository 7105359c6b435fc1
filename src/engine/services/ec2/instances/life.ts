import type { DecideContext } from '../../../kernel/index.ts'
import { omit } from '../omit.ts'
import { wholeSeconds } from '../whole-seconds.ts'
import { freePublicAddress } from '../vpc/addresses.ts'
import { settleInterface } from '../vpc/attachment.ts'
import { interfacesOf } from '../../../network/interfaces.ts'
import { leaveInterface } from '../vpc/interfaces.ts'
import { removeVolume } from '../volumes/remove-volume.ts'
import { attachmentTo, volumesOf } from '../volumes/find-volume.ts'
import type { InstanceRecord } from './records.ts'

/** What AWS took in the recordings (timings.json), in milliseconds. */
const seconds = 1000
const startTakes = 5 * seconds
const checksTake = 140 * seconds
const stopTakes = 15 * seconds
const terminationTakes = 24 * seconds

/** The rest is lived at its own time, whatever the pace. */
const terminatedStays = 3600 * seconds
const patienceWithGuest = 180 * seconds

export const life = {
  run: 'ec2.instance.run',
  check: 'ec2.instance.check',
  off: 'ec2.instance.off',
  pullPlug: 'ec2.instance.pull-plug',
  vanish: 'ec2.instance.vanish',
} as const

const put = ({ tx }: DecideContext, instance: InstanceRecord) =>
  tx.put('ec2.instance', instance.InstanceId, instance)

/** Launch and start: pending now, running soon. */
export const beginStart = (context: DecideContext, instance: InstanceRecord) => {
  put(context, {
    ...omit(instance, 'StateReason'),
    state: 'pending',
    LaunchTime: wholeSeconds(context.now),
    StateTransitionReason: '',
    checked: false,
  })
  const { tx } = context
  const eni = tx.get('ec2.network-interface', instance.NetworkInterfaceId)!
  // Amazon gives no address of its pool to an instance with more than one interface.
  const single = interfacesOf(tx, instance.InstanceId).length === 1
  if (eni.associatePublicIp && !eni.PublicIp && single)
    tx.put('ec2.network-interface', eni.NetworkInterfaceId, { ...eni, PublicIp: freePublicAddress(context) })
  tx.wake(life.run, instance.InstanceId, context.after(startTakes))
}

/** AWS says it runs: the hypervisor switches the machine on once this is committed. */
export const run = (instanceId: string, context: DecideContext) => {
  const { tx } = context
  const instance = tx.get('ec2.instance', instanceId)
  if (instance?.state !== 'pending') return
  put(context, { ...instance, state: 'running' })
  settleAttachments(context, instance)
  tx.wake(life.check, instanceId, context.after(checksTake))
}

/** What was on its way to the instance has arrived. */
const settleAttachments = ({ tx }: DecideContext, { InstanceId }: InstanceRecord) => {
  for (const eni of interfacesOf(tx, InstanceId)) settleInterface(tx, eni)
  for (const volume of volumesOf(tx, InstanceId)) {
    if (attachmentTo(volume, InstanceId)!.State !== 'attaching') continue
    const Attachments = volume.Attachments.map((each) => ({ ...each, State: 'attached' as const }))
    tx.put('ec2.volume', volume.VolumeId, { ...volume, Attachments })
  }
}

export const passChecks = (instanceId: string, context: DecideContext) => {
  const instance = context.tx.get('ec2.instance', instanceId)
  if (instance?.state === 'running') put(context, { ...instance, checked: true })
}

type Initiator = 'user' | 'guest'

const reasons = {
  user: {
    Code: 'Client.UserInitiatedShutdown',
    Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
  },
  guest: {
    Code: 'Client.InstanceInitiatedShutdown',
    Message: 'Client.InstanceInitiatedShutdown: Instance initiated shutdown',
  },
}

/** Stop and termination: what the guest has not written yet goes along, then it is asked to shut down. */
export const beginOff = (
  context: DecideContext,
  instance: InstanceRecord,
  towards: 'stopped' | 'terminated',
  initiator: Initiator,
) => {
  const { tx, facilities, now } = context
  const { InstanceId } = instance
  for (const { VolumeId } of volumesOf(tx, InstanceId)) facilities.devices.flush(tx, VolumeId)
  tx.cancelAlarm(life.run, InstanceId)
  tx.cancelAlarm(life.check, InstanceId)
  const offAt = context.after(towards === 'stopped' ? stopTakes : terminationTakes)
  put(context, {
    ...instance,
    state: towards === 'stopped' ? 'stopping' : 'shutting-down',
    StateReason: reasons[initiator],
    StateTransitionReason: initiator === 'user' ? `User initiated (${gmt(now)})` : '',
    checked: false,
    offAt,
  })
  tx.wake(life.off, InstanceId, offAt)
  tx.wake(life.pullPlug, InstanceId, Math.max(offAt, now.getTime() + patienceWithGuest))
}

/** Stopped, or terminated: not before the machine is really off, and AWS's own time has passed. */
export const settleOff = (instanceId: string, context: DecideContext) => {
  const { tx, facilities, now } = context
  const instance = tx.get('ec2.instance', instanceId)
  if (instance?.state !== 'stopping' && instance?.state !== 'shutting-down') return
  if (facilities.hypervisor.isOn(instanceId) || now.getTime() < instance.offAt!) return
  tx.cancelAlarm(life.off, instanceId)
  tx.cancelAlarm(life.pullPlug, instanceId)
  if (instance.state === 'shutting-down') return terminate(context, instance)
  put(context, { ...omit(instance, 'offAt'), state: 'stopped' })
  settleAttachments(context, instance)
  releasePublicAddress(context, instance)
}

/** A guest that does not come down is switched off. */
export const pullPlug = (instanceId: string, context: DecideContext) => {
  const state = context.tx.get('ec2.instance', instanceId)?.state
  if (state !== 'stopping' && state !== 'shutting-down') return
  context.facilities.hypervisor.powerOff(instanceId)
  settleOff(instanceId, context)
}

/** The tombstone: volumes and interfaces are gone, the record stays an hour. */
export const terminate = (context: DecideContext, instance: InstanceRecord) => {
  const { tx, now } = context
  const { InstanceId } = instance
  for (const volume of volumesOf(tx, InstanceId)) {
    const left = volume.Attachments.filter((each) => each.InstanceId !== InstanceId)
    if (attachmentTo(volume, InstanceId)!.DeleteOnTermination) removeVolume(context, volume.VolumeId)
    else
      tx.put('ec2.volume', volume.VolumeId, {
        ...volume,
        Attachments: left,
        State: left.length > 0 ? 'in-use' : 'available',
      })
  }
  for (const eni of interfacesOf(tx, InstanceId)) leaveInterface(tx, eni)
  put(context, { ...omit(instance, 'offAt'), state: 'terminated' })
  tx.wake(life.vanish, InstanceId, now.getTime() + terminatedStays)
}

export const vanish = (instanceId: string, { tx }: DecideContext) => tx.delete('ec2.instance', instanceId)

/** A stopped instance is terminated at once: nothing has to shut down. */
export const terminateStopped = (context: DecideContext, instance: InstanceRecord) =>
  terminate(context, {
    ...instance,
    StateReason: reasons.user,
    StateTransitionReason: `User initiated (${gmt(context.now)})`,
  })

const releasePublicAddress = ({ tx }: DecideContext, { NetworkInterfaceId }: InstanceRecord) => {
  const eni = tx.get('ec2.network-interface', NetworkInterfaceId)
  // An Elastic IP stays.
  if (!eni || eni.AllocationId) return
  tx.put('ec2.network-interface', NetworkInterfaceId, omit(eni, 'PublicIp'))
}

/** `2026-09-25 20:59:05 GMT` */
const gmt = (date: Date) => `${date.toISOString().slice(0, 19).replace('T', ' ')} GMT`
