import type { Instance, InstanceStatus } from '@aws-sdk/client-ec2'
import Link from '@cloudscape-design/components/link'
import { type ResourceColumn, timestamp } from '../../../elements/index.ts'
import { paths } from '../../../place/index.ts'
import { nameColumn } from '../tags/index.ts'
import { InstanceState, stateText } from './instance-state.tsx'
import { checkText, StatusCheck } from './status-check.tsx'

/** A public address that is the account's own stays over a stop. */
const elasticIp = ({ NetworkInterfaces = [] }: Instance): string | undefined =>
  NetworkInterfaces.map(({ Association }) => Association).find(
    (association) => association && association.IpOwnerId !== 'amazon',
  )?.PublicIp

/** AWS's columns in AWS's order; alarms are a service of its own, and not here. */
export const instanceColumns = (
  href: (path: string) => string,
  statuses: ReadonlyMap<string, InstanceStatus>,
): ResourceColumn<Instance>[] => [
  nameColumn<Instance>(),
  {
    id: 'instanceId',
    header: 'Instance ID',
    text: ({ InstanceId }) => InstanceId,
    cell: ({ InstanceId }) => <Link href={href(paths.instance(InstanceId!))}>{InstanceId}</Link>,
    width: 205,
  },
  {
    id: 'instanceState',
    header: 'Instance state',
    text: stateText,
    cell: (instance) => <InstanceState instance={instance} />,
    width: 170,
  },
  { id: 'instanceType', header: 'Instance type', text: ({ InstanceType }) => InstanceType, width: 160 },
  {
    id: 'statusCheck',
    header: 'Status check',
    text: ({ InstanceId }) => checkText(statuses.get(InstanceId!)),
    cell: ({ InstanceId }) => <StatusCheck status={statuses.get(InstanceId!)} />,
    width: 200,
  },
  {
    id: 'availabilityZone',
    header: 'Availability Zone',
    text: ({ Placement }) => Placement?.AvailabilityZone,
    width: 185,
  },
  { id: 'publicDns', header: 'Public IPv4 DNS', text: ({ PublicDnsName }) => PublicDnsName, width: 380 },
  {
    id: 'publicIp',
    header: 'Public IPv4 address',
    text: ({ PublicIpAddress }) => PublicIpAddress,
    width: 200,
  },
  { id: 'elasticIp', header: 'Elastic IP', text: elasticIp, width: 150 },
  {
    id: 'privateIp',
    header: 'Private IP address',
    text: ({ PrivateIpAddress }) => PrivateIpAddress,
    width: 190,
    hidden: true,
  },
  { id: 'monitoring', header: 'Monitoring', text: ({ Monitoring }) => Monitoring?.State, width: 130 },
  {
    id: 'securityGroup',
    header: 'Security group name',
    text: ({ SecurityGroups }) => SecurityGroups?.map(({ GroupName }) => GroupName).join(', '),
    width: 210,
  },
  { id: 'keyName', header: 'Key name', text: ({ KeyName }) => KeyName, width: 130 },
  {
    id: 'launchTime',
    header: 'Launch time',
    text: ({ LaunchTime }) => timestamp(LaunchTime),
    order: ({ LaunchTime }) => Number(LaunchTime),
    width: 225,
  },
  { id: 'imageId', header: 'Image ID', text: ({ ImageId }) => ImageId, width: 205, hidden: true },
  { id: 'vpcId', header: 'VPC ID', text: ({ VpcId }) => VpcId, width: 230, hidden: true },
  { id: 'subnetId', header: 'Subnet ID', text: ({ SubnetId }) => SubnetId, width: 225, hidden: true },
]
