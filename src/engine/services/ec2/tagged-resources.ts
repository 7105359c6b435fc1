import type { ResourceType } from '@aws-sdk/client-ec2'
import { AwsError, fail, type Transaction } from '../../kernel/index.ts'
import { groupNotFound } from './security-groups/find-group.ts'
import { imageNotFound } from './images/find-image.ts'
import { templateNotFound } from './launch-templates/find-template.ts'
import { snapshotNotFound } from './snapshots/find-snapshot.ts'
import type { Tags } from './tags.ts'
import { volumeNotFound } from './volumes/find-volume.ts'

/** A record that has tags, and how to give it others. */
interface Tagged {
  id: string
  type: ResourceType
  tags: Tags
  retag(tags: Tags): void
}

const notFound = (code: string, what: string) => (id: string) =>
  new AwsError(code, `The ${what} '${id}' does not exist`)

/** Kinds by the prefix of their ids. */
const kinds = {
  i: ['ec2.instance', 'instance', notFound('InvalidInstanceID.NotFound', 'instance ID')],
  vol: ['ec2.volume', 'volume', volumeNotFound],
  ami: ['ec2.image', 'image', imageNotFound],
  snap: ['ec2.snapshot', 'snapshot', snapshotNotFound],
  sg: ['ec2.security-group', 'security-group', groupNotFound],
  sgr: [
    'ec2.security-group-rule',
    'security-group-rule',
    notFound('InvalidSecurityGroupRuleId.NotFound', 'security group rule ID'),
  ],
  key: ['ec2.key-pair', 'key-pair', notFound('InvalidKeyPair.NotFound', 'key pair ID')],
  vpc: ['ec2.vpc', 'vpc', notFound('InvalidVpcID.NotFound', 'vpc ID')],
  subnet: ['ec2.subnet', 'subnet', notFound('InvalidSubnetID.NotFound', 'subnet ID')],
  igw: [
    'ec2.internet-gateway',
    'internet-gateway',
    notFound('InvalidInternetGatewayID.NotFound', 'internetGateway ID'),
  ],
  rtb: ['ec2.route-table', 'route-table', notFound('InvalidRouteTableID.NotFound', 'routeTable ID')],
  eni: [
    'ec2.network-interface',
    'network-interface',
    notFound('InvalidNetworkInterfaceID.NotFound', 'networkInterface ID'),
  ],
  acl: ['ec2.network-acl', 'network-acl', notFound('InvalidNetworkAclID.NotFound', 'networkAcl ID')],
  eipalloc: ['ec2.address', 'elastic-ip', notFound('InvalidAllocationID.NotFound', 'allocation ID')],
  lt: ['ec2.launch-template', 'launch-template', templateNotFound],
  nat: ['ec2.nat-gateway', 'natgateway', notFound('NatGatewayNotFound', 'Nat Gateway')],
} as const

type Prefix = keyof typeof kinds

const taggedOf = (tx: Transaction, prefix: Prefix): Tagged[] => {
  const [kind, type] = kinds[prefix]
  return tx.entries(kind).map(([key, record]) => ({
    // Key pairs are kept by name, and tagged by id.
    id: 'KeyPairId' in record ? record.KeyPairId : key,
    type,
    tags: record.Tags,
    retag: (Tags) => tx.put(kind, key, { ...record, Tags }),
  }))
}

export const allTagged = (tx: Transaction): Tagged[] =>
  (Object.keys(kinds) as Prefix[]).flatMap((prefix) => taggedOf(tx, prefix))

export const findTagged = (tx: Transaction, id: string): Tagged => {
  const prefix = id.split('-', 1)[0]!
  if (!Object.hasOwn(kinds, prefix) || !id.includes('-'))
    throw new AwsError('InvalidID', `The ID '${id}' is not valid`)
  return (
    taggedOf(tx, prefix as Prefix).find((resource) => resource.id === id) ??
    fail(kinds[prefix as Prefix][2](id))
  )
}
