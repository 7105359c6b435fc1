import type { Tags } from '../tags.ts'

export const instanceStates = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const

export type InstanceState = keyof typeof instanceStates

export interface InstanceRecord {
  InstanceId: string
  ReservationId: string
  ImageId: string
  InstanceType: string
  /** Of its image; not given in records from before there were others than x86_64. */
  Architecture?: 'x86_64' | 'arm64'
  /** Its image does not ask for version 2 of the metadata service. */
  imdsSupport?: false
  KeyName?: string
  state: InstanceState
  AmiLaunchIndex: number
  ClientToken: string
  AvailabilityZone: string
  AvailabilityZoneId: string
  /** The last start. */
  LaunchTime: Date
  /** The launch itself. */
  createdAt: Date
  RootDeviceName: string
  NetworkInterfaceId: string
  StateReason?: { Code: string; Message: string }
  StateTransitionReason: string
  InstanceInitiatedShutdownBehavior: 'stop' | 'terminate'
  DisableApiTermination: boolean
  DisableApiStop: boolean
  EbsOptimized: boolean
  monitoring: boolean
  metadata: {
    HttpTokens: 'required' | 'optional'
    HttpEndpoint: 'enabled' | 'disabled'
    HttpPutResponseHopLimit: number
    HttpProtocolIpv6: 'enabled' | 'disabled'
    InstanceMetadataTags: 'enabled' | 'disabled'
  }
  CpuCredits?: string
  /** The instance profile that gives it its role. */
  profile?: { AssociationId: string; Arn: string; Id: string; Timestamp: Date }
  /** In base64, as it came. */
  UserData?: string
  /** The public key as authorized_keys has it: key pairs may be deleted, instances keep theirs. */
  publicKey?: string
  /** How often it was asked to reboot: a change tells the hypervisor. */
  reboots: number
  /** Stopping and terminating: when AWS would be done with it, at the earliest. */
  offAt?: number
  /** Status checks have passed since the last start. */
  checked: boolean
  Tags: Tags
}

/** What its image was made for. */
export const architectureOf = ({ Architecture = 'x86_64' }: InstanceRecord) => Architecture

declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    'ec2.instance': InstanceRecord
  }
}
