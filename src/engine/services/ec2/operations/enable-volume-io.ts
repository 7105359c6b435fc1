import { incorrectState } from '../errors.ts'
import { operation } from '../operation.ts'
import { findVolume } from '../volumes/find-volume.ts'

/** Volumes here are never impaired, so their I/O is never off. */
export const enableVolumeIO = operation('EnableVolumeIO', {
  decide({ VolumeId = '' }, { tx }) {
    findVolume(tx, VolumeId)
    throw incorrectState(`Volume ${VolumeId} already has IO enabled.`)
  },
})
