import type { InstanceType } from '../../../catalog/index.ts'
import { invalidCombination, invalidParameter } from '../errors.ts'
import type { BootImage } from './boot-image.ts'

/** Our types are x86_64, and boot by hvm alone: RegisterImage's own defaults are neither. */
export const checkImageFits = ({ architecture, virtualizationType }: BootImage, type: InstanceType) => {
  if (architecture !== 'x86_64')
    throw invalidParameter(
      `The architecture 'x86_64' of the specified instance type does not match the architecture '${architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.`,
    )
  if (virtualizationType !== 'hvm')
    throw invalidCombination(
      `The instance type '${type.name}' does not support images with virtualization type '${virtualizationType}': register the image with VirtualizationType hvm.`,
    )
}
