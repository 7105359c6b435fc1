import type { RecordKinds, Transaction } from '../kernel/index.ts'
import { addressesOf } from '../network/interfaces.ts'
import { privateDnsName, publicDnsName } from '../network/host-names.ts'

/** Directories and values; what is undefined is not there. */
export type Tree = { [name: string]: Tree | string | undefined }

export type Instance = RecordKinds['ec2.instance']

type Interface = RecordKinds['ec2.network-interface']

interface Subject {
  tx: Transaction
  instance: Instance
  /** The first interface. */
  eni: Interface
  /** All of them. */
  interfaces: readonly Interface[]
  /** What /iam says, if the instance has a profile. */
  iam: Tree | undefined
}

/** What an instance may read about itself: the tree below /latest. */
export const categories = (subject: Subject): Tree => ({
  dynamic: { 'instance-identity': { document: identityDocument(subject) } },
  'meta-data': metaData(subject),
  // Its bytes are no entry of this tree: see Metadata.
  'user-data': subject.instance.UserData && '',
})

const metaData = ({ tx, instance, eni, interfaces, iam }: Subject): Tree => {
  const { region } = tx.scope
  const privateName = privateDnsName(region, eni.PrivateIpAddress)
  const publicName = publicNameOf(tx, eni)
  const groupNames = eni.GroupIds.map((id) => tx.get('ec2.security-group', id)?.GroupName ?? id).join('\n')
  return {
    'ami-id': instance.ImageId,
    'ami-launch-index': String(instance.AmiLaunchIndex),
    'ami-manifest-path': '(unknown)',
    'block-device-mapping': { ami: instance.RootDeviceName, root: instance.RootDeviceName },
    hostname: privateName,
    iam,
    'instance-action': 'none',
    'instance-id': instance.InstanceId,
    'instance-life-cycle': 'on-demand',
    'instance-type': instance.InstanceType,
    'local-hostname': privateName,
    'local-ipv4': eni.PrivateIpAddress,
    mac: eni.MacAddress,
    network: {
      interfaces: {
        macs: Object.fromEntries(interfaces.map((each) => [each.MacAddress, interfaceData(tx, each)])),
      },
    },
    placement: {
      'availability-zone': instance.AvailabilityZone,
      'availability-zone-id': instance.AvailabilityZoneId,
      region,
    },
    profile: 'default-hvm',
    'public-hostname': publicName,
    'public-ipv4': eni.PublicIp,
    'public-keys': instance.publicKey && {
      [`0=${instance.KeyName}`]: { 'openssh-key': instance.publicKey },
    },
    'reservation-id': instance.ReservationId,
    'security-groups': groupNames,
    services: { domain: 'amazonaws.com', partition: 'aws' },
    tags:
      instance.metadata.InstanceMetadataTags === 'enabled'
        ? { instance: Object.fromEntries(instance.Tags.map(({ Key, Value }) => [Key!, Value ?? ''])) }
        : undefined,
  }
}

const interfaceData = (tx: Transaction, eni: Interface): Tree => {
  const { region, account } = tx.scope
  const subnet = tx.get('ec2.subnet', eni.SubnetId)
  const vpc = tx.get('ec2.vpc', eni.VpcId)
  const addresses = addressesOf(eni)
  const publicIps = addresses.flatMap(({ PublicIp }) => PublicIp ?? [])
  return {
    'device-number': String(eni.Attachment?.DeviceIndex ?? 0),
    'interface-id': eni.NetworkInterfaceId,
    'ipv4-associations':
      publicIps.length > 0
        ? Object.fromEntries(
            addresses.flatMap(({ PublicIp, PrivateIpAddress }) =>
              PublicIp ? [[PublicIp, PrivateIpAddress]] : [],
            ),
          )
        : undefined,
    'local-hostname': privateDnsName(region, eni.PrivateIpAddress),
    'local-ipv4s': addresses.map(({ PrivateIpAddress }) => PrivateIpAddress).join('\n'),
    mac: eni.MacAddress,
    'owner-id': account,
    'public-hostname': publicNameOf(tx, eni),
    'public-ipv4s': publicIps.length > 0 ? publicIps.join('\n') : undefined,
    'security-group-ids': eni.GroupIds.join('\n'),
    'subnet-id': eni.SubnetId,
    'subnet-ipv4-cidr-block': subnet?.CidrBlock,
    'vpc-id': eni.VpcId,
    'vpc-ipv4-cidr-block': vpc?.CidrBlock,
    'vpc-ipv4-cidr-blocks': vpc?.CidrBlock,
  }
}

/** None in a VPC without DNS hostnames. */
const publicNameOf = (tx: Transaction, { PublicIp, VpcId }: Subject['eni']) =>
  PublicIp && tx.get('ec2.vpc', VpcId)?.dnsHostnames ? publicDnsName(tx.scope.region, PublicIp) : undefined

const identityDocument = ({ tx, instance, eni }: Subject): string =>
  JSON.stringify(
    {
      accountId: tx.scope.account,
      architecture: 'x86_64',
      availabilityZone: instance.AvailabilityZone,
      billingProducts: null,
      devpayProductCodes: null,
      marketplaceProductCodes: null,
      imageId: instance.ImageId,
      instanceId: instance.InstanceId,
      instanceType: instance.InstanceType,
      kernelId: null,
      pendingTime: instance.LaunchTime.toISOString().replace(/\.\d+Z$/, 'Z'),
      privateIp: eni.PrivateIpAddress,
      ramdiskId: null,
      region: tx.scope.region,
      version: '2017-09-30',
    },
    null,
    2,
  )
