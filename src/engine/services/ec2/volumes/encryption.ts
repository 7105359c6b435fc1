import { sha256 } from '@noble/hashes/sha2.js'
import { AwsError, type Transaction } from '../../../kernel/index.ts'
import { invalidCombination } from '../errors.ts'

declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    /** One in each region where the learner has decided: its id is always `default`. */
    'ec2.ebs-encryption': { byDefault: boolean }
  }
}

export const managedKeyAlias = 'alias/aws/ebs'

interface EncryptionRequest {
  Encrypted?: boolean | undefined
  KmsKeyId?: string | undefined
}

export const encryptsByDefault = (tx: Transaction): boolean =>
  tx.get('ec2.ebs-encryption', 'default')?.byDefault ?? false

/** The key that AWS keeps for EBS in each account and region, made up once and for all. */
export const managedKeyArn = ({ scope: { account, region } }: Transaction): string => {
  const digest = sha256(new TextEncoder().encode(`${managedKeyAlias} ${account} ${region}`))
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`]
  return `arn:aws:kms:${region}:${account}:key/${[...uuid, hex.slice(20, 32)].join('-')}`
}

/** Whether what is being made will be encrypted: asked for, inherited, or the region's default. */
export const isEncrypted = (
  tx: Transaction,
  request: EncryptionRequest,
  source?: { Encrypted?: boolean | undefined },
): boolean => {
  checkKey(tx, request)
  if (request.Encrypted === false && source?.Encrypted)
    throw invalidCombination(
      'EncryptedVolume parameter [false] is inconsistent with snapshot encryption state [true]',
    )
  return request.Encrypted || source?.Encrypted || encryptsByDefault(tx)
}

/** What descriptions say of it. */
export const encryptionMembers = (tx: Transaction, { Encrypted = false }: { Encrypted?: boolean }) =>
  Encrypted ? { Encrypted, KmsKeyId: managedKeyArn(tx) } : { Encrypted }

const checkKey = (tx: Transaction, { Encrypted, KmsKeyId }: EncryptionRequest) => {
  if (!KmsKeyId) return
  if (!Encrypted)
    throw new AwsError(
      'InvalidParameterDependency',
      'The parameter KmsKeyId requires the parameter Encrypted to be set.',
    )
  const arn = managedKeyArn(tx)
  const names = [
    managedKeyAlias,
    arn,
    arn.slice(arn.indexOf('/') + 1),
    arn.replace(/key\/.*$/, managedKeyAlias),
  ]
  if (!names.includes(KmsKeyId))
    throw new AwsError(
      'UnsupportedOperation',
      `Sandcloud has no customer managed keys yet: leave KmsKeyId out, and ${managedKeyAlias} is used.`,
    )
}
