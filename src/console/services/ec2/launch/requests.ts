import type {
  AuthorizeSecurityGroupIngressRequest,
  BlockDeviceMapping,
  CreateSecurityGroupRequest,
  Image,
  IpPermission,
  RunInstancesRequest,
  SecurityGroup,
} from '@aws-sdk/client-ec2'
import { home } from '#host/client'
import { filledIn } from '../tags/index.ts'
import { nextGroupName } from './group-name.ts'
import type { ExistingGroups, LaunchForm, LaunchVolume, NewGroup } from './launch-form.ts'

/** What is there before the launch. */
export interface LaunchGround {
  image: Image
  vpcId: string
  groups: readonly SecurityGroup[]
  /** When the page was opened: the new group's description tells it. */
  openedAt: Date
}

/** The calls of one launch, in their order: a group and its rules come first where one is made. */
export interface LaunchRequests {
  group?: {
    create: CreateSecurityGroupRequest
    rules: (groupId: string) => AuthorizeSecurityGroupIngressRequest | undefined
  }
  /** Takes the id of the new group; those of existing ones it knows. */
  run: (groupId?: string) => RunInstancesRequest
}

export const launchRequests = (form: LaunchForm, ground: LaunchGround): LaunchRequests => ({
  ...(form.groups.kind === 'new' && { group: groupRequests(form.groups, ground) }),
  run: (groupId) => runRequest(form, ground, form.groups, groupId),
})

/** Name and description of the new group as they stand in the form or as the page makes them up. */
export const groupIdentity = (
  { name, description }: NewGroup,
  { groups, vpcId, openedAt }: Pick<LaunchGround, 'groups' | 'vpcId' | 'openedAt'>,
) => {
  const taken = groups.filter(({ VpcId }) => VpcId === vpcId).map(({ GroupName }) => GroupName)
  const GroupName = name ?? nextGroupName(taken)
  return { GroupName, Description: description ?? `${GroupName} created ${openedAt.toISOString()}` }
}

const groupRequests = (group: NewGroup, ground: LaunchGround): NonNullable<LaunchRequests['group']> => {
  const permissions = permissionsOf(group)
  return {
    create: { ...groupIdentity(group, ground), VpcId: ground.vpcId },
    rules: (GroupId) => (permissions.length > 0 ? { GroupId, IpPermissions: permissions } : undefined),
  }
}

const everywhere = '0.0.0.0/0'

const sshCidrOf = ({ sshSource, sshCidr }: NewGroup): string =>
  ({ anywhere: everywhere, custom: sshCidr.trim(), mine: `${home.router}/32` })[sshSource]

const tcp = (port: number, CidrIp: string): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: [{ CidrIp }],
})

const permissionsOf = (group: NewGroup): IpPermission[] => [
  ...(group.ssh ? [tcp(22, sshCidrOf(group))] : []),
  ...(group.https ? [tcp(443, everywhere)] : []),
  ...(group.http ? [tcp(80, everywhere)] : []),
]

const runRequest = (
  form: LaunchForm,
  { image }: LaunchGround,
  groups: NewGroup | ExistingGroups,
  newGroupId: string | undefined,
): RunInstancesRequest => {
  const groupIds = groups.kind === 'new' ? [newGroupId!] : [...groups.ids]
  const Tags = filledIn(form.tags)
  const mappings = mappingsOf(form.volumes, image)
  return {
    ImageId: image.ImageId!,
    InstanceType: form.type as NonNullable<RunInstancesRequest['InstanceType']>,
    ...(form.keyName && { KeyName: form.keyName }),
    MinCount: form.count,
    MaxCount: form.count,
    ...networkOf(form, groupIds),
    ...(mappings.length > 0 && { BlockDeviceMappings: mappings }),
    ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: 'instance', Tags }] }),
    ...(form.shutdown !== 'stop' && { InstanceInitiatedShutdownBehavior: form.shutdown }),
    ...(form.metadataTokens !== usualTokens(image) && {
      MetadataOptions: { HttpTokens: form.metadataTokens },
    }),
    ...(form.userData && { UserData: form.userDataIsBase64 ? form.userData.trim() : base64(form.userData) }),
  }
}

/** What an image asks of the metadata service by itself. */
const usualTokens = ({ ImdsSupport }: Image) => (ImdsSupport === 'v2.0' ? 'required' : 'optional')

/** A public address is said with the interface, and only when it differs from what the subnet gives. */
const networkOf = (
  { subnetId, publicIp }: LaunchForm,
  groupIds: string[],
): Pick<RunInstancesRequest, 'NetworkInterfaces' | 'SecurityGroupIds' | 'SubnetId'> =>
  publicIp
    ? { SecurityGroupIds: groupIds, ...(subnetId && { SubnetId: subnetId }) }
    : {
        NetworkInterfaces: [
          {
            DeviceIndex: 0,
            AssociatePublicIpAddress: false,
            Groups: groupIds,
            ...(subnetId && { SubnetId: subnetId }),
          },
        ],
      }

/** What is as the image has it anyway is not said. */
const mappingsOf = (volumes: readonly LaunchVolume[], image: Image): BlockDeviceMapping[] =>
  volumes
    .map(({ device, size, type, iops, throughput, deleteOnTermination }) => ({
      DeviceName: device ?? image.RootDeviceName!,
      Ebs: {
        VolumeSize: size,
        VolumeType: type,
        ...(takesIops(type) && iops && { Iops: iops }),
        ...(type === 'gp3' && throughput && { Throughput: throughput }),
        DeleteOnTermination: deleteOnTermination,
      },
    }))
    .filter((mapping) => !isOfImage(mapping, image))

export const takesIops = (type: string): boolean => ['gp3', 'io1', 'io2'].includes(type)

const isOfImage = ({ DeviceName, Ebs }: BlockDeviceMapping, image: Image): boolean => {
  const own = image.BlockDeviceMappings?.find((mapping) => mapping.DeviceName === DeviceName)?.Ebs
  return !!own && Object.entries(Ebs!).every(([member, value]) => own[member as keyof typeof own] === value)
}

const base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
