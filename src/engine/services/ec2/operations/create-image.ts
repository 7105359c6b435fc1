import type { CreateImageRequest } from '@aws-sdk/client-ec2'
import { AwsError, type DecideContext } from '../../../kernel/index.ts'
import { checkImageName } from '../images/image-name.ts'
import { diskWith, emptyDisk, mappingTable } from '../images/disks.ts'
import { afterSnapshots, beginImage } from '../images/life.ts'
import type { ImageDisk } from '../images/records.ts'
import { architectureOf } from '../instances/records.ts'
import { findInstance } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'
import { beginSnapshot } from '../snapshots/begin-snapshot.ts'
import { checkDescription } from '../snapshots/checks.ts'
import { copyForImageTakes } from '../snapshots/copy.ts'
import { tagsFor } from '../tags.ts'
import { attachmentTo, volumesOf } from '../volumes/find-volume.ts'
import type { VolumeRecord } from '../volumes/records.ts'

const taggable = ['image', 'snapshot'] as const

/** Snapshots of the instance's disks under one name; the instance is rebooted unless that is declined. */
export const createImage = operation('CreateImage', {
  decide(request, context) {
    const { tx, now, region, newId } = context
    const instance = findInstance(tx, request.InstanceId ?? '')
    const { InstanceId, state } = instance
    if (state !== 'running' && state !== 'stopped' && state !== 'stopping')
      throw new AwsError(
        'IncorrectInstanceState',
        `The instance '${InstanceId}' is not in the 'running' or 'stopped' state.`,
      )
    const Name = checkImageName(tx, request.Name)
    checkDescription(request.Description ?? '')
    if (request.SnapshotLocation === 'local')
      throw new AwsError('UnsupportedOperation', 'Sandcloud has no Local Zones.')
    const Tags = tagsFor('image', request.TagSpecifications, taggable)

    const ImageId = newId('ami')
    const { disks, blocks } = takeDisks(context, request, ImageId)
    if (!disks.some((disk) => disk.DeviceName === instance.RootDeviceName))
      throw new AwsError('InvalidBlockDeviceMapping', 'The root device cannot be left out of an image.')
    if (!request.NoReboot && state === 'running')
      tx.put('ec2.instance', InstanceId, { ...instance, reboots: instance.reboots + 1 })
    beginImage(
      context,
      {
        ImageId,
        Name,
        ...(request.Description && { Description: request.Description }),
        State: 'pending',
        mapped: false,
        CreationDate: now,
        Architecture: architectureOf(instance),
        VirtualizationType: 'hvm',
        RootDeviceName: instance.RootDeviceName,
        disks,
        EnaSupport: true,
        SriovNetSupport: 'simple',
        BootMode: architectureOf(instance) === 'arm64' ? 'uefi' : 'uefi-preferred',
        ...(instance.imdsSupport !== false && { ImdsSupport: 'v2.0' as const }),
        SourceInstanceId: InstanceId,
        SourceImageId: instance.ImageId,
        SourceImageRegion: region,
        launchPermission: [],
        Tags,
      },
      context.after(copyForImageTakes(blocks) + afterSnapshots),
    )
    return { ImageId }
  },
})

/** A snapshot of each disk that is not left out, and the empty disks that the request adds. */
const takeDisks = (context: DecideContext, request: CreateImageRequest, imageId: string) => {
  const { tx } = context
  const InstanceId = request.InstanceId!
  const mappings = mappingTable(request.BlockDeviceMappings)
  const Description = `Created by CreateImage(${InstanceId}) for ${imageId}`
  const Tags = tagsFor('snapshot', request.TagSpecifications, taggable)
  let blocks = 0
  const take = (volume: VolumeRecord): ImageDisk => {
    const { SnapshotId } = beginSnapshot(context, volume, { Description, Tags, takes: copyForImageTakes })
    blocks = Math.max(blocks, tx.get('ebs.snapshot-blocks', SnapshotId)!.delta.length)
    const { Device, DeleteOnTermination } = attachmentTo(volume, InstanceId)!
    const disk = {
      DeviceName: Device,
      SnapshotId,
      VolumeSize: volume.Size,
      VolumeType: volume.VolumeType,
      ...(volume.Iops !== undefined && { Iops: volume.Iops }),
      ...(volume.Throughput !== undefined && { Throughput: volume.Throughput }),
      DeleteOnTermination,
      Encrypted: volume.Encrypted ?? false,
    }
    return diskWith(disk, mappings.get(Device), volume.Size)
  }
  const attached = volumesOf(tx, InstanceId)
  const devices = new Set(attached.map((volume) => attachmentTo(volume, InstanceId)!.Device))
  const added = [...mappings.values()].filter(
    ({ DeviceName = '', Ebs, NoDevice }) => !devices.has(DeviceName) && Ebs && NoDevice === undefined,
  )
  const taken = attached.filter(
    (volume) => mappings.get(attachmentTo(volume, InstanceId)!.Device)?.NoDevice === undefined,
  )
  return { disks: [...taken.map(take), ...added.map(emptyDisk)], blocks }
}
