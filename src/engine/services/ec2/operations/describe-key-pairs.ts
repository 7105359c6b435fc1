import { AwsError, fail } from '../../../kernel/index.ts'
import { filterBy } from '../filters.ts'
import { keyPairNotFound } from '../key-pairs/find-key-pair.ts'
import { operation } from '../operation.ts'
import { tagMember } from '../tags.ts'

const idNotFound = (id: string) =>
  new AwsError('InvalidKeyPair.NotFound', `The key pair ID '${id}' does not exist`)

export const describeKeyPairs = operation('DescribeKeyPairs', {
  decide({ KeyNames = [], KeyPairIds = [], Filters, IncludePublicKey }, { tx }) {
    const all = tx.list('ec2.key-pair')
    const asked = [
      ...KeyNames.map((name) => tx.get('ec2.key-pair', name) ?? fail(keyPairNotFound(name))),
      ...KeyPairIds.map((id) => all.find((pair) => pair.KeyPairId === id) ?? fail(idNotFound(id))),
    ]
    const found = filterBy(KeyNames.length + KeyPairIds.length > 0 ? asked : all, Filters, {
      'key-pair-id': (pair) => pair.KeyPairId,
      fingerprint: (pair) => pair.KeyFingerprint,
      'key-name': (pair) => pair.KeyName,
    })
    return {
      KeyPairs: found.map((pair) => ({
        KeyPairId: pair.KeyPairId,
        KeyType: pair.KeyType,
        ...tagMember(pair.Tags),
        ...(IncludePublicKey && { PublicKey: pair.PublicKey }),
        CreateTime: pair.CreateTime,
        KeyName: pair.KeyName,
        KeyFingerprint: pair.KeyFingerprint,
      })),
    }
  },
})
