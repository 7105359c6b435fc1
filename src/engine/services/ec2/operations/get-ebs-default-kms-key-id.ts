import { managedKeyAlias } from '../../../catalog/index.ts'
import { operation } from '../operation.ts'

export const getEbsDefaultKmsKeyId = operation('GetEbsDefaultKmsKeyId', {
  decide: () => ({ KmsKeyId: managedKeyAlias }),
})
