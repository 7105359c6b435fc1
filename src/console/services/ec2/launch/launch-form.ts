import type { ShutdownBehavior, Tag, VolumeType } from '@aws-sdk/client-ec2'
import type { FamilyId } from '../image-family.ts'

export type SshSource = 'anywhere' | 'custom' | 'mine'

/** The group that a launch makes for itself. */
export interface NewGroup {
  kind: 'new'
  /** Undefined: the next free `launch-wizard-N`. */
  name: string | undefined
  description: string | undefined
  ssh: boolean
  sshSource: SshSource
  sshCidr: string
  https: boolean
  http: boolean
}

export interface ExistingGroups {
  kind: 'existing'
  ids: readonly string[]
}

export interface LaunchVolume {
  /** Undefined for the root, which has the image's. */
  device: string | undefined
  size: number
  type: VolumeType
  iops: number | undefined
  throughput: number | undefined
  deleteOnTermination: boolean
}

/** All that the launch page asks for. */
export interface LaunchForm {
  tags: readonly Tag[]
  family: FamilyId
  /** Undefined: the first of the family. */
  imageId: string | undefined
  type: string
  /** Undefined: not chosen yet. Empty: proceed without a key pair. */
  keyName: string | undefined
  /** Empty: no preference. */
  subnetId: string
  publicIp: boolean
  groups: NewGroup | ExistingGroups
  volumes: readonly LaunchVolume[]
  shutdown: ShutdownBehavior
  metadataTokens: 'required' | 'optional'
  userData: string
  userDataIsBase64: boolean
  count: number
}

export const newGroup: NewGroup = {
  kind: 'new',
  name: undefined,
  description: undefined,
  ssh: true,
  sshSource: 'anywhere',
  sshCidr: '',
  https: false,
  http: false,
}

export const firstForm: LaunchForm = {
  tags: [],
  family: 'amazon-linux',
  imageId: undefined,
  type: 't3.micro',
  keyName: undefined,
  subnetId: '',
  publicIp: true,
  groups: newGroup,
  volumes: [
    { device: undefined, size: 8, type: 'gp3', iops: 3000, throughput: 125, deleteOnTermination: true },
  ],
  shutdown: 'stop',
  metadataTokens: 'required',
  userData: '',
  userDataIsBase64: false,
  count: 1,
}
