import type { ModifyVolumeRequest } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../kernel/index.ts'
import { incorrectState, invalidCombination, invalidParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findVolume } from '../volumes/find-volume.ts'
import { beginModification, checkModifiable, describeModification } from '../volumes/modification.ts'
import type { VolumeRecord } from '../volumes/records.ts'
import { specify, type VolumeSpecification } from '../volumes/specification.ts'

export const modifyVolume = operation('ModifyVolume', {
  decide(request, context) {
    const { VolumeId = '', Size, VolumeType, Iops, Throughput, MultiAttachEnabled } = request
    const asked = [Size, VolumeType, Iops, Throughput, MultiAttachEnabled]
    if (asked.every((value) => value === undefined))
      throw invalidParameter(
        'Invalid input: Must specify at least one of size, type, iops, throughput or multi-attach.',
      )
    const volume = findVolume(context.tx, VolumeId)
    if (volume.State !== 'available' && volume.State !== 'in-use')
      throw incorrectState(`Volume '${VolumeId}' is not in the 'available' or 'in-use' state.`)
    if (Size !== undefined && Size < volume.Size)
      throw invalidParameter('New size cannot be smaller than existing size')
    const target = targetOf(volume, request)
    checkMultiAttach(request, target)
    checkModifiable(context, volume)
    return { VolumeModification: describeModification(beginModification(context, volume, target)) }
  },
})

/** What is not asked for stays, as far as the new type has it. */
const targetOf = (volume: VolumeRecord, request: ModifyVolumeRequest): VolumeSpecification => {
  const type = request.VolumeType?.toLowerCase() ?? volume.VolumeType
  const sameType = type === volume.VolumeType
  const keepsIops = sameType && type !== 'gp2'
  return specify({
    Size: request.Size ?? volume.Size,
    VolumeType: request.VolumeType ?? volume.VolumeType,
    Iops: request.Iops ?? (keepsIops ? volume.Iops : undefined),
    Throughput: request.Throughput ?? (sameType ? volume.Throughput : undefined),
  })
}

const checkMultiAttach = (
  { MultiAttachEnabled }: ModifyVolumeRequest,
  { VolumeType }: VolumeSpecification,
) => {
  if (MultiAttachEnabled === undefined) return
  if (VolumeType !== 'io1' && VolumeType !== 'io2')
    throw invalidCombination(`The parameter multi-attach-enabled is not supported for ${VolumeType} volumes.`)
  if (MultiAttachEnabled) throw new AwsError('UnsupportedOperation', 'Sandcloud has no Multi-Attach yet.')
}
