import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  type IpPermission,
  RevokeSecurityGroupIngressCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../../../testing/index.ts'

const withGroup = async () => {
  const { ec2, ...rest } = await testEngine()
  const create = async (GroupName: string) =>
    (await ec2.send(new CreateSecurityGroupCommand({ GroupName, Description: 'for a test' }))).GroupId!
  const GroupId = await create('web')
  const authorize = (...IpPermissions: IpPermission[]) =>
    ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }))
  const describe = async (id = GroupId) =>
    (await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }))).SecurityGroups![0]!
  return { ec2, ...rest, create, GroupId, authorize, describe }
}

const tcp = (port: number, ...blocks: string[]): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: blocks.map((CidrIp) => ({ CidrIp })),
})

test('rules of the same traffic are one permission with several peers', async () => {
  const { authorize, describe, GroupId } = await withGroup()
  await authorize(tcp(22, '203.0.113.25/32', '10.0.0.7/8'))
  await authorize({
    ...tcp(22),
    UserIdGroupPairs: [{ GroupId }],
    Ipv6Ranges: [{ CidrIpv6: '2001:DB8:0:0::1/32' }],
  })
  expect((await describe()).IpPermissions).toEqual([
    {
      IpProtocol: 'tcp',
      FromPort: 22,
      ToPort: 22,
      IpRanges: [{ CidrIp: '203.0.113.25/32' }, { CidrIp: '10.0.0.0/8' }],
      Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }],
      UserIdGroupPairs: [{ UserId: '123456789012', GroupId }],
      PrefixListIds: [],
    },
  ])
})

test('a rule that is there already is refused in the words of AWS', async () => {
  const { authorize, GroupId, ec2 } = await withGroup()
  const all: IpPermission = { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }
  const ping: IpPermission = {
    IpProtocol: 'icmp',
    FromPort: -1,
    ToPort: -1,
    IpRanges: [{ CidrIp: '0.0.0.0/0' }],
  }
  for (const [permission, words] of [
    [tcp(22, '0.0.0.0/0'), 'peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW'],
    [all, `peer: ${GroupId}, ALL, ALLOW`],
    [ping, 'peer: 0.0.0.0/0, ICMP, type: ALL, code: ALL, ALLOW'],
  ] as const) {
    await authorize(permission)
    expect(await refusal(authorize(permission))).toBe(
      `InvalidPermission.Duplicate: the specified rule "${words}" already exists`,
    )
  }
  const egress = new AuthorizeSecurityGroupEgressCommand({
    GroupId,
    IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  })
  expect(await refusal(ec2.send(egress))).toContain('InvalidPermission.Duplicate')
})

test('a request with one bad rule changes nothing', async () => {
  const { authorize, describe } = await withGroup()
  expect(await refusal(authorize(tcp(22, '0.0.0.0/0'), tcp(80, '1.2.3')))).toBe(
    'InvalidParameterValue: CIDR block 1.2.3 is malformed',
  )
  expect(await refusal(authorize({ ...tcp(80, '0.0.0.0/0'), ToPort: 22 }))).toBe(
    'InvalidParameterValue: Invalid TCP/UDP port range (80:22)',
  )
  expect(await refusal(authorize({ IpProtocol: 'http', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }))).toBe(
    "InvalidParameterValue: Invalid value 'http' for IP protocol. Unknown protocol.",
  )
  expect((await describe()).IpPermissions).toEqual([])
})

test('rules are revoked by what they say or by their id', async () => {
  const { authorize, describe, GroupId, ec2 } = await withGroup()
  await authorize(tcp(22, '0.0.0.0/0'))
  const { SecurityGroupRules } = await authorize(tcp(3000, '0.0.0.0/0'))
  const revoke = (what: object) => ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, ...what }))
  await revoke({ IpPermissions: [tcp(22, '0.0.0.0/0')] })
  await revoke({ SecurityGroupRuleIds: [SecurityGroupRules![0]!.SecurityGroupRuleId!] })
  expect((await describe()).IpPermissions).toEqual([])
  expect(await refusal(revoke({ IpPermissions: [tcp(22, '0.0.0.0/0')] }))).toBe(
    'InvalidPermission.NotFound: The specified rule does not exist in this security group.',
  )
})

test('a group that is used, named by another, or the default one stays', async () => {
  const { ec2, create, GroupId, authorize, skip } = await withGroup()
  const remove = (id: string) => ec2.send(new DeleteSecurityGroupCommand({ GroupId: id }))
  const other = await create('load-balancer')
  await authorize({ ...tcp(80), UserIdGroupPairs: [{ GroupId: other }] })
  expect(await refusal(remove(other))).toBe(`DependencyViolation: resource ${other} has a dependent object`)
  await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0fef201115eefe936',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      SecurityGroupIds: [GroupId],
    }),
  )
  await skip({ minutes: 1 })
  expect(await refusal(remove(GroupId))).toBe(
    `DependencyViolation: resource ${GroupId} has a dependent object`,
  )
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupNames: ['default'] }))
  const standard = SecurityGroups![0]!.GroupId!
  expect(await refusal(remove(standard))).toBe(
    `CannotDelete: the specified group: "${standard}" name: "default" cannot be deleted by a user`,
  )
  expect(await refusal(create('WEB'))).toMatch(
    /^InvalidGroup.Duplicate: The security group 'WEB' already exists/,
  )
})
