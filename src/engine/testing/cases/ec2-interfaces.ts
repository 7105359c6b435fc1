import { type Case, casesOf } from './case.ts'

const { good, bad } = casesOf('ec2')

const noAttachment = 'eni-attach-0123456789abcdef0'

/** A second interface for the instance that the cases before have launched, and further addresses. */
export const ec2Interfaces: readonly Case[] = [
  good(
    'DescribeSubnets',
    {
      Filters: [
        { Name: 'default-for-az', Values: ['true'] },
        { Name: 'availability-zone', Values: ['$zone'] },
      ],
    },
    { keep: { cardSubnet: 'Subnets.0.SubnetId' } },
  ),
  good(
    'DescribeInstances',
    { InstanceIds: ['$instance'] },
    { keep: { firstCard: 'Reservations.0.Instances.0.NetworkInterfaces.0.NetworkInterfaceId' } },
  ),
  good(
    'CreateNetworkInterface',
    { SubnetId: '$cardSubnet' },
    { keep: { card: 'NetworkInterface.NetworkInterfaceId' } },
  ),
  good(
    'AttachNetworkInterface',
    { NetworkInterfaceId: '$card', InstanceId: '$instance', DeviceIndex: 1 },
    { answer: { NetworkCardIndex: 0 }, keep: { attachment: 'AttachmentId' } },
  ),
  bad(
    'AttachNetworkInterface',
    { NetworkInterfaceId: '$card', InstanceId: '$instance', DeviceIndex: 2 },
    'InvalidNetworkInterface.InUse',
    'Interface: [$card] in use.',
  ),
  good(
    'DescribeNetworkInterfaces',
    {
      Filters: [
        { Name: 'attachment.instance-id', Values: ['$instance'] },
        { Name: 'attachment.device-index', Values: ['1'] },
      ],
    },
    {
      answer: {
        NetworkInterfaces: [
          {
            NetworkInterfaceId: '$card',
            Status: 'in-use',
            Attachment: { AttachmentId: '$attachment', DeviceIndex: 1, DeleteOnTermination: false },
          },
        ],
      },
    },
  ),
  good('ModifyNetworkInterfaceAttribute', {
    NetworkInterfaceId: '$card',
    Attachment: { AttachmentId: '$attachment', DeleteOnTermination: true },
  }),
  bad(
    'ModifyNetworkInterfaceAttribute',
    {
      NetworkInterfaceId: '$card',
      Attachment: { AttachmentId: noAttachment, DeleteOnTermination: true },
    },
    'InvalidAttachmentID.NotFound',
    `The interface attachment '${noAttachment}' does not exist.`,
  ),
  good(
    'AssignPrivateIpAddresses',
    { NetworkInterfaceId: '$card', SecondaryPrivateIpAddressCount: 1 },
    {
      answer: { NetworkInterfaceId: '$card' },
      keep: { cardAddress: 'AssignedPrivateIpAddresses.0.PrivateIpAddress' },
    },
  ),
  bad(
    'AssignPrivateIpAddresses',
    { NetworkInterfaceId: '$firstCard', PrivateIpAddresses: ['$cardAddress'] },
    'InvalidParameterValue',
    '[$cardAddress] assigned, but move is not allowed.',
  ),
  good('AssignPrivateIpAddresses', {
    NetworkInterfaceId: '$firstCard',
    PrivateIpAddresses: ['$cardAddress'],
    AllowReassignment: true,
  }),
  good('UnassignPrivateIpAddresses', {
    NetworkInterfaceId: '$firstCard',
    PrivateIpAddresses: ['$cardAddress'],
  }),
  bad(
    'UnassignPrivateIpAddresses',
    { NetworkInterfaceId: '$firstCard', PrivateIpAddresses: ['$cardAddress'] },
    'InvalidParameterValue',
    'Some of [$cardAddress] are not assigned to interface $firstCard',
  ),
  good('ResetNetworkInterfaceAttribute', { NetworkInterfaceId: '$card', SourceDestCheck: 'true' }),
  bad(
    'ResetNetworkInterfaceAttribute',
    { NetworkInterfaceId: 'eni-0123456789abcdef0', SourceDestCheck: 'true' },
    'InvalidNetworkInterfaceID.NotFound',
    "The networkInterface ID 'eni-0123456789abcdef0' does not exist",
  ),
  bad(
    'DetachNetworkInterface',
    { AttachmentId: noAttachment },
    'InvalidAttachmentID.NotFound',
    `The interface attachment '${noAttachment}' does not exist.`,
  ),
  good('DetachNetworkInterface', { AttachmentId: '$attachment', Force: true }),
  good('DeleteNetworkInterface', { NetworkInterfaceId: '$card' }),
]
