import {
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  type CreateNetworkAclEntryCommandInput,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteNetworkAclCommand,
  DeleteNetworkAclEntryCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeNetworkAclsCommand,
  ReplaceNetworkAclAssociationCommand,
  ReplaceNetworkAclEntryCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../../../testing/index.ts'

const withAcl = async () => {
  const { ec2 } = await testEngine()
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }))
  const VpcId = Vpc!.VpcId!
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.9.1.0/24' }))
  const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId }))
  const NetworkAclId = NetworkAcl!.NetworkAclId!
  const ask = async (...Filters: { Name: string; Values: string[] }[]) =>
    (await ec2.send(new DescribeNetworkAclsCommand({ Filters }))).NetworkAcls!
  const [first] = await ask({ Name: 'vpc-id', Values: [VpcId] }, { Name: 'default', Values: ['true'] })
  const shown = async () => (await ask({ Name: 'network-acl-id', Values: [NetworkAclId] }))[0]!
  const rule = (input: Partial<CreateNetworkAclEntryCommandInput>) => ({
    NetworkAclId,
    RuleNumber: 100,
    Protocol: '6',
    RuleAction: 'allow' as const,
    Egress: false,
    CidrBlock: '10.0.0.9/8',
    PortRange: { From: 80, To: 90 },
    ...input,
  })
  const add = (input: Partial<CreateNetworkAclEntryCommandInput> = {}) =>
    ec2.send(new CreateNetworkAclEntryCommand(rule(input)))
  const replace = (input: Partial<CreateNetworkAclEntryCommandInput> = {}) =>
    ec2.send(new ReplaceNetworkAclEntryCommand(rule(input)))
  const remove = (RuleNumber: number, Egress = false) =>
    ec2.send(new DeleteNetworkAclEntryCommand({ NetworkAclId, RuleNumber, Egress }))
  const associate = (AssociationId: string, to = NetworkAclId) =>
    ec2.send(new ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId: to }))
  return { ec2, VpcId, SubnetId: Subnet!.SubnetId!, NetworkAclId, first: first!, ask, shown, add, replace, remove, associate }
} // prettier-ignore

const denied = (Egress: boolean) => ({
  CidrBlock: '0.0.0.0/0',
  Egress,
  Protocol: '-1',
  RuleAction: 'deny',
  RuleNumber: 32_767,
})

test('a new ACL refuses everything, and its rules stand in the order of their numbers', async () => {
  const { shown, add, replace, remove } = await withAcl()
  expect(await shown()).toMatchObject({ IsDefault: false, Associations: [] })
  expect((await shown()).Entries).toEqual([denied(true), denied(false)])
  await add({ RuleNumber: 200 })
  await add({ RuleNumber: 100, RuleAction: 'deny', Protocol: 'udp' })
  await add({ RuleNumber: 300, Egress: true, Protocol: 'icmp', IcmpTypeCode: { Type: -1, Code: -1 } })
  const { Entries } = await shown()
  expect(Entries!.map(({ Egress, RuleNumber }) => [Egress, RuleNumber])).toEqual([
    [true, 300],
    [true, 32_767],
    [false, 100],
    [false, 200],
    [false, 32_767],
  ])
  expect(Entries![2]).toEqual({
    CidrBlock: '10.0.0.0/8',
    Egress: false,
    PortRange: { From: 80, To: 90 },
    Protocol: '17',
    RuleAction: 'deny',
    RuleNumber: 100,
  })
  expect(Entries![0]!.IcmpTypeCode).toEqual({ Type: -1, Code: -1 })
  await replace({ RuleNumber: 100, Protocol: '-1' })
  expect((await shown()).Entries![2]).toEqual({
    CidrBlock: '10.0.0.0/8',
    Egress: false,
    Protocol: '-1',
    RuleAction: 'allow',
    RuleNumber: 100,
  })
  await remove(100)
  expect((await shown()).Entries).toHaveLength(4)
})

test('rules are checked in the words of AWS', async () => {
  const { add, replace, remove } = await withAcl()
  await add()
  expect(await refusal(add())).toBe(
    'NetworkAclEntryAlreadyExists: The network acl entry identified by 100 already exists.',
  )
  await add({ Egress: true })
  const absent = 'InvalidNetworkAclEntry.NotFound: no ingress entry with number 7'
  expect(await refusal(replace({ RuleNumber: 7 }))).toBe(absent)
  expect(await refusal(remove(7))).toBe(absent)
  expect(await refusal(remove(32_767))).toContain('InvalidParameterValue')
  const bad = (input: object) => refusal(add({ RuleNumber: 7, ...input }))
  expect(await bad({ NetworkAclId: 'acl-0123456789abcdef0' })).toBe(
    "InvalidNetworkAclID.NotFound: The networkAcl ID 'acl-0123456789abcdef0' does not exist",
  )
  expect(await bad({ Protocol: 'icmp' })).toBe(
    'MissingParameter: The request must contain the parameter icmpTypeCode.type',
  )
  expect(await bad({ Protocol: 'smtp' })).toBe(
    "InvalidParameterValue: Invalid value 'smtp' for IP protocol. Unknown protocol.",
  )
  expect(await bad({ PortRange: undefined })).toContain('Must specify both from and to ports')
  expect(await bad({ PortRange: { From: 9, To: 8 } })).toBe(
    'InvalidParameterValue: Invalid TCP/UDP port range (9:8)',
  )
  expect(await bad({ CidrBlock: 'all' })).toContain('This is not a valid CIDR block.')
  expect(await bad({ CidrBlock: undefined })).toBe(
    'MissingParameter: The request must contain the parameter cidrBlock',
  )
  for (let RuleNumber = 8; RuleNumber < 27; RuleNumber++) await add({ RuleNumber })
  expect(await refusal(add({ RuleNumber: 27 }))).toBe(
    'NetworkAclEntryLimitExceeded: The maximum number of network acl entries has been reached.',
  )
})

test('a subnet goes from ACL to ACL, each time with another association', async () => {
  const { ec2, VpcId, SubnetId, NetworkAclId, first, ask, shown, associate } = await withAcl()
  const AssociationId = first.Associations![0]!.NetworkAclAssociationId!
  const { NewAssociationId } = await associate(AssociationId)
  expect(NewAssociationId).toMatch(/^aclassoc-[0-9a-f]{17}$/)
  expect((await shown()).Associations).toEqual([
    { NetworkAclAssociationId: NewAssociationId, NetworkAclId, SubnetId },
  ])
  const ofSubnet = { Name: 'association.subnet-id', Values: [SubnetId] }
  expect((await ask(ofSubnet)).map((acl) => acl.NetworkAclId)).toEqual([NetworkAclId])
  expect(await refusal(associate(AssociationId))).toBe(
    `InvalidAssociationID.NotFound: The association ID '${AssociationId}' does not exist`,
  )
  const [stranger] = (await ask()).filter((acl) => acl.VpcId !== VpcId)
  expect(await refusal(associate(NewAssociationId!, stranger!.NetworkAclId))).toContain(
    'belong to different networks',
  )
  const remove = (id: string) => ec2.send(new DeleteNetworkAclCommand({ NetworkAclId: id }))
  expect(await refusal(remove(NetworkAclId))).toBe(
    `DependencyViolation: The networkAcl '${NetworkAclId}' has dependencies and cannot be deleted.`,
  )
  expect(await refusal(remove(first.NetworkAclId!))).toContain('InvalidParameterValue')
  await associate(NewAssociationId!, first.NetworkAclId)
  await ec2.send(new DeleteSubnetCommand({ SubnetId }))
  expect(await refusal(ec2.send(new DeleteVpcCommand({ VpcId })))).toContain('DependencyViolation')
  await remove(NetworkAclId)
  await ec2.send(new DeleteVpcCommand({ VpcId }))
  expect(await ask({ Name: 'vpc-id', Values: [VpcId] })).toEqual([])
})
