import type { Access, AccessContext } from '../../../kernel/index.ts'
import { arnOf } from './arns.ts'

type Input = Readonly<Record<string, unknown>>

/** Which resource a member of a request names, whatever the operation. */
const typeByMember: Readonly<Record<string, string>> = {
  AllocationId: 'elastic-ip',
  DhcpOptionsId: 'dhcp-options',
  GroupId: 'security-group',
  Groups: 'security-group',
  ImageId: 'image',
  InstanceId: 'instance',
  InstanceIds: 'instance',
  InternetGatewayId: 'internet-gateway',
  LaunchTemplateId: 'launch-template',
  NatGatewayId: 'natgateway',
  NetworkAclId: 'network-acl',
  NetworkInterfaceId: 'network-interface',
  RouteTableId: 'route-table',
  SecurityGroupIds: 'security-group',
  SnapshotId: 'snapshot',
  SourceImageId: 'image',
  SourceSnapshotId: 'snapshot',
  SubnetId: 'subnet',
  VolumeId: 'volume',
  VpcId: 'vpc',
}

/** What an operation makes: it has no id yet. */
export const madeBy: Readonly<Record<string, readonly string[]>> = {
  AllocateAddress: ['elastic-ip'],
  CopyImage: ['image'],
  CopySnapshot: ['snapshot'],
  CreateImage: ['image'],
  CreateInternetGateway: ['internet-gateway'],
  CreateKeyPair: ['key-pair'],
  CreateLaunchTemplate: ['launch-template'],
  CreateNatGateway: ['natgateway'],
  CreateNetworkAcl: ['network-acl'],
  CreateNetworkInterface: ['network-interface'],
  CreateRouteTable: ['route-table'],
  CreateSecurityGroup: ['security-group'],
  CreateSnapshot: ['snapshot'],
  CreateSnapshots: ['snapshot'],
  CreateSubnet: ['subnet'],
  CreateVolume: ['volume'],
  CreateVpc: ['vpc'],
  ImportKeyPair: ['key-pair'],
  RegisterImage: ['image'],
  RunInstances: ['instance', 'volume', 'network-interface'],
}

interface Named {
  type: string
  id: string
}

/** The resources that exist already and are named in the request, by id or by name. */
export const namedIn = (input: Input, { tx }: AccessContext): Named[] => {
  const found = Object.entries(input).flatMap(([member, value]): Named[] => {
    const type = Object.hasOwn(typeByMember, member) ? typeByMember[member] : undefined
    if (!type) return []
    return [value].flat().flatMap((id) => (typeof id === 'string' && id !== '' ? { type, id } : []))
  })
  // A group of the default VPC may be called by its name.
  const names = [input['GroupId'] ? undefined : input['GroupName'], input['SecurityGroups']].flat()
  for (const group of tx.list('ec2.security-group'))
    if (names.includes(group.GroupName)) found.push({ type: 'security-group', id: group.GroupId })
  const template = tx
    .list('ec2.launch-template')
    .find(({ LaunchTemplateName: name }) => name === input['LaunchTemplateName'])
  if (template) found.push({ type: 'launch-template', id: template.LaunchTemplateId })
  const key = keyName(input, tx)
  if (key !== undefined) found.push({ type: 'key-pair', id: key })
  return found
}

/** Key pairs' ARNs end in their names. */
const keyName = ({ KeyName, KeyPairId }: Input, tx: AccessContext['tx']): string | undefined => {
  if (typeof KeyName === 'string' && KeyName !== '') return KeyName
  return tx.list('ec2.key-pair').find((pair) => pair.KeyPairId === KeyPairId)?.KeyName
}

export const accessTo = (context: AccessContext, action: string, { type, id }: Named): Access => ({
  action,
  resource: arnOf(context, type, id),
  context: factsOf(context, { type, id }),
})

const kinds = {
  'elastic-ip': 'ec2.address',
  instance: 'ec2.instance',
  'internet-gateway': 'ec2.internet-gateway',
  'key-pair': 'ec2.key-pair',
  'launch-template': 'ec2.launch-template',
  natgateway: 'ec2.nat-gateway',
  'network-interface': 'ec2.network-interface',
  'route-table': 'ec2.route-table',
  'security-group': 'ec2.security-group',
  snapshot: 'ec2.snapshot',
  subnet: 'ec2.subnet',
  volume: 'ec2.volume',
  vpc: 'ec2.vpc',
} as const

/** What conditions may ask of a resource: its tags, and an instance's or volume's own sort. */
const factsOf = ({ tx, region }: AccessContext, { type, id }: Named): Record<string, string> => {
  const facts: Record<string, string> = { 'ec2:region': region }
  if (!Object.hasOwn(kinds, type)) return facts
  const record = tx.get(kinds[type as keyof typeof kinds], id)
  if (!record) return facts
  for (const { Key = '', Value = '' } of record.Tags) {
    facts[`aws:resourcetag/${Key.toLowerCase()}`] = Value
    facts[`ec2:resourcetag/${Key.toLowerCase()}`] = Value
  }
  if ('InstanceType' in record) facts['ec2:instancetype'] = record.InstanceType
  if ('VolumeType' in record) {
    facts['ec2:volumetype'] = record.VolumeType
    facts['ec2:volumesize'] = String(record.Size)
  }
  return facts
}
