import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'

/** Deleting what is not there succeeds; instances keep the public key that they were launched with. */
export const deleteKeyPair = operation('DeleteKeyPair', {
  decide({ KeyName, KeyPairId }, { tx }) {
    if (!KeyName && !KeyPairId) throw missingParameter('KeyName')
    const pair = tx
      .list('ec2.key-pair')
      .find((each) => (KeyName ? each.KeyName === KeyName : each.KeyPairId === KeyPairId))
    if (!pair) return { Return: true }
    tx.delete('ec2.key-pair', pair.KeyName)
    return { Return: true, KeyPairId: pair.KeyPairId }
  },
})
