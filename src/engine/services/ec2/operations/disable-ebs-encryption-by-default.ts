import { operation } from '../operation.ts'

export const disableEbsEncryptionByDefault = operation('DisableEbsEncryptionByDefault', {
  decide(_request, { tx }) {
    tx.put('ec2.ebs-encryption', 'default', { byDefault: false })
    return { EbsEncryptionByDefault: false }
  },
})
