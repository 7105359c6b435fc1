import { operation } from '../operation.ts'

/** From now on, in this region: what exists stays as it is. */
export const enableEbsEncryptionByDefault = operation('EnableEbsEncryptionByDefault', {
  decide(_request, { tx }) {
    tx.put('ec2.ebs-encryption', 'default', { byDefault: true })
    return { EbsEncryptionByDefault: true }
  },
})
