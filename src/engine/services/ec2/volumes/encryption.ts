import { managedKeyAlias, managedKeyArn } from '../../../catalog/index.ts'
import { AwsError, type Transaction } from '../../../kernel/index.ts'
import { invalidCombination } from '../errors.ts'

declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    /** One in each region where the learner has decided: its id is always `default`. */
    'ec2.ebs-encryption': { byDefault: boolean }
  }
}

interface EncryptionRequest {
  Encrypted?: boolean | undefined
  KmsKeyId?: string | undefined
}

export const encryptsByDefault = (tx: Transaction): boolean =>
  tx.get('ec2.ebs-encryption', 'default')?.byDefault ?? false

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
  Encrypted ? { Encrypted, KmsKeyId: managedKeyArn(tx.scope) } : { Encrypted }

const checkKey = (tx: Transaction, { Encrypted, KmsKeyId }: EncryptionRequest) => {
  if (!KmsKeyId) return
  if (!Encrypted)
    throw new AwsError(
      'InvalidParameterDependency',
      'The parameter KmsKeyId requires the parameter Encrypted to be set.',
    )
  const arn = managedKeyArn(tx.scope)
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
