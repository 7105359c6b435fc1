import { missingParameter } from '../errors.ts'
import { readPublicKey } from '../key-pairs/import-key.ts'
import { checkKeyName, keyPairDuplicate } from '../key-pairs/key-name.ts'
import { operation } from '../operation.ts'
import { tagMember, tagsFor } from '../tags.ts'

export const importKeyPair = operation('ImportKeyPair', {
  decide({ KeyName: name, PublicKeyMaterial, TagSpecifications }, { tx, newId, now }) {
    const KeyName = checkKeyName(name)
    if (!PublicKeyMaterial) throw missingParameter('PublicKeyMaterial')
    const key = readPublicKey(PublicKeyMaterial)
    const Tags = tagsFor('key-pair', TagSpecifications)
    if (tx.get('ec2.key-pair', KeyName)) throw keyPairDuplicate()
    const KeyPairId = newId('key')
    tx.put('ec2.key-pair', KeyName, { KeyPairId, KeyName, ...key, CreateTime: now, Tags })
    return { KeyFingerprint: key.KeyFingerprint, KeyName, KeyPairId, ...tagMember(Tags) }
  },
})
