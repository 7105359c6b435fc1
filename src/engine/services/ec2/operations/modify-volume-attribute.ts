import { invalidCombination } from '../errors.ts'
import { operation } from '../operation.ts'
import { findVolume } from '../volumes/find-volume.ts'

export const modifyVolumeAttribute = operation('ModifyVolumeAttribute', {
  decide({ VolumeId = '', AutoEnableIO }, { tx }) {
    const volume = findVolume(tx, VolumeId)
    if (AutoEnableIO?.Value === undefined) throw invalidCombination('No attributes specified.')
    tx.put('ec2.volume', VolumeId, { ...volume, autoEnableIO: AutoEnableIO.Value })
    return {}
  },
})
