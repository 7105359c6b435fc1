import type { Instance } from '@aws-sdk/client-ec2'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Copyable, Fields } from '../../../elements/index.ts'
import { PublicAddress } from './public-address.tsx'

export function NetworkingTab({ instance }: { instance: Instance }) {
  return (
    <SpaceBetween size="l">
      <Fields
        items={[
          ['Public IPv4 address', <PublicAddress key="address" instance={instance} />],
          [
            'Private IPv4 addresses',
            <Copyable key="private" text={instance.PrivateIpAddress} label="Private IPv4 address" />,
          ],
          ['VPC ID', <Copyable key="vpc" text={instance.VpcId} label="VPC ID" />],
          ['Public DNS', <PublicAddress key="dns" instance={instance} of="name" />],
          ['Private IP DNS name (IPv4 only)', instance.PrivateDnsName],
          ['Subnet ID', <Copyable key="subnet" text={instance.SubnetId} label="Subnet ID" />],
          ['Availability zone', instance.Placement?.AvailabilityZone],
          ['Availability zone ID', instance.Placement?.AvailabilityZoneId],
        ]}
      />
      {instance.NetworkInterfaces?.map((card) => (
        <SpaceBetween key={card.NetworkInterfaceId} size="s">
          <Header variant="h3">Network interface {card.NetworkInterfaceId}</Header>
          <Fields
            items={[
              ['MAC address', card.MacAddress],
              ['Private IPv4 address', card.PrivateIpAddress],
              ['Public IPv4 address', card.Association?.PublicIp],
              ['Attachment status', card.Attachment?.Status],
              ['Delete on termination', card.Attachment?.DeleteOnTermination ? 'Yes' : 'No'],
              ['Source / destination check', card.SourceDestCheck ? 'Enabled' : 'Disabled'],
            ]}
          />
        </SpaceBetween>
      ))}
    </SpaceBetween>
  )
}
