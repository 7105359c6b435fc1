import { regionNamed } from '../../../catalog/index.ts'
import { AwsError, type DecideContext, type Transaction } from '../../../kernel/index.ts'
import { madeBefore, rememberToken } from '../client-tokens.ts'
import { invalidParameter, missingParameter } from '../errors.ts'
import { stockDisk } from '../images/boot-image.ts'
import { findAnyImage } from '../images/find-image.ts'
import { checkImageName } from '../images/image-name.ts'
import { afterSnapshots, beginImage } from '../images/life.ts'
import type { ImageDisk, ImageRecord } from '../images/records.ts'
import { operation } from '../operation.ts'
import { checkDescription } from '../snapshots/checks.ts'
import { copyingTakes } from '../snapshots/copy.ts'
import { beginCopy } from '../snapshots/copy-snapshot.ts'
import { ensureStock, findSource } from '../snapshots/source.ts'
import { type Tags, tagsFor, withTags } from '../tags.ts'
import { isEncrypted } from '../volumes/encryption.ts'

const taggable = ['image', 'snapshot'] as const

/** An image from here or another region, with copies of its snapshots. Permissions stay behind. */
export const copyImage = operation('CopyImage', {
  async prepare({ SourceImageId = '', SourceRegion = '' }, context) {
    let disks: readonly ImageDisk[]
    try {
      disks = sourceImage(context.tx.in(SourceRegion), SourceImageId).disks
    } catch {
      return
    }
    await ensureStock(
      context,
      disks.map(({ SnapshotId }) => SnapshotId),
      SourceRegion,
    )
  },

  decide(request, context) {
    const { SourceRegion, SourceImageId = '', TagSpecifications } = request
    const { tx, now, newId } = context
    if (!SourceRegion) throw missingParameter('SourceRegion')
    if (!regionNamed(SourceRegion))
      throw invalidParameter(`Value (${SourceRegion}) for parameter sourceRegion is invalid.`)
    if (request.DestinationOutpostArn || request.SnapshotCopyCompletionDurationMinutes !== undefined)
      throw new AwsError('UnsupportedOperation', 'Sandcloud has no time-based copies and no Outposts yet.')
    const there = tx.in(SourceRegion)
    const source = sourceImage(there, SourceImageId)
    const call = { operation: 'CopyImage', input: request }
    const [before] = madeBefore(context, call) ?? []
    if (before !== undefined) return { ImageId: before }
    const Name = checkImageName(tx, request.Name)
    const Description = request.Description || source.Description
    checkDescription(Description ?? '')
    const tags = (type: 'image' | 'snapshot') => tagsFor(type, TagSpecifications, taggable)

    const ImageId = newId('ami')
    const copied = copyDisks(context, there, {
      disks: source.disks,
      from: SourceImageId,
      to: ImageId,
      request,
      Tags: tags('snapshot'),
    })
    const { Description: _description, SourceInstanceId: _instance, ...rest } = source
    const image: ImageRecord = {
      ...rest,
      ImageId,
      Name,
      ...(Description && { Description }),
      State: 'pending',
      mapped: false,
      CreationDate: now,
      disks: copied.disks,
      SourceImageId,
      SourceImageRegion: SourceRegion,
      launchPermission: [],
      Tags: withTags(request.CopyImageTags ? source.Tags : [], tags('image')),
    }
    beginImage(context, image, context.after(copyingTakes(copied.moved) + afterSnapshots))
    rememberToken(context, call, [ImageId])
    return { ImageId }
  },
})

type Source = Omit<ImageRecord, 'ImageId' | 'Name' | 'State' | 'mapped' | 'CreationDate' | 'launchPermission'>

const sourceImage = (tx: Transaction, id: string): Source => {
  const found = findAnyImage(tx, id)
  if ('stock' in found)
    return {
      Description: found.stock.description,
      Architecture: found.stock.architecture,
      VirtualizationType: 'hvm',
      RootDeviceName: found.stock.rootDeviceName,
      disks: [stockDisk(found.stock)],
      EnaSupport: true,
      SriovNetSupport: 'simple',
      BootMode: found.stock.bootMode,
      ...(found.stock.imdsSupport && { ImdsSupport: 'v2.0' as const }),
      Tags: [],
    }
  if (found.own.State !== 'available')
    throw new AwsError('InvalidAMIID.Unavailable', `The image ID '${id}' is not available yet`)
  return found.own
}

interface DiskCopies {
  disks: readonly ImageDisk[]
  from: string
  to: string
  request: { Encrypted?: boolean | undefined; KmsKeyId?: string | undefined }
  Tags: Tags
}

const copyDisks = (
  context: DecideContext,
  there: Transaction,
  { disks, from, to, request, Tags }: DiskCopies,
): { disks: ImageDisk[]; moved: number } => {
  const { tx, newId, now } = context
  let moved = 0
  const copies = disks.map((disk): ImageDisk => {
    if (!disk.SnapshotId) return disk
    const source = findSource(there, disk.SnapshotId)
    const asked = { ...request, Encrypted: request.Encrypted || disk.Encrypted || undefined }
    const Encrypted = isEncrypted(tx, asked, source)
    const SnapshotId = newId('snap')
    const created = now.getTime().toLocaleString('en-US')
    const Description = `Copied for DestinationAmi ${to} from SourceAmi ${from} for SourceSnapshot ${disk.SnapshotId}. Task created on ${created}.`
    beginCopy(context, source, { SnapshotId, Description, Encrypted, Tags })
    moved = Math.max(moved, tx.get('ebs.snapshot-blocks', SnapshotId)!.delta.length)
    return { ...disk, SnapshotId, Encrypted }
  })
  return { disks: copies, moved }
}
