import type { KeyPairInfo } from '@aws-sdk/client-ec2'
import { paths } from '../../../place/index.ts'
import { ListPage, type ListPageConfig } from '../list-page.tsx'
import { useKeyPairs } from '../queries.ts'
import { trails } from '../trail.ts'
import { KeyPairActions } from './key-pair-actions.tsx'
import { keyPairColumns } from './key-pair-columns.ts'

const idOf = ({ KeyPairId }: KeyPairInfo) => KeyPairId!

const config: ListPageConfig<KeyPairInfo> = {
  title: 'Key pairs',
  name: 'key-pairs',
  noun: 'key pair',
  crumbs: trails.keyPairs(),
  idOf,
  actions: (keyPairs) => <KeyPairActions keyPairs={keyPairs} />,
  create: { text: 'Create key pair', path: paths.createKeyPair },
  empty: 'You do not have any key pairs in this region.',
}

export function KeyPairsPage() {
  return <ListPage {...config} list={useKeyPairs()} columns={keyPairColumns} />
}
