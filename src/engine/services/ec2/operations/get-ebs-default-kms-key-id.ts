import { operation } from '../operation.ts'
import { managedKeyAlias } from '../volumes/encryption.ts'

export const getEbsDefaultKmsKeyId = operation('GetEbsDefaultKmsKeyId', {
  decide: () => ({ KmsKeyId: managedKeyAlias }),
})
