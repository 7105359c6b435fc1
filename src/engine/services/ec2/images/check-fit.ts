import type { InstanceType } from '../../../catalog/index.ts'
import { invalidCombination, invalidParameter } from '../errors.ts'
import type { BootImage } from './boot-image.ts'

/** Our machines are x86_64, and boot by hvm alone: RegisterImage's own defaults are neither. */
export const checkImageFits = ({ architecture, virtualizationType }: BootImage, type: InstanceType) => {
  checkArchitecture(architecture, type)
  if (virtualizationType !== 'hvm')
    throw invalidCombination(
      `The instance type '${type.name}' does not support images with virtualization type '${virtualizationType}': register the image with VirtualizationType hvm.`,
    )
}

/** A Graviton type needs an arm64 image, and the others need another. */
export const checkArchitecture = (architecture: string, { architectures }: InstanceType) => {
  const own = architectures.at(-1)
  if (architecture !== own)
    throw invalidParameter(
      `The architecture '${own}' of the specified instance type does not match the architecture '${architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.`,
    )
}
