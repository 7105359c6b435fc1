import { invalidCombination, invalidParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findVolume } from '../volumes/find-volume.ts'

export const describeVolumeAttribute = operation('DescribeVolumeAttribute', {
  decide({ VolumeId = '', Attribute }, { tx }) {
    const volume = findVolume(tx, VolumeId)
    if (!Attribute) throw invalidCombination('No attributes specified.')
    if (Attribute === 'autoEnableIO')
      return { VolumeId, AutoEnableIO: { Value: volume.autoEnableIO ?? false } }
    if (Attribute === 'productCodes') return { VolumeId, ProductCodes: [] }
    throw invalidParameter(
      `Value (${String(Attribute)}) for parameter attribute is invalid. Unknown attribute.`,
    )
  },
})
