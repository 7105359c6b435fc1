import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { invalidParameter } from '../errors.ts'
import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { findVolume, malformedVolumeId } from '../volumes/find-volume.ts'
import { describeModification } from '../volumes/modification.ts'

const neverModified = (id: string) =>
  new AwsError('InvalidVolumeModification.NotFound', `Modification for volume ${id} does not exist`)

const modificationOf = (tx: Transaction, id: string) => {
  findVolume(tx, id, malformedVolumeId('volumes'))
  return tx.get('ec2.volume-modification', id) ?? fail(neverModified(id))
}

export const describeVolumesModifications = operation('DescribeVolumesModifications', {
  decide({ VolumeIds = [], Filters, MaxResults, NextToken }, { tx }) {
    const asked =
      VolumeIds.length > 0
        ? [...new Set(VolumeIds)].map((id) => modificationOf(tx, id))
        : tx.list('ec2.volume-modification')
    const described = asked.map((record) => ({
      ...describeModification(record),
      Operator: { Managed: false, HiddenByDefault: false },
    }))
    const found = filterBy(described, Filters, {
      'modification-state': (each) => each.ModificationState,
      'original-iops': (each) => each.OriginalIops,
      'original-multi-attach-enabled': (each) => each.OriginalMultiAttachEnabled,
      'original-size': (each) => each.OriginalSize,
      'original-volume-type': (each) => each.OriginalVolumeType,
      'start-time': (each) => each.StartTime?.toISOString(),
      'target-iops': (each) => each.TargetIops,
      'target-multi-attach-enabled': (each) => each.TargetMultiAttachEnabled,
      'target-size': (each) => each.TargetSize,
      'target-volume-type': (each) => each.TargetVolumeType,
      'volume-id': (each) => each.VolumeId,
    })
    const { page, ...more } = paginate(found, {
      idOf: (each) => each.VolumeId!,
      MaxResults,
      NextToken,
      least: 1,
      most: 500,
      badToken: () =>
        invalidParameter(`Value ( ${NextToken} ) for parameter NextToken is invalid. The token is Invalid.`),
    })
    return { VolumesModifications: page, ...more }
  },
})
