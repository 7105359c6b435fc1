import { operation } from '../operation.ts'
import { encryptsByDefault } from '../volumes/encryption.ts'

export const getEbsEncryptionByDefault = operation('GetEbsEncryptionByDefault', {
  decide: (_request, { tx }) => ({
    EbsEncryptionByDefault: encryptsByDefault(tx),
    SseType: 'sse-kms' as const,
  }),
})
