import type { Instance } from '@aws-sdk/client-ec2'
import type { FilterTable } from '../filters.ts'
import type { InstanceRecord } from './records.ts'

type View = Instance & { record: InstanceRecord }

const iso = (date: Date | undefined) => date?.toISOString()

export const instanceFilters: FilterTable<View> = {
  architecture: (view) => view.Architecture,
  'availability-zone': (view) => view.Placement?.AvailabilityZone,
  'availability-zone-id': (view) => view.Placement?.AvailabilityZoneId,
  'block-device-mapping.attach-time': (view) =>
    view.BlockDeviceMappings!.map((each) => iso(each.Ebs?.AttachTime)),
  'block-device-mapping.delete-on-termination': (view) =>
    view.BlockDeviceMappings!.map((each) => each.Ebs?.DeleteOnTermination),
  'block-device-mapping.device-name': (view) => view.BlockDeviceMappings!.map((each) => each.DeviceName),
  'block-device-mapping.status': (view) => view.BlockDeviceMappings!.map((each) => each.Ebs?.Status),
  'block-device-mapping.volume-id': (view) => view.BlockDeviceMappings!.map((each) => each.Ebs?.VolumeId),
  'client-token': (view) => view.ClientToken,
  'dns-name': (view) => view.PublicDnsName,
  hypervisor: (view) => view.Hypervisor,
  'image-id': (view) => view.ImageId,
  'instance-id': (view) => view.InstanceId,
  'instance-state-code': (view) => view.State?.Code,
  'instance-state-name': (view) => view.State?.Name,
  'instance-type': (view) => view.InstanceType,
  'instance.group-id': (view) => view.SecurityGroups!.map((group) => group.GroupId),
  'instance.group-name': (view) => view.SecurityGroups!.map((group) => group.GroupName),
  'ip-address': (view) => view.PublicIpAddress,
  'key-name': (view) => view.KeyName,
  'launch-index': (view) => view.AmiLaunchIndex,
  'launch-time': (view) => iso(view.LaunchTime),
  'monitoring-state': (view) => view.Monitoring?.State,
  'network-interface.network-interface-id': (view) =>
    view.NetworkInterfaces!.map((each) => each.NetworkInterfaceId),
  'network-interface.addresses.private-ip-address': (view) =>
    view.NetworkInterfaces!.map((each) => each.PrivateIpAddress),
  'network-interface.association.public-ip': (view) =>
    view.NetworkInterfaces!.map((each) => each.Association?.PublicIp),
  'network-interface.group-id': (view) =>
    view.NetworkInterfaces!.flatMap((each) => each.Groups!.map((group) => group.GroupId)),
  'owner-id': (view) => view.NetworkInterfaces![0]?.OwnerId,
  'private-dns-name': (view) => view.PrivateDnsName,
  'private-ip-address': (view) => view.PrivateIpAddress,
  reason: (view) => view.StateTransitionReason,
  'reservation-id': (view) => view.record.ReservationId,
  'root-device-name': (view) => view.RootDeviceName,
  'root-device-type': (view) => view.RootDeviceType,
  'state-reason-code': (view) => view.StateReason?.Code,
  'state-reason-message': (view) => view.StateReason?.Message,
  'subnet-id': (view) => view.SubnetId,
  tenancy: (view) => view.Placement?.Tenancy,
  'virtualization-type': (view) => view.VirtualizationType,
  'vpc-id': (view) => view.VpcId,
}
