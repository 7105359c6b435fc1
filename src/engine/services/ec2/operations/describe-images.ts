import type { Image } from '@aws-sdk/client-ec2'
import { stockImagesIn } from '../../../catalog/index.ts'
import { fail } from '../../../kernel/index.ts'
import { filterBy } from '../filters.ts'
import { checkId } from '../ids.ts'
import { describeImage } from '../images/describe-image.ts'
import { imageNotFound, malformedImageId } from '../images/find-image.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'

/** `self`, an alias, or an account. */
const isOwnedBy = (image: Image, owner: string, account: string) =>
  owner === 'self' ? image.OwnerId === account : owner === image.ImageOwnerAlias || owner === image.OwnerId

export const describeImages = operation('DescribeImages', {
  decide({ ImageIds = [], Owners = [], Filters, MaxResults, NextToken }, { region, account }) {
    const all = stockImagesIn(region).map(describeImage)
    const given = ImageIds.length > 0
    const asked = given
      ? ImageIds.map(
          (id) =>
            all.find((image) => image.ImageId === checkId('ami', id, malformedImageId)) ??
            fail(imageNotFound(id)),
        )
      : all
    const owned =
      Owners.length > 0
        ? asked.filter((image) => Owners.some((owner) => isOwnedBy(image, owner, account)))
        : asked
    const found = filterBy(owned, Filters, {
      architecture: (image) => image.Architecture,
      'block-device-mapping.snapshot-id': (image) =>
        image.BlockDeviceMappings!.map((each) => each.Ebs?.SnapshotId),
      'block-device-mapping.volume-size': (image) =>
        image.BlockDeviceMappings!.map((each) => each.Ebs?.VolumeSize),
      'creation-date': (image) => image.CreationDate,
      description: (image) => image.Description,
      'ena-support': (image) => image.EnaSupport,
      'free-tier-eligible': (image) => image.FreeTierEligible,
      hypervisor: (image) => image.Hypervisor,
      'image-id': (image) => image.ImageId,
      'image-type': (image) => image.ImageType,
      'is-public': (image) => image.Public,
      name: (image) => image.Name,
      'owner-alias': (image) => image.ImageOwnerAlias,
      'owner-id': (image) => image.OwnerId,
      platform: (image) => image.Platform,
      'root-device-name': (image) => image.RootDeviceName,
      'root-device-type': (image) => image.RootDeviceType,
      state: (image) => image.State,
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
