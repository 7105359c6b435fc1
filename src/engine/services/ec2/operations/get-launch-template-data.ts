import { describeInstance } from '../instances/describe-instance.ts'
import { findInstance } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'
import type { ResponseLaunchTemplateData } from '@aws-sdk/client-ec2'

/** What a template would have to say to launch another instance like this one. */
export const getLaunchTemplateData = operation('GetLaunchTemplateData', {
  decide({ InstanceId = '' }, { tx }) {
    const instance = findInstance(tx, InstanceId)
    const described = describeInstance(tx, instance)
    const { State: _state, ...MetadataOptions } = described.MetadataOptions!
    const Tags = instance.Tags.filter(({ Key = '' }) => !Key.startsWith('aws:'))
    const data: ResponseLaunchTemplateData = {
      EbsOptimized: instance.EbsOptimized,
      ...(instance.profile && { IamInstanceProfile: { Arn: instance.profile.Arn } }),
      BlockDeviceMappings: described.BlockDeviceMappings!.map(({ DeviceName, Ebs }) => {
        const volume = tx.get('ec2.volume', Ebs!.VolumeId!)!
        return {
          DeviceName,
          Ebs: {
            Encrypted: volume.Encrypted ?? false,
            DeleteOnTermination: Ebs!.DeleteOnTermination,
            ...(volume.Iops !== undefined && { Iops: volume.Iops }),
            ...(volume.SnapshotId && { SnapshotId: volume.SnapshotId }),
            VolumeSize: volume.Size,
            VolumeType: volume.VolumeType,
            ...(volume.Throughput !== undefined && { Throughput: volume.Throughput }),
          },
        }
      }),
      NetworkInterfaces: described.NetworkInterfaces!.map((eni, _index, { length }) => ({
        // With several interfaces a launch may not ask for it.
        ...(length === 1 && { AssociatePublicIpAddress: eni.Association !== undefined }),
        DeleteOnTermination: eni.Attachment!.DeleteOnTermination,
        Description: eni.Description,
        DeviceIndex: eni.Attachment!.DeviceIndex,
        Groups: eni.Groups!.map(({ GroupId }) => GroupId!),
        InterfaceType: 'interface',
        ...(eni.PrivateIpAddresses!.length > 1 && {
          SecondaryPrivateIpAddressCount: eni.PrivateIpAddresses!.length - 1,
        }),
        SubnetId: eni.SubnetId,
      })),
      ImageId: instance.ImageId,
      InstanceType: described.InstanceType,
      ...(instance.KeyName !== undefined && { KeyName: instance.KeyName }),
      Monitoring: { Enabled: instance.monitoring },
      Placement: { AvailabilityZone: instance.AvailabilityZone, GroupName: '', Tenancy: 'default' },
      DisableApiTermination: instance.DisableApiTermination,
      DisableApiStop: instance.DisableApiStop,
      InstanceInitiatedShutdownBehavior: instance.InstanceInitiatedShutdownBehavior,
      ...(instance.UserData !== undefined && { UserData: instance.UserData }),
      ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: 'instance', Tags }] }),
      ...(instance.CpuCredits && { CreditSpecification: { CpuCredits: instance.CpuCredits } }),
      MetadataOptions,
    }
    return { LaunchTemplateData: data }
  },
})
