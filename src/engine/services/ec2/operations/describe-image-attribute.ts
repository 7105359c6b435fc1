import type { ImageAttribute } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../kernel/index.ts'
import { invalidCombination, invalidParameter } from '../errors.ts'
import { findOwnImage } from '../images/find-image.ts'
import type { ImageRecord } from '../images/records.ts'
import { operation } from '../operation.ts'

type Reader = (image: ImageRecord) => Omit<ImageAttribute, 'ImageId'>

const valueOf = (Value: string | undefined) => (Value === undefined ? {} : { Value })

const attributes: Record<string, Reader> = {
  // AWS refuses this one even to an image's owner: errors.json.
  blockDeviceMapping: () => {
    throw new AwsError('AuthFailure', 'Unauthorized attempt to access restricted resource', { status: 400 })
  },
  bootMode: (image) => ({ BootMode: valueOf(image.BootMode) }),
  deregistrationProtection: () => ({ DeregistrationProtection: { Value: 'disabled' } }),
  description: (image) => ({ Description: valueOf(image.Description) }),
  imdsSupport: (image) => ({ ImdsSupport: valueOf(image.ImdsSupport) }),
  kernel: () => ({ KernelId: {} }),
  launchPermission: (image) => ({ LaunchPermissions: [...image.launchPermission] }),
  productCodes: () => ({ ProductCodes: [] }),
  ramdisk: () => ({ RamdiskId: {} }),
  sriovNetSupport: (image) => ({ SriovNetSupport: valueOf(image.SriovNetSupport) }),
  tpmSupport: () => ({ TpmSupport: {} }),
  uefiData: () => ({ UefiData: {} }),
}

export const describeImageAttribute = operation('DescribeImageAttribute', {
  decide(
    { ImageId = '', Attribute }: { ImageId?: string | undefined; Attribute?: string | undefined },
    { tx },
  ) {
    const image = findOwnImage(tx, ImageId)
    if (!Attribute) throw invalidCombination('No attributes specified.')
    const read = Object.hasOwn(attributes, Attribute) ? attributes[Attribute] : undefined
    if (!read)
      throw invalidParameter(`Value (${Attribute}) for parameter attribute is invalid. Unknown attribute.`)
    return { ImageId, ...read(image) }
  },
})
