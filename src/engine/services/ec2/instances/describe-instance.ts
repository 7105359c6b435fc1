import type { Instance, InstanceNetworkInterface } from '@aws-sdk/client-ec2'
import { instanceTypeNamed } from '../../../catalog/index.ts'
import type { Transaction } from '../../../kernel/index.ts'
import { privateDnsName } from '../../../network/host-names.ts'
import { omit } from '../omit.ts'
import { tagMember } from '../tags.ts'
import {
  associationOf,
  describeAddresses,
  groupsOf,
  privateNameMember,
  publicNameOf,
} from '../vpc/describe-interface.ts'
import { interfacesOf } from '../../../network/interfaces.ts'
import type { NetworkInterfaceRecord } from '../vpc/records.ts'
import { attachmentTo, volumesOf } from '../volumes/find-volume.ts'
import { architectureOf, type InstanceRecord, instanceStates } from './records.ts'

export const stateOf = ({ state }: InstanceRecord) => ({ Code: instanceStates[state], Name: state })

/** An instance as DescribeInstances has it, with all that belongs to it. */
export const describeInstance = (tx: Transaction, instance: InstanceRecord): Instance => {
  const type = instanceTypeNamed(instance.InstanceType)!
  // One that outlived its instance may be another's by now.
  const its = tx.get('ec2.network-interface', instance.NetworkInterfaceId)
  const eni = its?.Attachment?.InstanceId === instance.InstanceId ? its : undefined
  const { region } = tx.scope
  const gone = instance.state === 'terminated'
  return {
    Architecture: architectureOf(instance),
    BlockDeviceMappings: volumesOf(tx, instance.InstanceId).map((volume) => {
      const attachment = attachmentTo(volume, instance.InstanceId)!
      return {
        DeviceName: attachment.Device,
        Ebs: {
          AttachTime: attachment.AttachTime,
          DeleteOnTermination: attachment.DeleteOnTermination,
          Status: attachment.State,
          VolumeId: volume.VolumeId,
          EbsCardIndex: 0,
        },
      }
    }),
    ClientToken: instance.ClientToken,
    EbsOptimized: instance.EbsOptimized,
    EnaSupport: true,
    ...(instance.profile &&
      !gone && { IamInstanceProfile: { Arn: instance.profile.Arn, Id: instance.profile.Id } }),
    Hypervisor: 'xen',
    NetworkInterfaces: interfacesOf(tx, instance.InstanceId).map((each) => describeInterface(tx, each)),
    RootDeviceName: instance.RootDeviceName,
    RootDeviceType: 'ebs',
    SecurityGroups: eni ? groupsOf(tx, eni) : [],
    ...(eni && { SourceDestCheck: eni.sourceDestCheck }),
    ...(instance.StateReason && { StateReason: instance.StateReason }),
    ...tagMember(instance.Tags),
    VirtualizationType: 'hvm',
    CpuOptions: { CoreCount: type.cores, ThreadsPerCore: type.processors / type.cores },
    CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
    HibernationOptions: { Configured: false },
    MetadataOptions: {
      State: instance.state === 'running' || instance.state === 'stopped' ? 'applied' : 'pending',
      ...instance.metadata,
    },
    EnclaveOptions: { Enabled: false },
    BootMode: 'uefi-preferred',
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    UsageOperationUpdateTime: instance.createdAt,
    ...(!gone && {
      PrivateDnsNameOptions: {
        HostnameType: 'ip-name',
        EnableResourceNameDnsARecord: false,
        EnableResourceNameDnsAAAARecord: false,
      },
    }),
    MaintenanceOptions: { AutoRecovery: 'default', RebootMigration: 'default' },
    CurrentInstanceBootMode: type.hypervisor === 'nitro' ? 'uefi' : 'legacy-bios',
    NetworkPerformanceOptions: { BandwidthWeighting: 'default' },
    Operator: { Managed: false, HiddenByDefault: false },
    SecondaryInterfaces: [],
    InstanceId: instance.InstanceId,
    ImageId: instance.ImageId,
    State: stateOf(instance),
    PrivateDnsName: eni ? privateDnsName(region, eni.PrivateIpAddress) : '',
    PublicDnsName: eni ? publicNameOf(tx, eni) : '',
    StateTransitionReason: instance.StateTransitionReason,
    ...(instance.KeyName !== undefined && { KeyName: instance.KeyName }),
    AmiLaunchIndex: instance.AmiLaunchIndex,
    ProductCodes: [],
    InstanceType: type.name as Instance['InstanceType'],
    LaunchTime: instance.LaunchTime,
    Placement: {
      AvailabilityZoneId: instance.AvailabilityZoneId,
      GroupName: '',
      Tenancy: 'default',
      AvailabilityZone: instance.AvailabilityZone,
    },
    Monitoring: { State: instance.monitoring ? 'enabled' : 'disabled' },
    ...(eni && {
      SubnetId: eni.SubnetId,
      VpcId: eni.VpcId,
      PrivateIpAddress: eni.PrivateIpAddress,
      ...(eni.PublicIp && { PublicIpAddress: eni.PublicIp }),
    }),
  }
}

/** RunInstances answers before the launch has got anywhere: less is known, and nothing is applied. */
export const describeLaunch = (tx: Transaction, instance: InstanceRecord): Instance => {
  const described = omit(
    describeInstance(tx, instance),
    'HibernationOptions',
    'PlatformDetails',
    'UsageOperation',
    'UsageOperationUpdateTime',
    'NetworkPerformanceOptions',
    'SecondaryInterfaces',
    'PublicIpAddress',
  )
  return {
    ...described,
    BlockDeviceMappings: [],
    NetworkInterfaces: described.NetworkInterfaces!.map((eni) => ({
      ...omit(eni, 'Association'),
      PrivateIpAddresses: eni.PrivateIpAddresses!.map((address) => omit(address, 'Association')),
    })),
    PublicDnsName: '',
    StateReason: { Code: 'pending', Message: 'pending' },
    Operator: { Managed: false },
  }
}

const describeInterface = (tx: Transaction, eni: NetworkInterfaceRecord): InstanceNetworkInterface => {
  const Association = associationOf(tx, eni)
  return {
    ...(Association && { Association }),
    Attachment: { ...omit(eni.Attachment!, 'InstanceId'), NetworkCardIndex: 0 },
    Description: eni.Description,
    Groups: groupsOf(tx, eni),
    Ipv6Addresses: [],
    MacAddress: eni.MacAddress,
    NetworkInterfaceId: eni.NetworkInterfaceId,
    OwnerId: tx.scope.account,
    ...privateNameMember(tx, eni),
    PrivateIpAddress: eni.PrivateIpAddress,
    PrivateIpAddresses: describeAddresses(tx, eni, associationOf),
    SourceDestCheck: eni.sourceDestCheck,
    Status: 'in-use',
    SubnetId: eni.SubnetId,
    VpcId: eni.VpcId,
    InterfaceType: 'interface',
    Operator: { Managed: false },
  }
}
