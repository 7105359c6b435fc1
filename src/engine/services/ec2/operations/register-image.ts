import type { RegisterImageRequest } from '@aws-sdk/client-ec2'
import { AwsError, type DecideContext } from '../../../kernel/index.ts'
import { invalidParameter, missingParameter } from '../errors.ts'
import { emptyDisk, invalidMapping, mappingTable, snapshotDisk } from '../images/disks.ts'
import { checkImageName } from '../images/image-name.ts'
import { beginImage } from '../images/life.ts'
import type { ImageRecord } from '../images/records.ts'
import { operation } from '../operation.ts'
import { checkDescription } from '../snapshots/checks.ts'
import { ensureStock, findSource } from '../snapshots/source.ts'
import { tagsFor } from '../tags.ts'

const architectures = ['i386', 'x86_64', 'arm64', 'x86_64_mac', 'arm64_mac'] as const
const virtualizations = ['paravirtual', 'hvm'] as const

/** An image on snapshots that exist. The defaults are EC2's own, and old: i386 and paravirtual. */
export const registerImage = operation('RegisterImage', {
  prepare: ({ BlockDeviceMappings = [] }, context) =>
    ensureStock(
      context,
      BlockDeviceMappings.map(({ Ebs }) => Ebs?.SnapshotId),
    ),

  decide(request, context) {
    const { tx, now, newId } = context
    const Name = checkImageName(tx, request.Name)
    checkDescription(request.Description ?? '')
    checkServed(request)
    const { RootDeviceName } = request
    if (!RootDeviceName) throw missingParameter('RootDeviceName')
    const disks = disksOf(context, request)
    if (!disks.find((disk) => disk.DeviceName === RootDeviceName)?.SnapshotId)
      throw invalidMapping('No root snapshot specified in device mapping')
    const image: ImageRecord = {
      ImageId: newId('ami'),
      Name,
      ...(request.Description && { Description: request.Description }),
      State: 'pending',
      mapped: true,
      CreationDate: now,
      Architecture: oneOf(architectures, request.Architecture ?? 'i386', 'architecture'),
      VirtualizationType: oneOf(
        virtualizations,
        request.VirtualizationType ?? 'paravirtual',
        'virtualizationType',
      ),
      RootDeviceName,
      disks,
      EnaSupport: request.EnaSupport ?? false,
      ...(request.SriovNetSupport && { SriovNetSupport: request.SriovNetSupport }),
      ...(request.BootMode && { BootMode: request.BootMode }),
      ...(request.ImdsSupport && { ImdsSupport: request.ImdsSupport }),
      launchPermission: [],
      Tags: tagsFor('image', request.TagSpecifications),
    }
    beginImage(context, image, context.after(registrationTakes))
    return { ImageId: image.ImageId }
  },
})

/** The snapshots are there already: a guess. */
const registrationTakes = 3000

const disksOf = ({ tx }: DecideContext, { BlockDeviceMappings }: RegisterImageRequest) =>
  [...mappingTable(BlockDeviceMappings).values()]
    .filter(({ Ebs, NoDevice }) => Ebs && NoDevice === undefined)
    .map((mapping) =>
      mapping.Ebs!.SnapshotId
        ? snapshotDisk(mapping, findSource(tx, mapping.Ebs!.SnapshotId))
        : emptyDisk(mapping),
    )

const checkServed = ({
  ImageLocation,
  KernelId,
  RamdiskId,
  BillingProducts,
  UefiData,
  TpmSupport,
}: RegisterImageRequest) => {
  const refused = { ImageLocation, KernelId, RamdiskId, BillingProducts, UefiData, TpmSupport }
  for (const [name, value] of Object.entries(refused))
    if (value !== undefined)
      throw new AwsError(
        'UnsupportedOperation',
        `Sandcloud registers images from snapshots only: leave ${name} out.`,
      )
}

const oneOf = <T extends string>(values: readonly T[], value: string, parameter: string): T => {
  const found = values.find((each) => each === value)
  if (!found) throw invalidParameter(`Value (${value}) for parameter ${parameter} is invalid.`)
  return found
}
