import type { Image } from '@aws-sdk/client-ec2'
import { stockImagesIn } from '../../../catalog/index.ts'
import type { Transaction } from '../../../kernel/index.ts'
import { byMember, filterBy } from '../filters.ts'
import { describeOwnImage, describeStockImage } from '../images/describe-image.ts'
import { findAnyImage } from '../images/find-image.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'

/** `self`, an alias, or an account. */
const isOwnedBy = (image: Image, owner: string, account: string) =>
  owner === 'self' ? image.OwnerId === account : owner === image.ImageOwnerAlias || owner === image.OwnerId

export const describeImages = operation('DescribeImages', {
  decide(request, { tx, account }) {
    const { ImageIds = [], Owners = [], ExecutableUsers = [], Filters, MaxResults, NextToken } = request
    const given = ImageIds.length > 0
    const asked = given ? [...new Set(ImageIds)].map((id) => describeOne(tx, id)) : describeAll(tx)
    const seen = asked.filter(
      (image) =>
        (Owners.length === 0 || Owners.some((owner) => isOwnedBy(image, owner, account))) &&
        (ExecutableUsers.length === 0 || ExecutableUsers.some((user) => mayLaunch(tx, image, user))),
    )
    const found = filterBy(seen, Filters, {
      ...byMember([
        'boot-mode',
        'image-allowed',
        'public-ssm-parameter-name',
        'image-watermark.source-image-creation-time',
        'image-watermark.source-image-id',
        'image-watermark.source-image-region',
        'image-watermark.watermark-creation-time',
        'image-watermark.watermark-key',
        'instance-type-specification.supported-instance-type',
        'instance-type-specification.unsupported-instance-type',
      ]),
      architecture: (image) => image.Architecture,
      'block-device-mapping.delete-on-termination': (image) =>
        image.BlockDeviceMappings!.map((each) => each.Ebs?.DeleteOnTermination),
      'block-device-mapping.device-name': (image) =>
        image.BlockDeviceMappings!.map((each) => each.DeviceName),
      'block-device-mapping.encrypted': (image) =>
        image.BlockDeviceMappings!.map((each) => each.Ebs?.Encrypted),
      'block-device-mapping.snapshot-id': (image) =>
        image.BlockDeviceMappings!.map((each) => each.Ebs?.SnapshotId),
      'block-device-mapping.volume-size': (image) =>
        image.BlockDeviceMappings!.map((each) => each.Ebs?.VolumeSize),
      'block-device-mapping.volume-type': (image) =>
        image.BlockDeviceMappings!.map((each) => each.Ebs?.VolumeType),
      'creation-date': (image) => image.CreationDate,
      description: (image) => image.Description,
      'ena-support': (image) => image.EnaSupport,
      'free-tier-eligible': (image) => image.FreeTierEligible,
      hypervisor: (image) => image.Hypervisor,
      'image-id': (image) => image.ImageId,
      'image-type': (image) => image.ImageType,
      'is-public': (image) => image.Public,
      'kernel-id': (image) => image.KernelId,
      'manifest-location': (image) => image.ImageLocation,
      name: (image) => image.Name,
      'owner-alias': (image) => image.ImageOwnerAlias,
      'owner-id': (image) => image.OwnerId,
      platform: (image) => image.Platform,
      'product-code': (image) => image.ProductCodes?.map((each) => each.ProductCodeId),
      'product-code.type': (image) => image.ProductCodes?.map((each) => each.ProductCodeType),
      'ramdisk-id': (image) => image.RamdiskId,
      'root-device-name': (image) => image.RootDeviceName,
      'root-device-type': (image) => image.RootDeviceType,
      'source-image-id': (image) => image.SourceImageId,
      'source-image-region': (image) => image.SourceImageRegion,
      'source-instance-id': (image) => image.SourceInstanceId,
      'sriov-net-support': (image) => image.SriovNetSupport,
      state: (image) => image.State,
      'state-reason-code': (image) => image.StateReason?.Code,
      'state-reason-message': (image) => image.StateReason?.Message,
      'virtualization-type': (image) => image.VirtualizationType,
    })
    const { page, ...more } = paginate(found, {
      idOf: (image) => image.ImageId!,
      MaxResults,
      NextToken,
      ids: { name: 'imagesSet', given },
      least: 1,
    })
    return { Images: page, ...more }
  },
})

const describeOne = (tx: Transaction, id: string): Image => {
  const found = findAnyImage(tx, id)
  return 'own' in found ? describeOwnImage(tx, found.own) : describeStockImage(found.stock)
}

/**
 * AWS leaves deprecated images of others out of lists. The stock images here are all there are, and no
 * newer ones follow: they stay in the list when their day has come.
 */
const describeAll = (tx: Transaction): Image[] => [
  ...tx.list('ec2.image').map((image) => describeOwnImage(tx, image)),
  ...stockImagesIn(tx.scope.region).map(describeStockImage),
]

/** `self`: those that were shared with this account by name; `all`: those that are public. */
const mayLaunch = (tx: Transaction, image: Image, user: string): boolean => {
  if (user === 'all') return image.Public ?? false
  const id = user === 'self' ? tx.scope.account : user
  const permissions = tx.get('ec2.image', image.ImageId!)?.launchPermission ?? []
  return permissions.some(({ UserId }) => UserId === id)
}
