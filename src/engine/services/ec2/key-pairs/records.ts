import type { Tags } from '../tags.ts'

export interface KeyPairRecord {
  KeyPairId: string
  KeyName: string
  KeyType: 'rsa' | 'ed25519'
  KeyFingerprint: string
  /** As in authorized_keys: type, key, comment. */
  PublicKey: string
  CreateTime: Date
  Tags: Tags
}

declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    /** By name. */
    'ec2.key-pair': KeyPairRecord
  }
}
