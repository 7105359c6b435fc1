import type { Instance } from '@aws-sdk/client-ec2'
import type { ReactNode } from 'react'
import Link from '@cloudscape-design/components/link'
import { Copyable } from '../../../elements/index.ts'
import { InstanceState } from './instance-state.tsx'
import { PublicAddress } from './public-address.tsx'

/** "Instance summary": what AWS puts first. */
export const summaryFields = (instance: Instance): [string, ReactNode][] => [
  ['Instance ID', <Copyable key="id" text={instance.InstanceId} label="Instance ID" />],
  ['Public IPv4 address', <PublicAddress key="address" instance={instance} />],
  [
    'Private IPv4 addresses',
    <Copyable key="private" text={instance.PrivateIpAddress} label="Private IPv4 address" />,
  ],
  ['Instance state', <InstanceState key="state" instance={instance} />],
  ['Public DNS', <PublicAddress key="dns" instance={instance} of="name" />],
  [
    'Private IP DNS name (IPv4 only)',
    <Copyable key="private-dns" text={instance.PrivateDnsName} label="Private IP DNS name" />,
  ],
  ['Instance type', instance.InstanceType],
  ['Hostname type', instance.PrivateDnsName && `IP name: ${instance.PrivateDnsName}`],
  ['VPC ID', <Copyable key="vpc" text={instance.VpcId} label="VPC ID" />],
  ['Subnet ID', <Copyable key="subnet" text={instance.SubnetId} label="Subnet ID" />],
]

export const keyNameField = ({ KeyName }: Instance, href: string): ReactNode =>
  KeyName ? <Link href={href}>{KeyName}</Link> : '–'
