import type { Service } from '../../kernel/index.ts'
import { ec2Accesses, ec2Denied } from './access/index.ts'
import { forgetToken } from './client-tokens.ts'
import { available, imageLife, mapped } from './images/life.ts'
import { life, passChecks, pullPlug, run, settleOff, vanish } from './instances/life.ts'
import { allocateAddress } from './operations/allocate-address.ts'
import { associateAddress } from './operations/associate-address.ts'
import { associateRouteTable } from './operations/associate-route-table.ts'
import { attachInternetGateway } from './operations/attach-internet-gateway.ts'
import { associateIamInstanceProfile } from './operations/associate-iam-instance-profile.ts'
import { describeIamInstanceProfileAssociations } from './operations/describe-iam-instance-profile-associations.ts'
import { disassociateIamInstanceProfile } from './operations/disassociate-iam-instance-profile.ts'
import { replaceIamInstanceProfileAssociation } from './operations/replace-iam-instance-profile-association.ts'
import { assignPrivateIpAddresses } from './operations/assign-private-ip-addresses.ts'
import { attachNetworkInterface } from './operations/attach-network-interface.ts'
import { attachVolume } from './operations/attach-volume.ts'
import { authorizeSecurityGroupEgress } from './operations/authorize-security-group-egress.ts'
import { authorizeSecurityGroupIngress } from './operations/authorize-security-group-ingress.ts'
import { copyImage } from './operations/copy-image.ts'
import { copySnapshot } from './operations/copy-snapshot.ts'
import { createDefaultVpc } from './operations/create-default-vpc.ts'
import { createImage } from './operations/create-image.ts'
import { createInternetGateway } from './operations/create-internet-gateway.ts'
import { createKeyPair } from './operations/create-key-pair.ts'
import { createLaunchTemplate } from './operations/create-launch-template.ts'
import { createLaunchTemplateVersion } from './operations/create-launch-template-version.ts'
import { describeLaunchTemplates } from './operations/describe-launch-templates.ts'
import { describeLaunchTemplateVersions } from './operations/describe-launch-template-versions.ts'
import { modifyLaunchTemplate } from './operations/modify-launch-template.ts'
import { deleteLaunchTemplate } from './operations/delete-launch-template.ts'
import { deleteLaunchTemplateVersions } from './operations/delete-launch-template-versions.ts'
import { getLaunchTemplateData } from './operations/get-launch-template-data.ts'
import { createNatGateway } from './operations/create-nat-gateway.ts'
import { createNetworkAcl } from './operations/create-network-acl.ts'
import { createNetworkAclEntry } from './operations/create-network-acl-entry.ts'
import { createNetworkInterface } from './operations/create-network-interface.ts'
import { createRouteTable } from './operations/create-route-table.ts'
import { createRoute } from './operations/create-route.ts'
import { createSecurityGroup } from './operations/create-security-group.ts'
import { createSnapshot } from './operations/create-snapshot.ts'
import { createSnapshots } from './operations/create-snapshots.ts'
import { createSubnet } from './operations/create-subnet.ts'
import { createTags } from './operations/create-tags.ts'
import { createVolume } from './operations/create-volume.ts'
import { createVpc } from './operations/create-vpc.ts'
import { deleteInternetGateway } from './operations/delete-internet-gateway.ts'
import { deleteKeyPair } from './operations/delete-key-pair.ts'
import { deleteNatGateway } from './operations/delete-nat-gateway.ts'
import { deleteNetworkAcl } from './operations/delete-network-acl.ts'
import { deleteNetworkAclEntry } from './operations/delete-network-acl-entry.ts'
import { deleteNetworkInterface } from './operations/delete-network-interface.ts'
import { deleteRouteTable } from './operations/delete-route-table.ts'
import { deleteRoute } from './operations/delete-route.ts'
import { deleteSecurityGroup } from './operations/delete-security-group.ts'
import { deleteSnapshot } from './operations/delete-snapshot.ts'
import { deleteSubnet } from './operations/delete-subnet.ts'
import { deleteTags } from './operations/delete-tags.ts'
import { deleteVolume } from './operations/delete-volume.ts'
import { deleteVpc } from './operations/delete-vpc.ts'
import { deregisterImage } from './operations/deregister-image.ts'
import { describeAccountAttributes } from './operations/describe-account-attributes.ts'
import { describeAddresses } from './operations/describe-addresses.ts'
import { describeAvailabilityZones } from './operations/describe-availability-zones.ts'
import { describeImageAttribute } from './operations/describe-image-attribute.ts'
import { describeImages } from './operations/describe-images.ts'
import { describeInstanceAttribute } from './operations/describe-instance-attribute.ts'
import { describeInstanceStatus } from './operations/describe-instance-status.ts'
import { describeInstanceTypeOfferings } from './operations/describe-instance-type-offerings.ts'
import { describeInstanceTypes } from './operations/describe-instance-types.ts'
import { describeInstances } from './operations/describe-instances.ts'
import { describeInternetGateways } from './operations/describe-internet-gateways.ts'
import { describeKeyPairs } from './operations/describe-key-pairs.ts'
import { describeNatGateways } from './operations/describe-nat-gateways.ts'
import { describeNetworkAcls } from './operations/describe-network-acls.ts'
import { describeNetworkInterfaces } from './operations/describe-network-interfaces.ts'
import { describeRegions } from './operations/describe-regions.ts'
import { describeRouteTables } from './operations/describe-route-tables.ts'
import { describeSecurityGroupReferences } from './operations/describe-security-group-references.ts'
import { describeSecurityGroupRules } from './operations/describe-security-group-rules.ts'
import { describeSecurityGroups } from './operations/describe-security-groups.ts'
import { describeSnapshotAttribute } from './operations/describe-snapshot-attribute.ts'
import { describeSnapshots } from './operations/describe-snapshots.ts'
import { describeSubnets } from './operations/describe-subnets.ts'
import { describeTags } from './operations/describe-tags.ts'
import { describeVolumeAttribute } from './operations/describe-volume-attribute.ts'
import { describeVolumeStatus } from './operations/describe-volume-status.ts'
import { describeVolumesModifications } from './operations/describe-volumes-modifications.ts'
import { describeVolumes } from './operations/describe-volumes.ts'
import { describeVpcAttribute } from './operations/describe-vpc-attribute.ts'
import { describeVpcs } from './operations/describe-vpcs.ts'
import { detachInternetGateway } from './operations/detach-internet-gateway.ts'
import { detachNetworkInterface } from './operations/detach-network-interface.ts'
import { detachVolume } from './operations/detach-volume.ts'
import { disableEbsEncryptionByDefault } from './operations/disable-ebs-encryption-by-default.ts'
import { disassociateAddress } from './operations/disassociate-address.ts'
import { disassociateRouteTable } from './operations/disassociate-route-table.ts'
import { enableEbsEncryptionByDefault } from './operations/enable-ebs-encryption-by-default.ts'
import * as accountSettings from './operations/account-settings.ts'
import * as emptyLists from './operations/empty-lists.ts'
import { describeDhcpOptions } from './operations/describe-dhcp-options.ts'
import { describeInstanceCreditSpecifications } from './operations/describe-instance-credit-specifications.ts'
import { modifyInstanceCreditSpecification } from './operations/modify-instance-credit-specification.ts'
import { getPasswordData } from './operations/get-password-data.ts'
import { describeAddressesAttribute } from './operations/describe-addresses-attribute.ts'
import { describeNetworkInterfaceAttribute } from './operations/describe-network-interface-attribute.ts'
import { resetInstanceAttribute } from './operations/reset-instance-attribute.ts'
import { enableVolumeIO } from './operations/enable-volume-io.ts'
import { getConsoleOutput } from './operations/get-console-output.ts'
import { getEbsDefaultKmsKeyId } from './operations/get-ebs-default-kms-key-id.ts'
import { getEbsEncryptionByDefault } from './operations/get-ebs-encryption-by-default.ts'
import { importKeyPair } from './operations/import-key-pair.ts'
import { modifyImageAttribute } from './operations/modify-image-attribute.ts'
import { modifyInstanceAttribute } from './operations/modify-instance-attribute.ts'
import { modifyInstanceMetadataOptions } from './operations/modify-instance-metadata-options.ts'
import { modifyNetworkInterfaceAttribute } from './operations/modify-network-interface-attribute.ts'
import { modifySecurityGroupRules } from './operations/modify-security-group-rules.ts'
import { modifySnapshotAttribute } from './operations/modify-snapshot-attribute.ts'
import { modifySubnetAttribute } from './operations/modify-subnet-attribute.ts'
import { modifyVolumeAttribute } from './operations/modify-volume-attribute.ts'
import { modifyVolume } from './operations/modify-volume.ts'
import { modifyVpcAttribute } from './operations/modify-vpc-attribute.ts'
import { monitorInstances } from './operations/monitor-instances.ts'
import { rebootInstances } from './operations/reboot-instances.ts'
import { registerImage } from './operations/register-image.ts'
import { releaseAddress } from './operations/release-address.ts'
import { replaceNetworkAclAssociation } from './operations/replace-network-acl-association.ts'
import { replaceNetworkAclEntry } from './operations/replace-network-acl-entry.ts'
import { replaceRouteTableAssociation } from './operations/replace-route-table-association.ts'
import { replaceRoute } from './operations/replace-route.ts'
import { resetImageAttribute } from './operations/reset-image-attribute.ts'
import { resetNetworkInterfaceAttribute } from './operations/reset-network-interface-attribute.ts'
import { resetSnapshotAttribute } from './operations/reset-snapshot-attribute.ts'
import { revokeSecurityGroupEgress } from './operations/revoke-security-group-egress.ts'
import { revokeSecurityGroupIngress } from './operations/revoke-security-group-ingress.ts'
import { runInstances } from './operations/run-instances.ts'
import { startInstances } from './operations/start-instances.ts'
import { stopInstances } from './operations/stop-instances.ts'
import { terminateInstances } from './operations/terminate-instances.ts'
import { unassignPrivateIpAddresses } from './operations/unassign-private-ip-addresses.ts'
import { unmonitorInstances } from './operations/unmonitor-instances.ts'
import { updateSecurityGroupRuleDescriptionsEgress } from './operations/update-security-group-rule-descriptions-egress.ts'
import { updateSecurityGroupRuleDescriptionsIngress } from './operations/update-security-group-rule-descriptions-ingress.ts'
import { copyAlarm, copyOn } from './snapshots/copy.ts'
import { attached, created, deleted, detached, volumeLife } from './volumes/life.ts'
import { modificationStep, modifyOn } from './volumes/modification.ts'
import { interfaceAttached, interfaceDetached, interfaceLife } from './vpc/attachment.ts'
import { natCreated, natDeleted, natLife, natVanishes } from './vpc/nat-gateways.ts'

export { Machines } from './instances/machines.ts'
export { touchRegion } from './vpc/default-network.ts'

const operations = [
  ...Object.values(accountSettings),
  ...Object.values(emptyLists),
  describeDhcpOptions,
  describeInstanceCreditSpecifications,
  modifyInstanceCreditSpecification,
  getPasswordData,
  describeAddressesAttribute,
  describeNetworkInterfaceAttribute,
  resetInstanceAttribute,
  allocateAddress,
  associateAddress,
  associateRouteTable,
  attachInternetGateway,
  associateIamInstanceProfile,
  describeIamInstanceProfileAssociations,
  disassociateIamInstanceProfile,
  replaceIamInstanceProfileAssociation,
  assignPrivateIpAddresses,
  attachNetworkInterface,
  attachVolume,
  authorizeSecurityGroupEgress,
  authorizeSecurityGroupIngress,
  copyImage,
  copySnapshot,
  createDefaultVpc,
  createImage,
  createInternetGateway,
  createKeyPair,
  createLaunchTemplate,
  createLaunchTemplateVersion,
  describeLaunchTemplates,
  describeLaunchTemplateVersions,
  modifyLaunchTemplate,
  deleteLaunchTemplate,
  deleteLaunchTemplateVersions,
  getLaunchTemplateData,
  createNatGateway,
  createNetworkAcl,
  createNetworkAclEntry,
  createNetworkInterface,
  createRouteTable,
  createRoute,
  createSecurityGroup,
  createSnapshot,
  createSnapshots,
  createSubnet,
  createTags,
  createVolume,
  createVpc,
  deleteInternetGateway,
  deleteKeyPair,
  deleteNatGateway,
  deleteNetworkAcl,
  deleteNetworkAclEntry,
  deleteNetworkInterface,
  deleteRouteTable,
  deleteRoute,
  deleteSecurityGroup,
  deleteSnapshot,
  deleteSubnet,
  deleteTags,
  deleteVolume,
  deleteVpc,
  deregisterImage,
  describeAccountAttributes,
  describeAddresses,
  describeAvailabilityZones,
  describeImageAttribute,
  describeImages,
  describeInstanceAttribute,
  describeInstanceStatus,
  describeInstanceTypeOfferings,
  describeInstanceTypes,
  describeInstances,
  describeInternetGateways,
  describeKeyPairs,
  describeNatGateways,
  describeNetworkAcls,
  describeNetworkInterfaces,
  describeRegions,
  describeRouteTables,
  describeSecurityGroupReferences,
  describeSecurityGroupRules,
  describeSecurityGroups,
  describeSnapshotAttribute,
  describeSnapshots,
  describeSubnets,
  describeTags,
  describeVolumeAttribute,
  describeVolumeStatus,
  describeVolumesModifications,
  describeVolumes,
  describeVpcAttribute,
  describeVpcs,
  detachInternetGateway,
  detachNetworkInterface,
  detachVolume,
  disableEbsEncryptionByDefault,
  disassociateAddress,
  disassociateRouteTable,
  enableEbsEncryptionByDefault,
  enableVolumeIO,
  getConsoleOutput,
  getEbsDefaultKmsKeyId,
  getEbsEncryptionByDefault,
  importKeyPair,
  modifyImageAttribute,
  modifyInstanceAttribute,
  modifyInstanceMetadataOptions,
  modifyNetworkInterfaceAttribute,
  modifySecurityGroupRules,
  modifySnapshotAttribute,
  modifySubnetAttribute,
  modifyVolumeAttribute,
  modifyVolume,
  modifyVpcAttribute,
  monitorInstances,
  rebootInstances,
  registerImage,
  releaseAddress,
  replaceNetworkAclAssociation,
  replaceNetworkAclEntry,
  replaceRouteTableAssociation,
  replaceRoute,
  resetImageAttribute,
  resetNetworkInterfaceAttribute,
  resetSnapshotAttribute,
  revokeSecurityGroupEgress,
  revokeSecurityGroupIngress,
  runInstances,
  startInstances,
  stopInstances,
  terminateInstances,
  unassignPrivateIpAddresses,
  unmonitorInstances,
  updateSecurityGroupRuleDescriptionsEgress,
  updateSecurityGroupRuleDescriptionsIngress,
]

export const ec2: Service = {
  name: 'ec2',
  operations: Object.fromEntries(operations.map((operation) => [operation.name, operation])),
  accesses: ec2Accesses,
  denied: ec2Denied,
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
    [interfaceLife.attached]: interfaceAttached,
    [interfaceLife.detached]: interfaceDetached,
    [natLife.created]: natCreated,
    [natLife.deleted]: natDeleted,
    [natLife.vanish]: natVanishes,
    [modificationStep]: modifyOn,
    [imageLife.mapped]: mapped,
    [imageLife.available]: available,
  },
}
