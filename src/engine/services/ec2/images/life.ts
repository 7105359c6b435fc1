import type { DecideContext } from '../../../kernel/index.ts'
import type { ImageRecord } from './records.ts'

/** timings.json: an image is available 19 to 30 s after its snapshots are completed. */
export const afterSnapshots = 25_000
/** The first poll shows no snapshots yet, the one 10 s later does. */
const mappedAfter = 5000

export const imageLife = { mapped: 'ec2.image.mapped', available: 'ec2.image.available' } as const

/** Puts an image that is pending until `ready`. */
export const beginImage = ({ tx, after }: DecideContext, image: ImageRecord, ready: number) => {
  tx.put('ec2.image', image.ImageId, image)
  if (!image.mapped) tx.wake(imageLife.mapped, image.ImageId, Math.min(ready, after(mappedAfter)))
  tx.wake(imageLife.available, image.ImageId, ready)
}

export const mapped = (imageId: string, { tx }: DecideContext) => {
  const image = tx.get('ec2.image', imageId)
  if (image) tx.put('ec2.image', imageId, { ...image, mapped: true })
}

export const available = (imageId: string, { tx }: DecideContext) => {
  const image = tx.get('ec2.image', imageId)
  if (image) tx.put('ec2.image', imageId, { ...image, mapped: true, State: 'available' })
}

export const removeImage = ({ tx }: DecideContext, { ImageId }: ImageRecord) => {
  tx.delete('ec2.image', ImageId)
  tx.put('ec2.deregistered-image', ImageId, { ImageId })
  tx.cancelAlarm(imageLife.mapped, ImageId)
  tx.cancelAlarm(imageLife.available, ImageId)
}
