import { invalidParameter } from '../errors.ts'
import { newEd25519Key } from '../key-pairs/ed25519.ts'
import { checkKeyName, keyPairDuplicate } from '../key-pairs/key-name.ts'
import { newRsaKey } from '../key-pairs/rsa.ts'
import { operation } from '../operation.ts'
import { tagMember, tagsFor } from '../tags.ts'

/** The enum as AWS's validation prints it: not in the order of the documentation. */
const outside = (value: string, parameter: string, values: string) =>
  invalidParameter(
    `1 validation error detected: Value '${value}' at '${parameter}' failed to satisfy constraint: Member must satisfy enum value set: [${values}]`,
  )

export const createKeyPair = operation('CreateKeyPair', {
  prepare: async ({ KeyType = 'rsa' }, { random }) =>
    KeyType === 'ed25519' ? newEd25519Key(random) : newRsaKey(),

  decide({ KeyName: name, KeyType = 'rsa', KeyFormat = 'pem', TagSpecifications }, { tx, newId, now }, key) {
    const KeyName = checkKeyName(name)
    if (KeyType !== 'rsa' && KeyType !== 'ed25519') throw outside(KeyType, 'keyType', 'rsa, ed25519')
    if (KeyFormat !== 'pem' && KeyFormat !== 'ppk') throw outside(KeyFormat, 'keyFormat', 'ppk, pem')
    const Tags = tagsFor('key-pair', TagSpecifications)
    if (tx.get('ec2.key-pair', KeyName)) throw keyPairDuplicate()
    const KeyPairId = newId('key')
    tx.put('ec2.key-pair', KeyName, {
      KeyPairId,
      KeyName,
      KeyType,
      KeyFingerprint: key.KeyFingerprint,
      // The comment is the name: so it stands in authorized_keys.
      PublicKey: `${key.publicKey} ${KeyName}\n`,
      CreateTime: now,
      Tags,
    })
    const { KeyFingerprint } = key
    const KeyMaterial = KeyFormat === 'ppk' ? key.puttyMaterial : key.KeyMaterial
    return { KeyPairId, ...tagMember(Tags), KeyName, KeyFingerprint, KeyMaterial }
  },
})
