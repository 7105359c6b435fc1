import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DescribeSecurityGroupReferencesCommand,
  DescribeSecurityGroupRulesCommand,
  ModifySecurityGroupRulesCommand,
  type SecurityGroupRuleRequest,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../../../testing/index.ts'

const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22 }
const anywhere = '0.0.0.0/0'

const withRule = async () => {
  const engine = await testEngine()
  const { ec2 } = engine
  const create = async (GroupName: string, VpcId?: string) =>
    (
      await ec2.send(
        new CreateSecurityGroupCommand({ GroupName, Description: 'for a test', ...(VpcId && { VpcId }) }),
      )
    ).GroupId!
  const GroupId = await create('web')
  const authorize = async (peer: object, traffic = ssh) => {
    const IpPermissions = [{ ...traffic, ...peer }]
    const answer = await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }))
    return answer.SecurityGroupRules![0]!.SecurityGroupRuleId!
  }
  const id = await authorize({ IpRanges: [{ CidrIp: anywhere, Description: 'too open' }] })
  const modify = (SecurityGroupRuleId: string, SecurityGroupRule: SecurityGroupRuleRequest) =>
    ec2.send(
      new ModifySecurityGroupRulesCommand({
        GroupId,
        SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }],
      }),
    )
  const described = async () =>
    (await ec2.send(new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [id] })))
      .SecurityGroupRules![0]!
  return { ...engine, create, GroupId, authorize, id, modify, described }
}

test('a rule keeps its id and says something else', async () => {
  const { id, modify, described, authorize } = await withRule()
  await modify(id, { ...ssh, CidrIpv4: '203.0.113.25/32', Description: 'home' })
  expect(await described()).toMatchObject({ CidrIpv4: '203.0.113.25/32', Description: 'home' })
  await modify(id, { ...ssh, CidrIpv6: '2001:DB8::/32' })
  expect(await described()).toMatchObject({ CidrIpv6: '2001:db8::/32' })
  expect((await described()).CidrIpv4).toBeUndefined()
  await authorize({ IpRanges: [{ CidrIp: anywhere }] })
  expect(await refusal(modify(id, { ...ssh, CidrIpv4: anywhere }))).toBe(
    'InvalidPermission.Duplicate: the specified rule "peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW" already exists',
  )
  const unknown = 'sgr-0123456789abcdef0'
  expect(await refusal(modify(unknown, { ...ssh, CidrIpv4: anywhere }))).toBe(
    `InvalidSecurityGroupRuleId.NotFound: The security group rule ID '${unknown}' does not exist`,
  )
  expect(await refusal(modify(id, { ...ssh, PrefixListId: 'pl-12345678' }))).toMatch(
    /^InvalidPrefixListId.NotFound/,
  )
})

test('descriptions are changed by id or by what the rule says', async () => {
  const { ec2, GroupId, id, described } = await withRule()
  const update = (request: object) =>
    ec2.send(new UpdateSecurityGroupRuleDescriptionsIngressCommand({ GroupId, ...request }))
  await update({ SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId: id, Description: 'by id' }] })
  expect((await described()).Description).toBe('by id')
  const permission = { ...ssh, IpRanges: [{ CidrIp: anywhere, Description: 'by words' }] }
  await update({ IpPermissions: [permission] })
  expect((await described()).Description).toBe('by words')
  await update({ IpPermissions: [{ ...ssh, IpRanges: [{ CidrIp: anywhere }] }] })
  expect((await described()).Description).toBeUndefined()
  const other = { ...ssh, IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'x' }] }
  expect(await refusal(update({ IpPermissions: [other] }))).toBe(
    'InvalidPermission.NotFound: The specified rule does not exist in this security group.',
  )
})

test('a group of another VPC is no peer', async () => {
  const { ec2, create, authorize, GroupId } = await withRule()
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))
  const stranger = await create('stranger', Vpc!.VpcId)
  expect(await refusal(authorize({ UserIdGroupPairs: [{ GroupId: stranger }] }))).toBe(
    'InvalidGroup.NotFound: You have specified two resources that belong to different networks.',
  )
  const references = await ec2.send(new DescribeSecurityGroupReferencesCommand({ GroupId: [GroupId] }))
  expect(references.SecurityGroupReferenceSet).toEqual([])
})
