import type { AccessContext } from '../../../kernel/index.ts'

/** Resources by the prefix of their ids, as ARNs call them. */
const typeByPrefix: Readonly<Record<string, string>> = {
  acl: 'network-acl',
  ami: 'image',
  dopt: 'dhcp-options',
  eipalloc: 'elastic-ip',
  eni: 'network-interface',
  i: 'instance',
  igw: 'internet-gateway',
  key: 'key-pair',
  lt: 'launch-template',
  nat: 'natgateway',
  rtb: 'route-table',
  sg: 'security-group',
  sgr: 'security-group-rule',
  snap: 'snapshot',
  subnet: 'subnet',
  vol: 'volume',
  vpc: 'vpc',
}

export const typeOfId = (id: string): string | undefined => {
  const prefix = id.split('-', 1)[0]!
  return Object.hasOwn(typeByPrefix, prefix) ? typeByPrefix[prefix] : undefined
}

/** Images and snapshots may be another's: their ARNs name no account. */
const withoutAccount = ['image', 'snapshot']

export const arnOf = ({ account, region }: AccessContext, type: string, id: string): string =>
  `arn:aws:ec2:${region}:${withoutAccount.includes(type) ? '' : account}:${type}/${id}`
