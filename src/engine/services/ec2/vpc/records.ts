import type { Tags } from '../tags.ts'

export interface VpcRecord {
  VpcId: string
  CidrBlock: string
  AssociationId: string
  DhcpOptionsId: string
  IsDefault: boolean
  /** EnableDnsSupport and EnableDnsHostnames: without the latter nothing in the VPC has a public name. */
  dnsSupport: boolean
  dnsHostnames: boolean
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
  /** Its network ACL, and the id of its association with that. */
  NetworkAclId: string
  AclAssociationId: string
  Tags: Tags
}

export interface InternetGatewayRecord {
  InternetGatewayId: string
  /** Of the VPC that it is attached to. */
  VpcId?: string
  Tags: Tags
}

export interface RouteRecord {
  DestinationCidrBlock: string
  /** `local`, or the id of an internet gateway or a NAT gateway. */
  target: string
}

export interface RouteTableAssociationRecord {
  RouteTableAssociationId: string
  /** The main association has none: it is for every subnet that has none of its own. */
  SubnetId?: string
}

export interface RouteTableRecord {
  RouteTableId: string
  VpcId: string
  associations: readonly RouteTableAssociationRecord[]
  routes: readonly RouteRecord[]
  Tags: Tags
}

export interface NetworkAclRecord {
  NetworkAclId: string
  VpcId: string
  /** The one that came with its VPC: subnets begin with it. */
  IsDefault: boolean
  /** Without the last one of each direction, which refuses what is left. */
  entries: readonly NetworkAclEntryRecord[]
  Tags: Tags
}

export interface NetworkAclEntryRecord {
  RuleNumber: number
  Egress: boolean
  /** By number: -1 is all of them. */
  Protocol: string
  RuleAction: 'allow' | 'deny'
  CidrBlock?: string
  Ipv6CidrBlock?: string
  /** Of TCP and UDP. */
  PortRange?: { From: number; To: number }
  /** Of ICMP: -1 is any. */
  IcmpTypeCode?: { Type: number; Code: number }
}

export interface NetworkInterfaceRecord {
  NetworkInterfaceId: string
  SubnetId: string
  VpcId: string
  AvailabilityZone: string
  AvailabilityZoneId: string
  PrivateIpAddress: string
  /** Of Amazon's pool while the instance is not stopped, or an Elastic IP: mapped to the first private address. */
  PublicIp?: string
  /** Of the Elastic IP. */
  AllocationId?: string
  /** The private addresses after the first. */
  secondary: readonly PrivateAddress[]
  MacAddress: string
  Description: string
  GroupIds: readonly string[]
  /** Whether each start brings a public address. */
  associatePublicIp: boolean
  sourceDestCheck: boolean
  InterfaceType: 'interface' | 'nat_gateway'
  Attachment?: InterfaceAttachment
  Tags: Tags
}

export interface PrivateAddress {
  PrivateIpAddress: string
  /** What is mapped to it. */
  PublicIp?: string
  AllocationId?: string
}

export interface InterfaceAttachment {
  AttachmentId: string
  InstanceId: string
  /** 0 is the instance's first interface, which stays for its life. */
  DeviceIndex: number
  Status: 'attaching' | 'attached' | 'detaching'
  AttachTime: Date
  DeleteOnTermination: boolean
}

/** An Elastic IP. */
export interface AddressRecord {
  AllocationId: string
  PublicIp: string
  /** While it is associated. */
  association?: { AssociationId: string; NetworkInterfaceId: string; PrivateIpAddress: string }
  Tags: Tags
}

export interface NatGatewayRecord {
  NatGatewayId: string
  VpcId: string
  SubnetId: string
  State: 'pending' | 'failed' | 'available' | 'deleting' | 'deleted'
  failure?: { code: string; message: string }
  CreateTime: Date
  DeleteTime?: Date
  NetworkInterfaceId: string
  /** As they were when it was made: a deleted one still shows them. */
  AllocationId: string
  AssociationId?: string
  PublicIp: string
  PrivateIp: string
  Tags: Tags
}

declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    'ec2.vpc': VpcRecord
    'ec2.subnet': SubnetRecord
    'ec2.internet-gateway': InternetGatewayRecord
    'ec2.route-table': RouteTableRecord
    'ec2.network-interface': NetworkInterfaceRecord
    'ec2.network-acl': NetworkAclRecord
    'ec2.address': AddressRecord
    'ec2.nat-gateway': NatGatewayRecord
  }
}
