import type { Service } from '../../kernel/index.ts'
import { forgetToken } from './client-tokens.ts'
import { life, passChecks, pullPlug, run, settleOff, vanish } from './instances/life.ts'
import { attachVolume } from './operations/attach-volume.ts'
import { authorizeSecurityGroupEgress } from './operations/authorize-security-group-egress.ts'
import { authorizeSecurityGroupIngress } from './operations/authorize-security-group-ingress.ts'
import { createKeyPair } from './operations/create-key-pair.ts'
import { createSecurityGroup } from './operations/create-security-group.ts'
import { createSnapshot } from './operations/create-snapshot.ts'
import { createTags } from './operations/create-tags.ts'
import { createVolume } from './operations/create-volume.ts'
import { deleteKeyPair } from './operations/delete-key-pair.ts'
import { deleteSecurityGroup } from './operations/delete-security-group.ts'
import { deleteSnapshot } from './operations/delete-snapshot.ts'
import { deleteTags } from './operations/delete-tags.ts'
import { deleteVolume } from './operations/delete-volume.ts'
import { describeAccountAttributes } from './operations/describe-account-attributes.ts'
import { describeAvailabilityZones } from './operations/describe-availability-zones.ts'
import { describeImages } from './operations/describe-images.ts'
import { describeInstanceAttribute } from './operations/describe-instance-attribute.ts'
import { describeInstanceStatus } from './operations/describe-instance-status.ts'
import { describeInstanceTypes } from './operations/describe-instance-types.ts'
import { describeInstances } from './operations/describe-instances.ts'
import { describeKeyPairs } from './operations/describe-key-pairs.ts'
import { describeRegions } from './operations/describe-regions.ts'
import { describeSecurityGroupRules } from './operations/describe-security-group-rules.ts'
import { describeSecurityGroups } from './operations/describe-security-groups.ts'
import { describeSnapshots } from './operations/describe-snapshots.ts'
import { describeSubnets } from './operations/describe-subnets.ts'
import { describeTags } from './operations/describe-tags.ts'
import { describeVolumeAttribute } from './operations/describe-volume-attribute.ts'
import { describeVolumeStatus } from './operations/describe-volume-status.ts'
import { describeVolumesModifications } from './operations/describe-volumes-modifications.ts'
import { describeVolumes } from './operations/describe-volumes.ts'
import { describeVpcs } from './operations/describe-vpcs.ts'
import { detachVolume } from './operations/detach-volume.ts'
import { disableEbsEncryptionByDefault } from './operations/disable-ebs-encryption-by-default.ts'
import { enableEbsEncryptionByDefault } from './operations/enable-ebs-encryption-by-default.ts'
import { enableVolumeIO } from './operations/enable-volume-io.ts'
import { getConsoleOutput } from './operations/get-console-output.ts'
import { getEbsDefaultKmsKeyId } from './operations/get-ebs-default-kms-key-id.ts'
import { getEbsEncryptionByDefault } from './operations/get-ebs-encryption-by-default.ts'
import { importKeyPair } from './operations/import-key-pair.ts'
import { modifyVolumeAttribute } from './operations/modify-volume-attribute.ts'
import { modifyVolume } from './operations/modify-volume.ts'
import { rebootInstances } from './operations/reboot-instances.ts'
import { revokeSecurityGroupEgress } from './operations/revoke-security-group-egress.ts'
import { revokeSecurityGroupIngress } from './operations/revoke-security-group-ingress.ts'
import { runInstances } from './operations/run-instances.ts'
import { startInstances } from './operations/start-instances.ts'
import { stopInstances } from './operations/stop-instances.ts'
import { terminateInstances } from './operations/terminate-instances.ts'
import { copyAlarm, copyOn } from './snapshots/copy.ts'
import { attached, created, deleted, detached, volumeLife } from './volumes/life.ts'
import { modificationStep, modifyOn } from './volumes/modification.ts'

export { Machines } from './instances/machines.ts'
export { touchRegion } from './vpc/default-network.ts'

const operations = [
  attachVolume,
  authorizeSecurityGroupEgress,
  authorizeSecurityGroupIngress,
  createKeyPair,
  createSecurityGroup,
  createSnapshot,
  createTags,
  createVolume,
  deleteKeyPair,
  deleteSecurityGroup,
  deleteSnapshot,
  deleteTags,
  deleteVolume,
  describeAccountAttributes,
  describeAvailabilityZones,
  describeImages,
  describeInstanceAttribute,
  describeInstanceStatus,
  describeInstanceTypes,
  describeInstances,
  describeKeyPairs,
  describeRegions,
  describeSecurityGroupRules,
  describeSecurityGroups,
  describeSnapshots,
  describeSubnets,
  describeTags,
  describeVolumeAttribute,
  describeVolumeStatus,
  describeVolumes,
  describeVolumesModifications,
  describeVpcs,
  detachVolume,
  disableEbsEncryptionByDefault,
  enableEbsEncryptionByDefault,
  enableVolumeIO,
  getConsoleOutput,
  getEbsDefaultKmsKeyId,
  getEbsEncryptionByDefault,
  importKeyPair,
  modifyVolume,
  modifyVolumeAttribute,
  rebootInstances,
  revokeSecurityGroupEgress,
  revokeSecurityGroupIngress,
  runInstances,
  startInstances,
  stopInstances,
  terminateInstances,
]

export const ec2: Service = {
  name: 'ec2',
  operations: Object.fromEntries(operations.map((operation) => [operation.name, operation])),
  alarms: {
    [forgetToken]: (target, { tx }) => tx.delete('ec2.client-token', target),
    [life.run]: run,
    [life.check]: passChecks,
    [life.off]: settleOff,
    [life.pullPlug]: pullPlug,
    [life.vanish]: vanish,
    [volumeLife.created]: created,
    [volumeLife.attached]: attached,
    [volumeLife.detached]: detached,
    [volumeLife.deleted]: deleted,
    [copyAlarm]: copyOn,
    [modificationStep]: modifyOn,
  },
}
