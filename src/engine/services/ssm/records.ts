import type { ParameterTier, ParameterType, Tag } from '@aws-sdk/client-ssm'

export interface ParameterVersion {
  version: number
  value: string
  /** Of a SecureString: what is shown to those who do not ask for it decrypted. */
  ciphertext?: string
  type: ParameterType
  tier: ParameterTier
  description?: string
  date: Date
  /** The ARN of who wrote it. */
  user: string
}

/** By name. */
export interface ParameterRecord {
  name: string
  tags: readonly Tag[]
  /** Oldest first, and never empty. */
  versions: readonly ParameterVersion[]
}

declare module '../../kernel/records.ts' {
  interface RecordKinds {
    'ssm.parameter': ParameterRecord
  }
}
