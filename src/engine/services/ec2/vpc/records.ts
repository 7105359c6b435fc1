import type { Tags } from '../tags.ts'

export interface VpcRecord {
  VpcId: string
  CidrBlock: string
  AssociationId: string
  DhcpOptionsId: string
  IsDefault: boolean
  Tags: Tags
}

export interface SubnetRecord {
  SubnetId: string
  VpcId: string
  CidrBlock: string
  AvailabilityZone: string
  AvailabilityZoneId: string
  DefaultForAz: boolean
  MapPublicIpOnLaunch: boolean
  Tags: Tags
}

export interface InternetGatewayRecord {
  InternetGatewayId: string
  VpcId: string
  Tags: Tags
}

export interface RouteTableRecord {
  RouteTableId: string
  VpcId: string
  /** The table of every subnet that has none of its own. */
  main: boolean
  routes: readonly { DestinationCidrBlock: string; GatewayId: string }[]
  Tags: Tags
}

export interface NetworkInterfaceRecord {
  NetworkInterfaceId: string
  SubnetId: string
  VpcId: string
  AvailabilityZone: string
  AvailabilityZoneId: string
  PrivateIpAddress: string
  MacAddress: string
  Description: string
  GroupIds: readonly string[]
  /** Of Amazon's pool, while the instance is not stopped. */
  PublicIp?: string
  /** Whether each start brings a public address. */
  associatePublicIp: boolean
  Attachment: {
    AttachmentId: string
    InstanceId: string
    Status: 'attaching' | 'attached'
    AttachTime: Date
    DeleteOnTermination: boolean
  }
  Tags: Tags
}

declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    'ec2.vpc': VpcRecord
    'ec2.subnet': SubnetRecord
    'ec2.internet-gateway': InternetGatewayRecord
    'ec2.route-table': RouteTableRecord
    'ec2.network-interface': NetworkInterfaceRecord
  }
}
