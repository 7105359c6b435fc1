import { invalidParameter } from '../errors.ts'
import { findOwnImage } from '../images/find-image.ts'
import { operation } from '../operation.ts'

export const resetImageAttribute = operation('ResetImageAttribute', {
  decide({ ImageId = '', Attribute }, { tx }) {
    const image = findOwnImage(tx, ImageId)
    if (Attribute !== 'launchPermission')
      throw invalidParameter(
        `Value (${String(Attribute)}) for parameter attribute is invalid. It cannot be reset.`,
      )
    tx.put('ec2.image', ImageId, { ...image, launchPermission: [] })
    return {}
  },
})
