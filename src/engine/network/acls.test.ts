import {
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  type CreateNetworkAclEntryCommandInput,
  DescribeInstancesCommand,
  DescribeNetworkAclsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  ReplaceNetworkAclAssociationCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { testEngine } from '../testing/index.ts'
import type { From } from './index.ts'

const home = { address: '203.0.113.25' }

type Rule = Omit<Partial<CreateNetworkAclEntryCommandInput>, 'NetworkAclId'>

/** Instances in two subnets of the default VPC, open to everybody; the first subnet has an ACL of its own. */
const withAcl = async () => {
  const { ec2, engine, skip } = await testEngine()
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({}))
  const all = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }
  const GroupId = SecurityGroups![0]!.GroupId
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [all] }))
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}))
  const subnetIn = (zone: string) => Subnets!.find((each) => each.AvailabilityZone === zone)!
  const launch = async (SubnetId: string) => {
    const { Instances } = await ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-0fef201115eefe936',
        InstanceType: 't3.micro',
        MinCount: 1,
        MaxCount: 1,
        SubnetId,
      }),
    )
    await skip({ seconds: 10 })
    const InstanceIds = [Instances![0]!.InstanceId!]
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }))
    return Reservations![0]!.Instances![0]!
  }
  const guarded = subnetIn('us-east-1a')
  const inside = await launch(guarded.SubnetId!)
  const neighbour = await launch(guarded.SubnetId!)
  const other = await launch(subnetIn('us-east-1b').SubnetId!)
  const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId: guarded.VpcId }))
  const NetworkAclId = NetworkAcl!.NetworkAclId!
  const Filters = [{ Name: 'association.subnet-id', Values: [guarded.SubnetId!] }]
  const { NetworkAcls } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }))
  const { NetworkAclAssociationId } = NetworkAcls![0]!.Associations!.find(
    ({ SubnetId }) => SubnetId === guarded.SubnetId,
  )!
  await ec2.send(
    new ReplaceNetworkAclAssociationCommand({ AssociationId: NetworkAclAssociationId, NetworkAclId }),
  )
  const add = (RuleNumber: number, rule: Rule) =>
    ec2.send(
      new CreateNetworkAclEntryCommand({
        NetworkAclId,
        RuleNumber,
        Protocol: '6',
        RuleAction: 'allow',
        Egress: false,
        CidrBlock: '0.0.0.0/0',
        ...rule,
      }),
    )
  const ports = (From: number, To = From) => ({ PortRange: { From, To } })
  const verdict = (from: From, to: string, port: number, more: object = {}) =>
    engine.network.verdict({ from, to, port, protocol: 'tcp', ...more })
  const last = (from: From, to: string, port: number, more: object = {}) =>
    verdict(from, to, port, more).steps.at(-1)!.text
  return { ec2, inside, neighbour, other, NetworkAclId, add, ports, verdict, last }
}

test('an ACL without rules lets nothing in or out of its subnet, and all pass within it', async () => {
  const { inside, neighbour, other, NetworkAclId, verdict, last } = await withAcl()
  expect(last(home, inside.PublicIpAddress!, 22)).toBe(
    `Network ACL ${NetworkAclId}: no inbound rule fits TCP 22 from 203.0.113.25, so rule * denies it.`,
  )
  const from = { instanceId: inside.InstanceId! }
  expect(last(from, other.PrivateIpAddress!, 80)).toBe(
    `Network ACL ${NetworkAclId}: no outbound rule fits TCP 80 to ${other.PrivateIpAddress}, so rule * denies it.`,
  )
  expect(verdict(from, neighbour.PrivateIpAddress!, 80).outcome).toBe('deliver')
  // By its public address it goes out through the gateway and comes in again.
  expect(verdict(from, neighbour.PublicIpAddress!, 80).outcome).toBe('dropped')
  expect(verdict(home, other.PublicIpAddress!, 22).outcome).toBe('deliver')
})

test('ACLs are stateless: answers need an outbound rule for the port that they go to', async () => {
  const { inside, NetworkAclId, add, ports, verdict, last } = await withAcl()
  const to = inside.PublicIpAddress!
  await add(100, ports(22))
  expect(verdict(home, to, 22).outcome).toBe('dropped')
  expect(last(home, to, 22)).toBe(
    `Network ACL ${NetworkAclId}: no outbound rule fits the answer to 203.0.113.25 (TCP to port 49152), so rule * denies it. Network ACLs are stateless: answers need a rule for the ports that they go to, 1024-65535.`,
  )
  await add(100, { Egress: true, ...ports(32_768, 40_000) })
  expect(verdict(home, to, 22).outcome).toBe('dropped')
  expect(verdict(home, to, 22, { sourcePort: 33_000 }).outcome).toBe('deliver')
  await add(110, { Egress: true, ...ports(1024, 65_535) })
  const { outcome, steps } = verdict(home, to, 22)
  expect(outcome).toBe('deliver')
  expect(steps.map(({ text }) => text).filter((text) => text.startsWith('Network ACL'))).toEqual([
    `Network ACL ${NetworkAclId}: rule 100 (TCP 22 from 0.0.0.0/0) lets TCP 22 from 203.0.113.25 in.`,
    `Network ACL ${NetworkAclId}: rule 110 (TCP 1024-65535 to 0.0.0.0/0) lets the answer to 203.0.113.25 (TCP to port 49152) out.`,
  ])
})

test('the rule with the lowest number that fits decides', async () => {
  const { inside, NetworkAclId, add, ports, verdict, last } = await withAcl()
  const to = inside.PublicIpAddress!
  await add(100, { Egress: true, Protocol: '-1' })
  await add(200, { ...ports(22), RuleAction: 'deny', CidrBlock: '203.0.113.0/24' })
  await add(100, { Protocol: '-1' })
  expect(verdict(home, to, 22).outcome).toBe('deliver')
  await add(90, { ...ports(22), RuleAction: 'deny', CidrBlock: '203.0.113.0/24' })
  expect(last(home, to, 22)).toBe(
    `Network ACL ${NetworkAclId}: rule 90 (TCP 22 from 203.0.113.0/24) denies TCP 22 from 203.0.113.25.`,
  )
  expect(verdict(home, to, 23).outcome).toBe('deliver')
  expect(verdict({ address: '203.0.114.1' }, to, 22).outcome).toBe('deliver')
})

test('connections from inside go out by an outbound rule and come back by an inbound one', async () => {
  const { inside, other, add, ports, verdict, last } = await withAcl()
  const from = { instanceId: inside.InstanceId! }
  const site = '198.51.100.10'
  await add(100, { Egress: true, ...ports(443) })
  expect(last(from, site, 443)).toContain('no inbound rule fits the answer from 198.51.100.10')
  await add(100, ports(1024, 65_535))
  expect(verdict(from, site, 443)).toMatchObject({ outcome: 'outside', source: inside.PublicIpAddress })
  expect(verdict(from, site, 80).outcome).toBe('dropped')
  expect(verdict(from, other.PrivateIpAddress!, 443).outcome).toBe('deliver')
  // What the other subnet begins is looked at as well.
  expect(verdict({ instanceId: other.InstanceId! }, inside.PrivateIpAddress!, 443).outcome).toBe('dropped')
})

test('ping needs rules for its question and for its reply, a datagram one for its own way only', async () => {
  const { inside, add, ports, verdict } = await withAcl()
  const to = inside.PublicIpAddress!
  const ping = () => verdict(home, to, 0, { protocol: 'icmp' }).outcome
  await add(100, { Protocol: '1', IcmpTypeCode: { Type: 8, Code: -1 } })
  expect(ping()).toBe('dropped')
  await add(100, { Egress: true, Protocol: '1', IcmpTypeCode: { Type: 0, Code: 0 } })
  expect(ping()).toBe('deliver')
  await add(110, { Protocol: '17', ...ports(514) })
  expect(verdict(home, to, 514, { protocol: 'udp' })).toMatchObject({ outcome: 'deliver', oneWay: true })
  await add(110, { Egress: true, Protocol: '17', ...ports(1024, 65_535) })
  expect(verdict(home, to, 514, { protocol: 'udp' })).not.toHaveProperty('oneWay')
})
