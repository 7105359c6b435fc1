import type { DecideContext } from '../../../kernel/index.ts'
import { removeVolume } from './remove-volume.ts'
import type { VolumeAttachmentRecord, VolumeRecord } from './records.ts'

/** timings.json, in milliseconds; detaching is a guess. */
export const volumeTakes = { creation: 1500, attachment: 2500, detachment: 3000, deletion: 1000 }

export const volumeLife = {
  created: 'ec2.volume.created',
  attached: 'ec2.volume.attached',
  detached: 'ec2.volume.detached',
  deleted: 'ec2.volume.deleted',
} as const

export const created = (volumeId: string, { tx }: DecideContext) => {
  const volume = tx.get('ec2.volume', volumeId)
  if (volume?.State === 'creating') tx.put('ec2.volume', volumeId, { ...volume, State: 'available' })
}

export const attached = (volumeId: string, { tx }: DecideContext) => {
  const volume = tx.get('ec2.volume', volumeId)
  if (volume)
    tx.put('ec2.volume', volumeId, {
      ...volume,
      Attachments: changed(volume, 'attaching', (attachment) => ({ ...attachment, State: 'attached' })),
    })
}

export const detached = (volumeId: string, { tx }: DecideContext) => {
  const volume = tx.get('ec2.volume', volumeId)
  if (!volume) return
  const Attachments = changed(volume, 'detaching', () => [])
  const State = Attachments.length > 0 ? 'in-use' : 'available'
  tx.put('ec2.volume', volumeId, { ...volume, Attachments, State })
}

export const deleted = (volumeId: string, context: DecideContext) => removeVolume(context, volumeId)

const changed = (
  { Attachments }: VolumeRecord,
  state: VolumeAttachmentRecord['State'],
  change: (attachment: VolumeAttachmentRecord) => VolumeAttachmentRecord | [],
) => Attachments.flatMap((each) => (each.State === state ? change(each) : each))
